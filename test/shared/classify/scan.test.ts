import {describe, expect, test} from 'vitest';
import {LONGEST_TEXT} from '#shared/classify/findings.ts';
import {Scan} from '#shared/classify/scan.ts';
import type {Spans} from '#shared/classify/spans.ts';
import {intern} from '#shared/classify/vocabulary.ts';

/** Words that are known here, whatever the rows know beside them. */
const KNOWN = new Map(
	'user unknown mailbox full said werent its 24 notfound'.split(' ').map((word) => [intern(word), word]),
);

const scan = new Scan();

/** All that a scan finds in a text; any other word than the known ones is "?". */
function found(text: string, by = scan) {
	by.read(text);
	const textsOf = (spans: Spans): string[] =>
		Array.from({length: spans.count}, (_, index) => by.text.slice(spans.start(index), spans.end(index)));
	return {
		words: Array.from(by.words.subarray(0, by.wordCount), (number) => KNOWN.get(number) ?? '?').join(' '),
		addresses: textsOf(by.addresses),
		ips: textsOf(by.ips),
		hosts: textsOf(by.hosts),
		codes: textsOf(by.codes),
		numbers: textsOf(by.numbers),
		reply: by.reply,
		status: by.status,
		quotedReply: by.quotedReply,
		quotedStatus: by.quotedStatus,
	};
}

describe('words', () => {
	test.each([
		['User UNKNOWN', 'user unknown'],
		['user-unknown, user_unknown', 'user unknown user unknown'],
		['user.unknown', 'user unknown'],
		['user.v1 full', 'user full'],
		["user weren't unknown", 'user werent unknown'],
		["it's full", 'its full'],
		["user I'm full", 'user ? ? full'],
		["'user' unknown", 'user unknown'],
		["24'user", '24 user'],
		["user'24", 'user 24'],
		['user a1b unknown', 'user ? unknown'],
		['user 7919 unknown', 'user unknown'],
		['user 24 unknown', 'user 24 unknown'],
		['user 1.24 unknown', 'user unknown'],
		['user\\nunknown', 'user unknown'],
		['user\\unknown', 'user unknown'],
		['user&nnotfound', 'user ?'],
		['user&notfound', 'user notfound'],
		['user&amp;unknown', 'user unknown'],
		['mailbox user.xyzzy.unknown full', 'mailbox user unknown full'],
		['user\0unknown', 'user unknown'],
	])('%j', (text, words) => expect(found(text).words).toBe(words));

	test('are read up to the end of the longest text', () => {
		expect(found('user unknown'.padStart(LONGEST_TEXT)).words).toBe('user unknown');
	});
});

describe('what is no word', () => {
	const NOTHING = {
		addresses: [],
		ips: [],
		hosts: [],
		codes: [],
		numbers: [],
		reply: 0,
		status: 0,
		quotedReply: 0,
		quotedStatus: 0,
	};

	test.each([
		['user jo@example.com unknown', {addresses: ['jo@example.com']}],
		['user jo_a+b-c@my-host.example.com unknown', {addresses: ['jo_a+b-c@my-host.example.com']}],
		['user jo@localhost unknown', {addresses: ['jo@localhost']}],
		['user [203.0.113.7] unknown', {ips: ['203.0.113.7']}],
		['user 2001:db8::7 unknown', {ips: ['2001:db8::7']}],
		['user 2026-01-24T13:29:15.015Z unknown', {}],
		['user 2026-01-24T13:29:15 unknown', {}],
		['user 5.7.1 unknown', {status: 5_007_001}],
		['550-5.7.1 user unknown', {reply: 550, status: 5_007_001}],
		['550_5.7.1 user unknown', {reply: 550, status: 5_007_001}],
		['user 7919 unknown', {numbers: ['7919']}],
		['user 1.5 unknown', {}],
	])('%s', (text, things) => {
		const {words, ...rest} = found(text);
		expect(words).toBe('user unknown');
		expect(rest).toEqual({...NOTHING, ...things});
	});

	test('is a time only where a whole one stands by itself', () => {
		const time = '2026-01-24T13:29:15';
		for (const sign of [4, 7, 10, 13, 16, 18])
			expect(found(`${time.slice(0, sign)}/${time.slice(sign + 1)}`).numbers).toContain('2026');
		expect(found(`${time}user unknown`).words).toBe('user unknown');
		expect(found(`${time} 450 4.7.1 no`).reply).toBe(450);
		expect(found('421 -01-24T13:29:15 user unknown').reply).toBe(421);
		expect(found('user 5.7.1-2026-01-24T13:29:15Z unknown').status).toBe(5_007_001);
		expect(found('1234-user unknown').words).toBe('user unknown');
	});

	test('is found once, though the text is read again without its entities', () => {
		expect(found('550 5.1.1 &lt;jo@example.com&gt; [203.0.113.7] mx.example.org 17 AS(1430)')).toEqual({
			words: '?',
			addresses: ['jo@example.com'],
			ips: ['203.0.113.7'],
			hosts: ['mx.example.org'],
			codes: ['AS(1430)'],
			numbers: ['17', '1430'],
			reply: 550,
			status: 5_001_001,
			quotedReply: 0,
			quotedStatus: 0,
		});
	});
});

