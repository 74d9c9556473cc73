import {isIPv6} from 'node:net';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {BYTES_AHEAD, toBytes} from '#shared/classify/characters.ts';
import {endOfIpv6, HOST, IP, NUMBER, readDotted, WORDS} from '#shared/classify/dotted.ts';
import {statusText} from '#shared/classify/status.ts';

function bytesOf(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length + BYTES_AHEAD);
	toBytes(text, bytes);
	return bytes;
}

const KINDS = new Map([
	[HOST, 'host'],
	[IP, 'ip'],
	[NUMBER, 'number'],
	[WORDS, 'words'],
]);

/** What a run is, read between other bytes: nothing beside it may matter. */
function kindOf(run: string): string {
	const found = readDotted(bytesOf(`.9${run}9.`), 2, 2 + run.length);
	return KINDS.get(found) ?? statusText(found);
}

/** The same, told by patterns. */
function expected(run: string): string {
	const host = /\.[a-z]{2,24}$/i.test(run);
	if (!/^\d/.test(run)) return host ? 'host' : 'words';
	const [, class_, subject, detail] = /^([245])\.(0{0,2}[0-7])\.(\d{1,3})(?:-|$)/.exec(run) ?? [];
	if (class_ !== undefined) return `${class_}.${Number(subject)}.${Number(detail)}`;
	const octets = run.split('.');
	if (octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)) return 'ip';
	return host && !/^[\d.]+$/.test(run) ? 'host' : 'number';
}

describe('a run with dots', () => {
	const part = fc.oneof(
		fc.constantFrom(
			'0',
			'2',
			'3',
			'4',
			'5',
			'7',
			'8',
			'007',
			'255',
			'256',
			'999',
			'1000',
			'0000',
			'a',
			'com',
			'x-1',
			'',
		),
		fc.string({unit: fc.constantFrom('0', '1', '9', 'a', 'Z', '-', '_', '+'), maxLength: 26}),
		fc.string({unit: fc.constantFrom('a', 'Z'), minLength: 22, maxLength: 26}),
	);
	const run = fc
		.tuple(fc.constantFrom('', '2.', '3.', '4.', '5.', '6.'), fc.array(part, {minLength: 1, maxLength: 5}), fc.nat(3))
		.map(([head, parts, joint]) => head + parts.join(joint === 0 ? '-' : '.'))
		.filter((text) => /^[a-z\d]/i.test(text));

	test.each([
		['5.7.1', '5.7.1'],
		['4.4.9', '4.4.9'],
		['2.007.019', '2.7.19'],
		['5.7.500-699', '5.7.500'],
		['3.7.1', 'number'],
		['5.8.1', 'number'],
		['005.7.1', 'number'],
		['5.0007.1', 'number'],
		['5.7.0001', 'number'],
		['5.7.1000.1', 'number'],
		['5.7', 'number'],
		['5..7.1', 'number'],
		['5_7_1', 'number'],
		['5.7.1a', 'number'],
		['0.7.1', 'number'],
		['5.7.1.2', 'ip'],
		['0.0.0.0', 'ip'],
		['203.0.113.255', 'ip'],
		['203.0.113.256', 'number'],
		['0001.0.0.1', 'number'],
		['1.2.3.4.5', 'number'],
		['4.example.org', 'host'],
		['mx.example.org', 'host'],
		['mx.ab', 'host'],
		['mx.a', 'words'],
		['mx.example-org', 'words'],
		['mx.example1', 'words'],
		[`mx.${'a'.repeat(24)}`, 'host'],
		[`mx.${'a'.repeat(25)}`, 'words'],
	])('%s', (run, kind) => expect(kindOf(run)).toBe(kind));

	test('is a status, an IP, a number, a host or words', () => {
		fc.assert(
			fc.property(run, (run) => {
				expect(kindOf(run), run).toBe(expected(run));
			}),
			{
				numRuns: 3000,
				examples: [['5.7.500-699'], ['5.7-1'], ['5-7.1'], ['5.7.1-'], ['5.7.1a'], ['1.2.3.4.5'], ['a.bc'], ['a.b']].map(
					([text = '']): [string] => [text],
				),
			},
		);
	});
});

describe('an IPv6 address', () => {
	/** What is taken of a text as an address, whose first group ends at its first colon. */
	const taken = (text: string): string => text.slice(0, endOfIpv6(bytesOf(text), 0));

	test.each([
		['2001:db8::1', '2001:db8::1'],
		['2001:db8::1: blocked', '2001:db8::1'],
		['2001:db8::1] blocked', '2001:db8::1'],
		['2001:DB8:0:0:0:0:0:1 blocked', '2001:DB8:0:0:0:0:0:1'],
		['2001:db8:1:2:3:4:5:6: blocked', '2001:db8:1:2:3:4:5:6'],
		['2001:db8::: blocked', ''],
		['2001:db8:: blocked', '2001:db8::'],
		['2001:db8::1::2', ''],
		['2001:db8:1:2:3:4:5:6:7', ''],
		['2001:db8:1:2:3:4:5', ''],
		['1::2:3:4:5:6:7:8', ''],
		['1::2:3:4:5:6:7', '1::2:3:4:5:6:7'],
		['2001:db8::12345', ''],
		['2001:db8::1g', ''],
		['fe::', ''],
		['12:30:45', ''],
		['550: 5', ''],
		[`1::${'0'.repeat(60)}`, ''],
	])('%s', (text, address) => expect(taken(text)).toBe(address));

	test('is taken whole, whatever follows it', () => {
		const address = fc.ipV6().filter((text) => !text.includes('.') && /^[\da-f]{1,4}:/i.test(text));
		fc.assert(
			fc.property(address, fc.constantFrom('', ' ', ': ', ']', ', x', ')'), (address, after) => {
				expect(isIPv6(address)).toBe(true);
				const groups = address.split(':').filter((group) => group !== '').length;
				if (groups >= 2 && !(address.endsWith('::') && after.startsWith(':')))
					expect(taken(address + after)).toBe(address);
			}),
			{numRuns: 1000},
		);
	});
});
