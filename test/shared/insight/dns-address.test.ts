import {isIPv4, isIPv6} from 'node:net';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseAddress, parseRange, reversed, reverseName, sameAddress, within} from '#shared/insight/dns/address.ts';

const address = (text: string) => {
	const parsed = parseAddress(text);
	if (parsed === undefined) throw new Error(`${text} is no address`);
	return parsed;
};

describe('parseAddress', () => {
	it('takes exactly what Node takes for an address', () => {
		const odd = fc.oneof(
			fc.ipV4(),
			fc.ipV6(),
			fc.stringMatching(/^[0-9a-f:.]{0,24}$/),
			fc.constantFrom(
				'::',
				'::1',
				'1::',
				'::ffff:192.0.2.1',
				'1:2:3:4:5:6:7::',
				'::2:3:4:5:6:7:8',
				'1:2:3:4:5:6:7:8::',
				'01.2.3.4',
				':::',
				'1::2::3',
			),
		);
		fc.assert(
			fc.property(odd, (text) => {
				expect(parseAddress(text) !== undefined, text).toBe(isIPv4(text) || isIPv6(text));
			}),
		);
	});

	it('takes IPv4 written as IPv6 for IPv4', () => {
		expect(parseAddress('::ffff:192.0.2.1')).toEqual([192, 0, 2, 1]);
		expect(parseAddress('::FFFF:c000:201')).toEqual([192, 0, 2, 1]);
		expect(parseAddress('::192.0.2.1')).toHaveLength(16);
	});
});

describe('reversed names', () => {
	it('are as in RFC 5782 and RFC 3596', () => {
		expect(reversed(address('192.0.2.99'))).toBe('99.2.0.192');
		expect(reverseName(address('192.0.2.99'))).toBe('99.2.0.192.in-addr.arpa');
		expect(reversed(address('2001:db8:1:2:3:4:567:89ab'))).toBe(
			'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2',
		);
		expect(reverseName(address('::1'))).toMatch(/^1(\.0){31}\.ip6\.arpa$/);
	});

	it('lead back to the address', () => {
		fc.assert(
			fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
				const bytes = address(text);
				const back = reversed(bytes).split('.').toReversed();
				const again = bytes.length === 4 ? back.join('.') : (back.join('').match(/.{4}/g) ?? []).join(':');
				expect(parseAddress(again)).toEqual(bytes);
			}),
		);
	});
});

describe('within', () => {
	it('compares as many bits as it is told', () => {
		expect(within(address('192.0.2.200'), address('192.0.2.0'), 24)).toBe(true);
		expect(within(address('192.0.3.200'), address('192.0.2.0'), 24)).toBe(false);
		expect(within(address('192.0.3.200'), address('192.0.2.0'), 23)).toBe(true);
		expect(within(address('192.0.2.200'), address('0.0.0.0'), 0)).toBe(true);
		expect(within(address('2001:db8::1'), address('2001:db8::'), 32)).toBe(true);
		expect(within(address('192.0.2.1'), address('::'), 0)).toBe(false);
		expect(sameAddress(address('2001:DB8::1'), address('2001:db8:0::1'))).toBe(true);
	});

	it('holds for fewer bits wherever it holds for more', () => {
		const pair = fc.tuple(fc.ipV4(), fc.ipV4(), fc.integer({min: 1, max: 32}));
		fc.assert(
			fc.property(pair, ([one, other, bits]) => {
				if (within(address(one), address(other), bits))
					expect(within(address(one), address(other), bits - 1)).toBe(true);
			}),
		);
	});

	it('reads ranges', () => {
		expect(parseRange('192.0.2.0/24')).toEqual({network: [192, 0, 2, 0], bits: 24});
		for (const text of ['192.0.2.0', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/2/4', 'x/8', '192.0.2.0/-1'])
			expect(parseRange(text), text).toBeUndefined();
	});
});
