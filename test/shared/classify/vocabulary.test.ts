import {expect, test} from 'vitest';
import {HASH_START, hashStep} from '#shared/classify/characters.ts';
import {intern, MOST_WORDS, numberOf, wordsOf} from '#shared/classify/vocabulary.ts';

const hashOf = (word: string) => [...word].reduce((hash, letter) => hashStep(hash, letter.charCodeAt(0)), HASH_START);

test('a text of ours is read as the scanner reads one: folded, an apostrophe left out', () => {
	expect(wordsOf("Messages weren’t SENT, weren't they?")).toEqual(['messages', 'werent', 'sent', 'werent', 'they']);
	expect(wordsOf(' (boîte; pleine) ')).toEqual(['boite', 'pleine']);
	expect(wordsOf('')).toEqual([]);
});

test('a word has one number, never 0, by which it is found again', () => {
	const words = ['as', 'mailbox', 'full'];
	const numbers = words.map(intern);
	expect(words.map(intern)).toEqual(numbers);
	expect(new Set(numbers).size).toBe(words.length);
	expect(numbers).not.toContain(0);
	expect(words.map((word) => numberOf(hashOf(word)))).toEqual(numbers);
	expect(numberOf(hashOf('aword'))).toBe(0);
});

test('two words with one hash are refused, for they could not be told apart', () => {
	expect(hashOf('liquid')).toBe(hashOf('costarring'));
	intern('liquid');
	expect(() => intern('costarring')).toThrow('"costarring" and "liquid" have the same hash');
});

/** The last test: it leaves no room. */
test('words are taken until there are as many as may be known', () => {
	let last = 0;
	const fill = () => {
		for (let at = 0; at <= MOST_WORDS; at++) last = intern(`word${at}`);
	};
	expect(fill).toThrow('too many words');
	expect(last).toBe(MOST_WORDS - 1);
	expect(intern('mailbox')).toBeLessThan(MOST_WORDS);
});
