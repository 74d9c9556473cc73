import {expect, test} from 'vitest';
import {passes} from '#infra/local/filter.ts';
import type {Json} from '#infra/local/json.ts';

const record = {eventName: 'MODIFY', dynamodb: {NewImage: {kind: {S: 'ip-ban'}}}};

test.each<[Json, boolean]>([
	[{eventName: ['INSERT', 'MODIFY']}, true],
	[{eventName: ['REMOVE']}, false],
	[{eventName: ['MODIFY'], dynamodb: {NewImage: {kind: {S: ['ip-ban']}}}}, true],
	[{eventName: ['MODIFY'], dynamodb: {NewImage: {kind: {S: ['other']}}}}, false],
	[{dynamodb: {NewImage: {kind: {S: [{prefix: 'ip-'}]}}}}, true],
	[{dynamodb: {NewImage: {kind: {S: [{suffix: '-list'}]}}}}, false],
	[{dynamodb: {NewImage: {kind: {S: [{'anything-but': ['ip-ban']}]}}}}, false],
	[{dynamodb: {OldImage: [{exists: false}]}}, true],
	[{userIdentity: {type: ['Service']}}, false],
	[{constructor: [{exists: true}]}, false],
])('%j: %s', (pattern, expected) => {
	expect(passes([JSON.stringify(pattern)], record)).toBe(expected);
});

test('without a pattern everything passes, with several one is enough', () => {
	expect(passes([], record)).toBe(true);
	expect(passes(['{"eventName":["REMOVE"]}', '{"eventName":["MODIFY"]}'], record)).toBe(true);
});

test('a comparison that is not understood is refused by name', () => {
	expect(() => passes(['{"eventName":[{"numeric":[">",1]}]}'], record)).toThrow('numeric');
});
