import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Automaton, type Slot} from '#shared/classify/automaton.ts';

type Phrase = readonly Slot[];

/** The numbers of words may be far apart. */
const word = fc.constantFrom(1, 2, 1_025, 3_071);
/** A choice of no words may be left out. */
const slot: fc.Arbitrary<Slot> = fc.array(fc.array(word, {maxLength: 3}), {
	minLength: 1,
	maxLength: 3,
});
const phrases: fc.Arbitrary<readonly Phrase[]> = fc.array(
	fc
		.array(slot, {minLength: 1, maxLength: 4})
		.filter((slots) => slots.some((choices) => choices.every(({length}) => length > 0))),
	{minLength: 1, maxLength: 5},
);
const text = fc.array(fc.oneof(word, fc.constantFrom(0, 4_095)), {maxLength: 40});

function automatonOf(phrases: readonly Phrase[]): Automaton {
	const automaton = new Automaton();
	for (const [index, slots] of phrases.entries()) automaton.add(slots, reportOf(index));
	return automaton;
}

/** Any numbers are reported, negative ones as well. */
function reportOf(index: number): number {
	return index % 2 === 0 ? index : -index;
}

/** What is reported after each word of a text. */
function reported(automaton: Automaton, words: readonly number[]): readonly (readonly number[])[] {
	let state = 0;
	return words.map((word) => {
		state = automaton.step(state, word);
		const {reports, reportsFrom} = automaton;
		return [...reports.subarray(reportsFrom[state], reportsFrom[state + 1])].sort((one, other) => one - other);
	});
}

/** Every row of words that a phrase stands for. */
function spelledOut(phrase: Phrase): readonly (readonly number[])[] {
	return phrase.reduce<readonly (readonly number[])[]>(
		(begun, choices) => begun.flatMap((words) => choices.map((choice) => [...words, ...choice])),
		[[]],
	);
}

/** The same, word by word: whose phrases end there. */
function expected(phrases: readonly Phrase[], words: readonly number[]): readonly (readonly number[])[] {
	return words.map((_, place) => {
		const ended = phrases.flatMap((phrase, index) =>
			spelledOut(phrase).some(
				(row) =>
					row.length > 0 &&
					row.length <= place + 1 &&
					row.every((word, at) => words[place + 1 - row.length + at] === word),
			)
				? [reportOf(index)]
				: [],
		);
		return ended.sort((one, other) => one - other);
	});
}

describe('many phrases at once', () => {
	test('each is reported where it ends, and nowhere else', () => {
		fc.assert(
			fc.property(phrases, text, (phrases, words) => {
				expect(reported(automatonOf(phrases), words)).toEqual(expected(phrases, words));
			}),
			{numRuns: 1000},
		);
	});

	test('the same after so many steps that all were forgotten several times', () => {
		// Phrases of which any number may be under way: each text makes states of its own.
		const phrases = Array.from(
			{length: 14},
			(_, length): Phrase => [[[1]], ...Array.from({length}, (): Slot => [[1], [2]]), [[3]]],
		);
		const automaton = automatonOf(phrases);
		let word = 1;
		const words = Array.from({length: 40_000}, () => {
			word = (word * 48_271) % 2_147_483_647;
			return word % 32 === 0 ? 3 : 1 + (word % 2);
		});
		const found = reported(automaton, words);
		const last = words.length - 3_000;
		for (let place = last; place < words.length; place++) {
			const ended = phrases.flatMap((_, length) => {
				const row = words.slice(place - length - 1, place + 1);
				return words[place] === 3 && row[0] === 1 && !row.slice(1, -1).includes(3) ? [reportOf(length)] : [];
			});
			expect(found[place]).toEqual(ended.sort((one, other) => one - other));
		}
	});

	test('a step is remembered for its own state and word', () => {
		const automaton = automatonOf([[[[3_071]]], [[[1_025]]]]);
		expect(reported(automaton, [3_071, 1_025, 0, 3_071, 5, 1_025])).toEqual([[0], [-1], [], [0], [], [-1]]);
	});

	test('a phrase longer than all steps that are remembered', () => {
		const lengths = [11_998, 11_999, 12_000, 12_001, 12_002, 13_000];
		const words = Array.from({length: 13_100}, (_, place) => (place === 0 ? 1 : 2));
		const automaton = automatonOf(lengths.map((length) => [[words.slice(0, length)]]));
		expect(reported(automaton, [3, 0])).toEqual([[], []]);
		const found = reported(automaton, words);
		expect(found.flatMap((reports, place) => reports.map(() => place + 1))).toEqual(lengths);
	});

	test('so many phrases that few states have room for what they report', () => {
		const many = Array.from({length: 6_000}, (): Phrase => [[[1], [2]]]);
		const long = Array.from({length: 12}, (_, length): Phrase => [[Array.from({length: length + 1}, () => 1)]]);
		const found = reported(
			automatonOf([...many, ...long]),
			Array.from({length: 12}, () => 1),
		);
		expect(found.map(({length}) => length)).toEqual(Array.from({length: 12}, (_, place) => 6_001 + place));
	});

	test('a phrase of which nothing is needed is refused', () => {
		expect(() => automatonOf([[[[1], []], [[]]]])).toThrow('without words');
	});
});
