import type {Scan} from './scan.ts';
import {intern, MOST_WORDS} from './vocabulary.ts';

/** A set of words to look for beside a finding: 1 at the number of each. */
export type WordSet = Uint8Array;

/** The words of a text, parted by spaces, as a set. */
export function wordSet(text: string): WordSet {
	const set = new Uint8Array(MOST_WORDS);
	for (const word of text.split(' ')) set[intern(word)] = 1;
	return set;
}

/** The word so many before the `place`-th one (1: the one right before); 0 where there is none, or none that is known. */
export function wordBefore(scan: Scan, place: number, back = 1): number {
	return place >= back ? (scan.words[place - back] ?? 0) : 0;
}

/** The word so many after (0: right after); 0 where there is none, or none that is known. */
export function wordAfter(scan: Scan, place: number, ahead = 0): number {
	return place + ahead < scan.wordCount ? (scan.words[place + ahead] ?? 0) : 0;
}
