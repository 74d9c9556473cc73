import {expect, test} from 'vitest';
import {classify, classifyAnew} from '#shared/classify/classify.ts';

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

test('what was pushed out by a flood of other texts is worked out again', () => {
	const first = classify({text: '550 5.1.1 User unknown'});
	for (let index = 0; index < 10_000; index++) classify({text: `550 5.1.1 User unknown ${index}`});
	const again = classify({text: '550 5.1.1 User unknown'});
	expect(again).toEqual(first);
	expect(again).not.toBe(first);
});
