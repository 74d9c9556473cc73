import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isDomain, isEmailAddress, parseEmailAddress, parseIpAddress} from '#shared/model/names.ts';

describe('one spelling for one address', () => {
	it.each([
		'jo@bücher.example',
		'JO@BÜCHER.EXAMPLE',
		'jo@bu\u0308cher.example',
		'"Jo, the First" <jo@Bücher.Example>',
		' jo@xn--bcher-kva.example ',
		'jo@XN--BCHER-KVA.example',
		'jo@bücher。example',
	])('%s', (spelling) => {
		expect(parseEmailAddress(spelling)).toBe('jo@xn--bcher-kva.example');
	});

	it('leaves a local part beyond ASCII, an address literal and an underscore as they are', () => {
		for (const address of ['jürgen@example.com', 'jo@[192.0.2.1]', 'jo@a_b.example', 'jo@1.2']) {
			expect(parseEmailAddress(address)).toBe(address);
		}
	});

	it('a domain that ends a host name in a URL is not cut off there', () => {
		for (const address of ['jo@bücher.example/path', 'jo@bücher.example:25', 'jo@bücher.example?q']) {
			expect(parseEmailAddress(address)).toBe(address);
		}
	});

	it('whatever is read is read the same once more', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), fc.string({unit: 'grapheme'}), (local, domain) => {
				const address = parseEmailAddress(`${local}@${domain}`);
				expect(address === undefined || (isEmailAddress(address) && parseEmailAddress(address) === address)).toBe(true);
			}),
		);
	});
});

it('a domain is at most 253 characters long, also where letters take two places: table keys are bounded', () => {
	const letter = '\u{10330}'; // Gothic
	const of = (letters: number) => `${letter.repeat(letters)}.${letter.repeat(letters)}`;
	expect(isDomain(of(60))).toBe(true);
	expect(isDomain(`${of(60)}.${of(60)}`)).toBe(false);
});

describe('one spelling for one IP', () => {
	it.each([
		['2001:DB8::10', '2001:db8::10'],
		['2001:0db8:0:0:0:0:0:10', '2001:db8::10'],
		['2001:db8::192.0.2.1', '2001:db8::c000:201'],
		['::ffff:192.0.2.1', '192.0.2.1'],
		['::FFFF:192.0.2.1', '192.0.2.1'],
		['192.0.2.1', '192.0.2.1'],
		['192.0.2.256', undefined],
		['192.0.2.1.', undefined],
		['2001:db8::1%eth0', undefined],
		['[2001:db8::1]', undefined],
		['', undefined],
	])('%s is %s', (text, ip) => expect(parseIpAddress(text)).toBe(ip));

	it('is its own spelling', () => {
		fc.assert(
			fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
				const ip = parseIpAddress(text);
				expect(ip).toBeDefined();
				expect(parseIpAddress(ip ?? '')).toBe(ip);
				expect(parseIpAddress(text.toUpperCase())).toBe(ip);
			}),
		);
	});
});