describe('host names', () => {
	test.each([
		['mx.example.org', 'mx.example.org'],
		["example.org's policy", 'example.org'],
		['203-0-113-7.example.org', '203-0-113-7.example.org'],
		['550-mx.example.org', 'mx.example.org'],
		['400-mx.example.org', 'mx.example.org'],
		['user.v1', undefined],
		['user.x', undefined],
		['user-example', undefined],
		['5.7.1.example', '5.7.1.example'],
		['5.7.1.2', undefined],
	])('%s', (text, host) => expect(found(text).hosts).toEqual(host === undefined ? [] : [host]));
});

describe('codes', () => {
	test.each([
		['AS780090', 'AS780090'],
		['(S3140)', 'S3140'],
		['prx4', 'prx4'],
		['AS2017052602', 'AS2017052602'],
		['AS20170526021', undefined],
		['AS(1430)', 'AS(1430)'],
		['s(2017052602)', 's(2017052602)'],
		['AS(12345678901)', 'AS(12345678901)'],
		['AS(123456789012)', undefined],
		['AS()', undefined],
		['AS(1430', undefined],
		['AS(1430]', undefined],
		['AS:1430)', undefined],
		['mailbox(1430)', undefined],
		['error77', undefined],
	])('%s', (text, code) => expect(found(text).codes).toEqual(code === undefined ? [] : [code]));
});

describe('numbers', () => {
	test.each([
		['17 24', ['17', '24']],
		['30s', ['30']],
		['604800s', ['604800']],
		['30min', []],
		['1s2', []],
		['x30s', []],
		['1.5', []],
		['1.30s', []],
		['5.7.1', []],
		['203.0.113.7', []],
		['17@example.com', ['17']],
		['user.17@example.com', []],
		['5-10', ['5', '10']],
		['300 seconds', ['300']],
		['0.300 seconds', []],
	])('%s', (text, numbers) => expect(found(text).numbers).toEqual(numbers));
});

describe('a reply code', () => {
	test.each([
		'550',
		'   550 no',
		'x\n          550 no',
		'x\\n550 no',
		'x\\r550 no',
		'x\\t550 no',
		"user 550-'5.7.1 no'",
		'user “550 no”',
		...'\n\r\t:;(<[]\'"`#>'.split('').map((sign) => `x${sign}550`),
		'said 550 no',
		'jo@example.com 550 no',
		'[203.0.113.7] 550 no',
		'203.0.113.7 550 no',
		'550.',
		'550. No',
	])('is in %j', (text) => expect(found(text).reply).toBe(550));

	test.each([
		'there are 550 users',
		'said user 550',
		'user 550',
		'x 550',
		'-550',
		"user 550-x'",
		"user 550 'x'",
		'then 550 users',
		'https://www.example.com/?said=550',
		'550.5 KB',
		'550.example.org',
		'mx.550',
		'mx.example.org 550',
		'jo@example.com, 550',
		...'-/,.=+*!?%'.split('').map((sign) => `x${sign}550`),
	])('is not in %j', (text) => expect(found(text).reply).toBe(0));

	test.each([
		['399', 0],
		['400', 400],
		['421', 421],
		['465', 0],
		['587', 0],
		['599', 599],
		['600', 0],
		['199 5.1.1', 0],
		['200 2.1.5', 200],
		['599 5.1.1', 599],
		['600 5.1.1', 0],
		['450 x: 550', 450],
	])('of %s is %d', (text, reply) => expect(found(text).reply).toBe(reply));

	test('is no number, and what is none is one', () => {
		expect(found('550: 551 users, 199 571').numbers).toEqual(['551', '199', '571']);
	});
});

describe('reply code, enhanced status and those that are quoted', () => {
	test.each([
		['4.7.0 no', 0, 4_007_000, 0, 0],
		['550 5.1.1 no', 550, 5_001_001, 0, 0],
		['550 5.1.1 no 550 5.1.1', 550, 5_001_001, 0, 0],
		['5.0.0 no; 550 5.1.1 user', 550, 5_001_001, 0, 0],
		['554 5.4.7 expired (451 4.7.651 x)', 554, 5_004_007, 4_007_651, 451],
		['554 5.4.7 expired (4.7.651 x)', 554, 5_004_007, 4_007_651, 0],
		['554 5.4.7 expired (4.7.651) 4.4.1', 554, 5_004_007, 4_004_001, 0],
		['450 no: 550      5.1.1', 550, 5_001_001, 0, 0],
		['450 no: 550       5.1.1', 450, 5_001_001, 0, 0],
		['421 x 250 2.1.5', 250, 2_001_005, 0, 0],
	])('%s', (text, reply, status, quotedStatus, quotedReply) => {
		expect(found(text)).toMatchObject({reply, status, quotedStatus, quotedReply});
	});
});

test('nothing of an earlier text stays', () => {
	const before = '550 5.1.1 jo@example.com [203.0.113.7] mx.example.org AS(1430) 7919 (451 4.7.1 x)';
	for (const text of ['', 'xy 4.7.0 no', '5.0.0 no 550 5.1.1', 'user 550 users']) {
		const alone = found(text, new Scan());
		for (let length = 0; length <= before.length; length++) {
			scan.read(before.slice(0, length));
			expect(found(text), text).toEqual(alone);
		}
	}
});
