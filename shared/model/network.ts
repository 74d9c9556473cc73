import {isIpAddress} from './names.ts';

/** Bits that a range keeps: what providers ban when they speak of a network. */
const IPV4_BITS = 24;
const IPV6_BITS = 64;
const GROUPS = 8;

const range = /^([0-9a-f.:]{2,45})\/(\d{1,3})$/;

/** The eight groups of an IPv6 address; undefined where it is none. */
function groupsOf(address: string): number[] | undefined {
	const halves = address.split('::');
	if (halves.length > 2) return undefined;
	const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
	const missing = GROUPS - head.length - tail.length;
	if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
	const groups = [...head, ...Array.from({length: missing}, () => '0'), ...tail].map((group) =>
		/^[0-9a-f]{1,4}$/.test(group) ? Number.parseInt(group, 16) : Number.NaN,
	);
	return groups.some(Number.isNaN) ? undefined : groups;
}

/** An IPv4 address that is written as one of IPv6, "::ffff:192.0.2.1", in its own form. */
const unmapped = (ip: string): string => (/^::ffff:\d+\.\d+\.\d+\.\d+$/.test(ip) ? ip.slice(7) : ip);

/**
 * The network that an address stands in, in CIDR notation: the /24 of an IPv4 address, the /64 of an IPv6 address. What
 * is neither stays as it is.
 */
export function networkOf(ip: string): string {
	const own = unmapped(ip);
	if (isIpAddress(own) && !own.includes(':')) return `${own.slice(0, own.lastIndexOf('.'))}.0/${IPV4_BITS}`;
	const groups = groupsOf(own)?.slice(0, IPV6_BITS / 16);
	if (groups === undefined) return ip;
	while (groups.length > 1 && groups.at(-1) === 0) groups.pop();
	return `${groups.map((group) => group.toString(16)).join(':')}::/${IPV6_BITS}`;
}

/** Whether a text is a range of addresses, "192.0.2.0/24". */
export const isNetwork = (text: string): boolean => {
	const [, address, bits] = range.exec(text) ?? [];
	return address !== undefined && isIpAddress(address) && Number(bits) <= (address.includes(':') ? 128 : 32);
};

/** Whether a resource, an address or a range as `networkOf` makes it, is that address or has it in it. */
export function covers(resource: string, ip: string): boolean {
	if (resource === ip) return true;
	return isNetwork(resource) && networkOf(ip) === resource;
}
