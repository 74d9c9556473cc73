import type {Scan} from './scan.ts';
import {intern} from './vocabulary.ts';

/** A set of words to look for beside a finding. */
export function wordSet(text: string): ReadonlySet<number> {
	return new Set(text.split(' ').map(intern));
}

/** The word so many before the `place`-th one (1: the one right before); 0 where there is none, or none that is known. */
export function wordBefore(scan: Scan, place: number, back = 1): number {
	return place >= back ? (scan.words[place - back] ?? 0) : 0;
}

/** The word so many after (0: right after); 0 where there is none, or none that is known. */
export function wordAfter(scan: Scan, place: number, ahead = 0): number {
	return place + ahead < scan.wordCount ? (scan.words[place + ahead] ?? 0) : 0;
}
