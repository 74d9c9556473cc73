import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isPublicAddress, SPECIAL_IPV4, SPECIAL_IPV6} from '#shared/outgoing/addresses.ts';

const v4 = (bits: number): string => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
const toV4 = (text: string): number => text.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);

const groups = (bits: bigint): string[] =>
	Array.from({length: 8}, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
const v6 = (bits: bigint): string => groups(bits).join(':');
function toV6(text: string): bigint {
	const [head = '', tail = ''] = text.split('::');
	const parts = (some: string) => some.split(':').filter((part) => part !== '');
	const [before, after] = [parts(head), parts(tail)];
	const zeros = Array.from({length: 8 - before.length - after.length}, () => '0');
	return [...before, ...zeros, ...after].reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n);
}

/** The registries of IANA as they are, apart from how the code says them. */
const REGISTERED = {
	ipv4: `0.0.0.0/8 0.0.0.0/32 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29
		192.0.0.8/32 192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24
		192.88.99.0/24 192.88.99.2/32 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
		255.255.255.255/32 224.0.0.0/4`,
	ipv6: `::1/128 ::/128 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:1::1/128
		2001:1::2/128 2001:1::3/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28 2001:db8::/32
		2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`,
};
const networks = (text: string) =>
	text
		.trim()
		.split(/\s+/)
		.map((network): [string, number] => {
			const [address = '', prefix = ''] = network.split('/');
			return [address, Number(prefix)];
		});

const anyV4 = fc.integer({min: 0, max: 0xffffffff});
const anyV6 = fc.bigInt({min: 0n, max: (1n << 128n) - 1n});

describe('an address of a special purpose', () => {
	it.each(networks(REGISTERED.ipv4))('is refused anywhere in %s/%i', (network, prefix) => {
		fc.assert(
			fc.property(anyV4, (bits) => {
				const host = prefix === 32 ? 0 : bits >>> prefix;
				return !isPublicAddress(v4((toV4(network) + host) >>> 0));
			}),
		);
		expect(isPublicAddress(network)).toBe(false);
	});

	it.each(networks(REGISTERED.ipv6))('is refused anywhere in %s/%i', (network, prefix) => {
		fc.assert(fc.property(anyV6, (bits) => !isPublicAddress(v6(toV6(network) | (bits >> BigInt(prefix))))));
		expect(isPublicAddress(network)).toBe(false);
	});

	it.each([
		['IPv4-mapped', (bits: number) => (0xffffn << 32n) | BigInt(bits)],
		['IPv4-compatible', (bits: number) => BigInt(bits)],
		['NAT64', (bits: number) => (0x64ff9bn << 96n) | BigInt(bits)],
		['local NAT64', (bits: number) => (0x64ff9b0001n << 80n) | BigInt(bits)],
		['6to4', (bits: number) => (0x2002n << 112n) | (BigInt(bits) << 80n)],
		['Teredo', (bits: number) => (0x20010000n << 96n) | BigInt(bits)],
	])('does not pass as an address that wraps one: %s', (_, wrap) => {
		fc.assert(fc.property(anyV4, (bits) => !isPublicAddress(v6(wrap(bits)))));
	});

	it.each([
		'',
		'localhost',
		'fe80::1%eth0',
		'2606:4700::1111%1',
		'127.1',
		'0x7f.0.0.1',
		'1.1.1.1/8',
		' 1.1.1.1',
		'::ffff:1.1.1.1',
	])('is not taken for public where it is no plain address: "%s"', (text) => {
		expect(isPublicAddress(text)).toBe(false);
	});
});

describe('an address of the Internet', () => {
	const within = (bits: number, [network, prefix]: readonly [string, number, string]) =>
		Math.floor(bits / 2 ** (32 - prefix)) === Math.floor(toV4(network) / 2 ** (32 - prefix));
	const within6 = (bits: bigint, [network, prefix]: readonly [string, number, string]) =>
		bits >> BigInt(128 - prefix) === toV6(network) >> BigInt(128 - prefix);

	it('is taken exactly where no row of the tables has it', () => {
		fc.assert(
			fc.property(anyV4, (bits) => isPublicAddress(v4(bits)) !== SPECIAL_IPV4.some((row) => within(bits, row))),
		);
		const global = fc.bigInt({min: 1n << 125n, max: (1n << 126n) - 1n});
		fc.assert(
			fc.property(global, (bits) => isPublicAddress(v6(bits)) !== SPECIAL_IPV6.some((row) => within6(bits, row))),
		);
	});

	it.each([
		'1.1.1.1',
		'8.8.8.8',
		'52.95.110.1',
		'172.32.0.1',
		'100.128.0.1',
		'2606:4700::1111',
		'2a00:1450:4001:80b::200e',
	])('is taken: %s', (address) => {
		expect(isPublicAddress(address)).toBe(true);
	});
});
