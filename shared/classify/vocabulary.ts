import {APOSTROPHE, BYTES_AHEAD, FOLD, HASH_START, hashStep, toBytes} from './characters.ts';

/**
 * The words that any row knows, each with a number from 1 up. Everything else that a text may say is number 0.
 *
 * A word is looked up by its hash alone. Two words of the rows with one hash are refused when the rows are read; that a
 * stranger's word has the hash of a known one happens once in millions of texts, and makes that one word read wrong.
 */
const SLOTS = 4_096;
/** At most so many words may be known, word 0 included. */
export const MOST_WORDS = 3_072;
/** For each slot the number of a word, 0 where it is free, and its hash: one beside the other, since both are read. */
const slots = new Int32Array(2 * SLOTS);
const names: string[] = [''];

/** The words of a text of ours as the scanner would see them, apostrophes gone: "weren't SENT" is werent, sent. */
export function wordsOf(text: string): readonly string[] {
	const bytes = new Uint8Array(text.length + BYTES_AHEAD);
	toBytes(text, bytes);
	const words: string[] = [];
	let word = '';
	for (let at = 0; at <= text.length; at++) {
		const byte = bytes[at] ?? 0;
		const folded = FOLD[byte] ?? 0;
		if (folded !== 0) word += String.fromCharCode(folded);
		else if (word !== '' && byte !== APOSTROPHE) {
			words.push(word);
			word = '';
		}
	}
	return words;
}

function hashOf(word: string): number {
	let hash = HASH_START;
	for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
	return hash;
}

function slotOf(hash: number): number {
	return ((hash ^ (hash >>> 15)) & (SLOTS - 1)) << 1;
}

/** The number of a known word, 0 of an unknown one, by its hash. */
export function numberOf(hash: number): number {
	let slot = slotOf(hash);
	for (;;) {
		const number = slots[slot] ?? 0;
		if (number === 0 || slots[slot + 1] === hash) return number;
		slot = (slot + 2) & (2 * SLOTS - 1);
	}
}

/** Makes a word known, if it is not, and gives its number. One word only, lower case, no apostrophe. */
export function intern(word: string): number {
	const hash = hashOf(word);
	const known = numberOf(hash);
	if (known !== 0) {
		if (names[known] !== word) throw new Error(`"${word}" and "${names[known]}" have the same hash`);
		return known;
	}
	if (names.length >= MOST_WORDS) throw new Error('too many words');
	let slot = slotOf(hash);
	while (slots[slot] !== 0) slot = (slot + 2) & (2 * SLOTS - 1);
	slots[slot] = names.length;
	slots[slot + 1] = hash;
	names.push(word);
	return names.length - 1;
}
