import {expect, test} from 'vitest';
import {Spans} from '#shared/classify/spans.ts';

test('spans beyond the bound are dropped, and those before it stay', () => {
	const spans = new Spans(2);
	for (let at = 1; at <= 3; at++) spans.add(at, at + 10, at + 20);
	expect(spans.count).toBe(2);
	expect([0, 1].map((index) => [spans.start(index), spans.end(index), spans.words(index)])).toEqual([
		[1, 11, 21],
		[2, 12, 22],
	]);
});
