import {BlockList, isIP} from 'node:net';

/**
 * Networks that nothing is sent to. IANA's registries of special-purpose addresses (RFC 6890):
 * https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry,
 * those that are reachable from everywhere too, and multicast.
 */
export const SPECIAL_IPV4: readonly (readonly [network: string, prefix: number, what: string])[] = [
	['0.0.0.0', 8, 'this network'],
	['10.0.0.0', 8, 'private'],
	['100.64.0.0', 10, "shared: a provider's own customers"],
	['127.0.0.0', 8, 'this machine'],
	['169.254.0.0', 16, 'this link; 169.254.169.254 is where clouds tell credentials'],
	['172.16.0.0', 12, 'private'],
	['192.0.0.0', 24, 'protocol assignments'],
	['192.0.2.0', 24, 'documentation'],
	['192.31.196.0', 24, 'AS112'],
	['192.52.193.0', 24, 'AMT'],
	['192.88.99.0', 24, '6to4 relays'],
	['192.168.0.0', 16, 'private'],
	['192.175.48.0', 24, 'AS112'],
	['198.18.0.0', 15, 'benchmarks'],
	['198.51.100.0', 24, 'documentation'],
	['203.0.113.0', 24, 'documentation'],
	['224.0.0.0', 4, 'multicast'],
	['240.0.0.0', 4, 'reserved, and broadcast'],
];

export const SPECIAL_IPV6: readonly (readonly [network: string, prefix: number, what: string])[] = [
	// Global unicast is 2000::/3. What stands outside of it wraps an IPv4 address, is local, or is nobody's.
	['::', 3, 'unspecified, loopback, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard'],
	['4000::', 2, 'segment routing (5f00::/16); else unassigned'],
	['8000::', 1, 'unique local (fc00::/7), link-local (fe80::/10), site-local, multicast; else unassigned'],
	['2001::', 23, 'protocol assignments: Teredo, benchmarks, ORCHID'],
	['2001:db8::', 32, 'documentation'],
	['2002::', 16, '6to4, which wraps an IPv4 address'],
	['2620:4f:8000::', 48, 'AS112'],
	['3fff::', 20, 'documentation'],
];

// One list for each family: one list for both would take every IPv4 address for an IPv4-mapped one.
const ipv4 = new BlockList();
for (const [network, prefix] of SPECIAL_IPV4) ipv4.addSubnet(network, prefix, 'ipv4');
const ipv6 = new BlockList();
for (const [network, prefix] of SPECIAL_IPV6) ipv6.addSubnet(network, prefix, 'ipv6');

/** Whether a text is an IP address that belongs to somebody on the Internet: of no special purpose, with no zone. */
export function isPublicAddress(address: string): boolean {
	switch (isIP(address)) {
		case 4:
			return !ipv4.check(address, 'ipv4');
		case 6:
			return !address.includes('%') && !ipv6.check(address, 'ipv6');
		default:
			return false;
	}
}
