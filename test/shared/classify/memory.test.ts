import {expect, test} from 'vitest';
import {classify, classifyAnew} from '#shared/classify/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';

test('a text that comes back with another status or opinion gets another verdict', () => {
	const responses = [
		{text: '550 xyz'},
		{text: '550 xyz', status: '5.7.606'},
		{text: '550 xyz', opinion: {esp: 'sendgrid', words: 'bounce/invalid address'}},
		{text: '550 xyz', opinion: {esp: 'sendgrid', words: 'bounce/content'}},
		{text: '550 xyz', opinion: {esp: 'postmark', words: 'hardbounce'}},
	] as const;
	for (let round = 0; round < 3; round++) {
		for (const response of responses) expect(classify(response)).toEqual(classifyAnew(response));
	}
});

test('a text that comes again and again is worked out twice', () => {
	const again = () => classify({text: '550 5.1.1 a text that comes again'});
	again();
	const second = again();
	expect(again()).toBe(second);
	expect(again()).toEqual(classifyAnew({text: '550 5.1.1 a text that comes again'}));
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
	const first = classify({text: '550 5.1.1 User unknown'});
	for (let index = 0; index < 10_000; index++) classify({text: `550 5.1.1 User unknown ${index}`});
	const again = classify({text: '550 5.1.1 User unknown'});
	expect(again).toEqual(first);
	expect(again).not.toBe(first);
});
