import {wordAfter, wordBefore, wordSet} from './context.ts';
import type {Scan} from './scan.ts';
import {intern, MOST_WORDS} from './vocabulary.ts';

/** The seconds of a unit at the number of its word. */
const UNITS = new Int32Array(MOST_WORDS);
for (const [words, seconds] of [
	['s sec secs second seconds', 1],
	['m min mins minute minutes', 60],
	['h hour hours hrs', 3600],
	['day days', 86_400],
] as const) {
	for (const word of words.split(' ')) UNITS[intern(word)] = seconds;
}
/** The same of the letter that stands right behind a number: 30s. */
const LETTERS = new Int32Array(256);
for (const [letter, seconds] of [
	['s', 1],
	['m', 60],
	['h', 3600],
] as const) {
	LETTERS[letter.charCodeAt(0)] = seconds;
}
const CUES = wordSet(
	'again retry retrying wait greylisted greylisting greylist graylisted graylisting back later after deferred delayed postponed resend try',
);
/** A cue stands at most so many words before the number: "try again in at least 5 minutes". */
const REACH = 6;

/** Seconds after which the response wants the next try: "Greylisted for 5 minutes", "try again in 300 seconds", "in 30s". */
export function readRetryAfter(scan: Scan): number | undefined {
	for (let index = 0; index < scan.numbers.count; index++) {
		const place = scan.numbers.words(index);
		const unit = (UNITS[wordAfter(scan, place)] || LETTERS[(scan.bytes[scan.numbers.end(index)] ?? 0) | 32]) ?? 0;
		if (unit === 0) continue;
		for (let back = 1; back <= REACH; back++) {
			if (CUES[wordBefore(scan, place, back)] !== 1) continue;
			const seconds = Number(scan.text.slice(scan.numbers.start(index), scan.numbers.end(index))) * unit;
			return seconds <= 7 * 86_400 ? seconds : undefined;
		}
	}
	return undefined;
}
