import {describe, expect, test} from 'vitest';
import {
	isBlankStatus,
	parseReplyRanges,
	parseStatusField,
	parseStatusRanges,
	statusNumber,
	statusText,
} from '#shared/classify/status.ts';

describe('the status field of an ESP', () => {
	test.each([
		['5.1.1', {status: 5_001_001}],
		[' 4.4.7 ', {status: 4_004_007}],
		['2.0.0', {status: 2_000_000}],
		['5.7.606', {status: 5_007_606}],
		['550', {reply: 550}],
		['200', {reply: 200}],
		['599', {reply: 599}],
	])('%s', (text, told) => expect(parseStatusField(text)).toEqual(told));

	test.each([
		'',
		'199',
		'600',
		'3.1.1',
		'1.1.1',
		'6.0.0',
		'5.1',
		'5.1.1.1',
		'5..1',
		'5.1.',
		'5.1.1234',
		'5.x.1',
		'5x0',
		'5.1.:',
		'5./.1',
	])('"%s" tells nothing', (text) => expect(parseStatusField(text)).toEqual({}));
});

describe('the notation of a row', () => {
	test.each([
		['5.7.606', [[5_007_606, 5_007_606]]],
		['5.7.606-5.7.649', [[5_007_606, 5_007_649]]],
		['4.4.x', [[4_004_000, 4_004_999]]],
		['0.0.0-5.7.899', [[0, 5_007_899]]],
		['4.7.0-5.7.x', [[4_007_000, 5_007_999]]],
		[
			'x.2.2',
			[
				[4_002_002, 4_002_002],
				[5_002_002, 5_002_002],
			],
		],
		[
			'x.7.500-x.7.699, 5.1.1',
			[
				[4_007_500, 4_007_699],
				[5_007_500, 5_007_699],
				[5_001_001, 5_001_001],
			],
		],
	])('status %s', (notation, ranges) => expect(parseStatusRanges(notation)).toEqual(ranges));

	test.each([
		['550', [[550, 550]]],
		['4xx', [[400, 499]]],
		[
			'421, 500-504,55x',
			[
				[421, 421],
				[500, 504],
				[550, 559],
			],
		],
		['0', [[0, 0]]],
	])('reply %s', (notation, ranges) => expect(parseReplyRanges(notation)).toEqual(ranges));
});

test('a status is a number and a text', () => {
	expect(statusNumber(5, 7, 606)).toBe(5_007_606);
	for (const text of ['5.7.606', '4.4.7', '2.0.0', '5.100.999']) {
		const {status = 0} = parseStatusField(text);
		expect(statusText(status)).toBe(text);
		expect(statusText(status)).toBe(text);
	}
	expect([5_000_000, 4_000_000, 5_000_001, 5_001_000].map(isBlankStatus)).toEqual([true, true, false, false]);
});
