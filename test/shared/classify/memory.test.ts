import {expect, test} from 'vitest';
import {classify, classifyAnew, SCAN} from '#shared/classify/classify.ts';
import {hashOf, LONGEST_KEPT, recall, remember} from '#shared/classify/memory.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';

test('a text that comes back with another status or opinion gets another verdict', () => {
	const responses = [
		{text: '550 xyz'},
		{text: '550 xyz', status: '5.7.606'},
		{text: '550 xyz', opinion: {esp: 'sendgrid', words: 'bounce/invalid address'}},
		{text: '550 xyz', opinion: {esp: 'sendgrid', words: 'bounce/content'}},
		{text: '550 xyz', opinion: {esp: 'postmark', words: 'hardbounce'}},
		{text: '550 xyz', opinion: {esp: 'ses', words: 'hardbounce'}},
		{text: null, opinion: {esp: 'ses', words: 'hardbounce'}},
		{text: null, opinion: {esp: 'postmark', words: 'hardbounce'}},
	] as const;
	for (let round = 0; round < 3; round++) {
		for (const response of responses) expect(classify(response)).toEqual(classifyAnew(response));
	}
});

test('a text that comes again and again is worked out twice', () => {
	const again = () => classify({text: '550 5.1.1 a text that comes again'});
	const first = again();
	const second = again();
	expect(second).not.toBe(first);
	expect(again()).toBe(second);
	expect(again()).toEqual(classifyAnew({text: '550 5.1.1 a text that comes again'}));
});

test('only texts of up to a thousand units are kept, and those without words as well', () => {
	const again = (text: string | null) => {
		const [, second, third] = [classify({text}), classify({text}), classify({text})];
		return second === third;
	};
	expect([null, '', '550 xyz'].map(again)).toEqual([true, true, true]);
	expect([LONGEST_KEPT, LONGEST_KEPT + 1].map((length) => again('x'.repeat(length)))).toEqual([true, false]);
});

test('texts have different hashes, wherever and however little they differ', () => {
	const hashes = new Set<number>();
	let count = 0;
	for (let length = 0; length <= 40; length++) {
		for (let at = 0; at <= length; at++) {
			SCAN.load(`${'a'.repeat(at)}b${'a'.repeat(length - at)}`);
			hashes.add(hashOf(SCAN.quads, length + 1));
			count++;
		}
	}
	expect(hashes.size).toBe(count);
});

test('two texts whose hashes share a place are both kept when they come in turn', () => {
	// The first bits and the last ones tell the places: these hashes have both in common.
	const texts = [
		{hash: 0x0bad_0001, response: {text: '550 5.1.1 one'}, verdict: classifyAnew({text: '550 5.1.1 one'})},
		{hash: 0x0bad_1001, response: {text: '450 4.2.2 other'}, verdict: classifyAnew({text: '450 4.2.2 other'})},
	];
	for (let round = 0; round < 2; round++) {
		for (const {hash, response, verdict} of texts) remember(hash, response, verdict);
	}
	for (const {hash, response, verdict} of texts) {
		expect(recall(hash, response)).toBe(verdict);
		expect(recall(hash, {...response, status: '5.1.1'})).toBeUndefined();
	}
});

test('each text is read for itself', () => {
	for (const [text, category] of [
		['550 5.1.1 User unknown', 'recipient-unknown'],
		['552 5.2.2 Mailbox full', 'mailbox-full'],
		['550 5.1.1 User unknown', 'recipient-unknown'],
	] as const)
		expect(classifyAnew({text}).category).toBe(category);
});

test('texts that differ in one place only are told apart', () => {
	const texts = Array.from(
		{length: 300},
		(_, at) => `550 5.7.1 ${'a'.repeat(at)}b${'a'.repeat(299 - at)} mailbox full`,
	);
	for (let round = 0; round < 3; round++) {
		for (const text of texts) expect(classify({text: `${text}x`})).toEqual(classifyAnew({text: `${text}x`}));
	}
	const last = 'x'.repeat(998);
	for (let round = 0; round < 3; round++) {
		expect(classify({text: `4${last} mailbox full`}).category).toBe('mailbox-full');
		expect(classify({text: `4${last} mailbox void`}).category).toBe('unknown');
	}
});

test('a flood of odd texts, after which all steps are made anew, changes no verdict', () => {
	const seen = LAYERS.flatMap(({rules}) => rules.map(({seen}) => seen));
	const before = seen.map((text) => classifyAnew({text}));
	const words = seen.flatMap((text) => text.split(' '));
	for (let at = 0; at < 2_000; at++) {
		const odd = Array.from({length: 40}, (_, place) => words[(at * 7919 + place * (at + 13)) % words.length]);
		classifyAnew({text: odd.join(' ')});
	}
	expect(seen.map((text) => classifyAnew({text}))).toEqual(before);
});

test('what was pushed out by a flood of other texts is worked out again', () => {
	const text = '550 5.1.1 a text before the flood';
	const again = () => classify({text});
	again();
	const kept = again();
	expect(again()).toBe(kept);
	for (let index = 0; index < 8_000; index++) {
		for (let round = 0; round < 2; round++) classify({text: `550 5.1.1 User unknown ${index}`});
	}
	expect(again()).not.toBe(kept);
	expect(again()).toEqual(kept);
});
