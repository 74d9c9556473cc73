import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {covers, isNetwork, networkOf} from '#shared/model/network.ts';

describe('the network of an address', () => {
	it.each([
		['192.0.2.10', '192.0.2.0/24'],
		['::ffff:192.0.2.10', '192.0.2.0/24'],
		['2001:db8::7', '2001:db8::/64'],
		['2001:db8:0:1::7', '2001:db8:0:1::/64'],
		['2001:0db8:0000:0001:0000:0000:0000:0007', '2001:db8:0:1::/64'],
		['::1', '0::/64'],
		['unknown', 'unknown'],
		['1::2::3', '1::2::3'],
	])('%s is in %s', (ip, network) => {
		expect(networkOf(ip)).toBe(network);
	});

	it('covers its addresses and no others', () => {
		expect(covers('192.0.2.0/24', '192.0.2.255')).toBe(true);
		expect(covers('192.0.2.0/24', '192.0.3.1')).toBe(false);
		expect(covers('192.0.2.1', '192.0.2.1')).toBe(true);
		expect(covers('unknown', '192.0.2.1')).toBe(false);
		expect(isNetwork('192.0.2.0/33')).toBe(false);
		expect(isNetwork('example.com/24')).toBe(false);
	});

	it('is one for all ways of writing an address', () => {
		fc.assert(fc.property(fc.ipV4(), (ip) => covers(networkOf(ip), ip) && isNetwork(networkOf(ip))));
		fc.assert(
			fc.property(fc.array(fc.integer({min: 0, max: 0xffff}), {minLength: 8, maxLength: 8}), (groups) => {
				const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
				const short = groups.map((group) => group.toString(16)).join(':');
				expect(networkOf(short)).toBe(networkOf(long));
				expect(isNetwork(networkOf(long))).toBe(true);
			}),
		);
	});
});
