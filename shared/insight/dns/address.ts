/** An IP address as its bytes: 4 or 16. */
export type Address = readonly number[];

const DECIMAL = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** An address as text; undefined where it is none. IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export function parseAddress(text: string): Address | undefined {
	if (!text.includes(':')) return parse4(text);
	const bytes = parse6(text);
	return bytes !== undefined && isMapped(bytes) ? bytes.slice(12) : bytes;
}

const isMapped = (bytes: Address): boolean =>
	bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;

function parse4(text: string): Address | undefined {
	const parts = text.split('.');
	if (parts.length !== 4 || !parts.every((part) => DECIMAL.test(part) && Number(part) <= 255)) return undefined;
	return parts.map(Number);
}

function parse6(text: string): Address | undefined {
	const [head = '', tail, ...more] = text.split('::');
	if (more.length > 0) return undefined;
	const left = bytesOf(head);
	const right = tail === undefined ? [] : bytesOf(tail);
	if (left === undefined || right === undefined) return undefined;
	const missing = 16 - left.length - right.length;
	if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
	return [...left, ...Array.from({length: missing}, () => 0), ...right];
}

/** The bytes of groups parted by colons, of which the last may be an IPv4 address. */
function bytesOf(groups: string): number[] | undefined {
	if (groups === '') return [];
	const bytes: number[] = [];
	const parts = groups.split(':');
	for (const [at, part] of parts.entries()) {
		const dotted = at === parts.length - 1 && part.includes('.') ? parse4(part) : undefined;
		if (dotted !== undefined) bytes.push(...dotted);
		else if (GROUP.test(part)) bytes.push(Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255);
		else return undefined;
	}
	return bytes.length <= 16 ? bytes : undefined;
}

/** Whether two addresses are the same for their first `bits`; never where one is IPv4 and the other IPv6. */
export function within(address: Address, network: Address, bits: number): boolean {
	if (address.length !== network.length) return false;
	return address.every((byte, at) => {
		const significant = Math.min(8, Math.max(0, bits - at * 8));
		const mask = (0xff << (8 - significant)) & 0xff;
		return (byte & mask) === ((network[at] ?? 0) & mask);
	});
}

export const sameAddress = (one: Address, other: Address): boolean => within(one, other, one.length * 8);

/** A range such as `192.0.2.0/24`; undefined where the text is none. */
export function parseRange(text: string): {readonly network: Address; readonly bits: number} | undefined {
	const [address = '', bits = '', ...more] = text.split('/');
	const network = parseAddress(address);
	if (network === undefined || more.length > 0 || !DECIMAL.test(bits) || Number(bits) > network.length * 8)
		return undefined;
	return {network, bits: Number(bits)};
}

/** Bytes, or nibbles of IPv6, as texts in the order of the address. */
export function labelsOf(address: Address): string[] {
	if (address.length === 4) return address.map(String);
	return address.flatMap((byte) => [(byte >> 4).toString(16), (byte & 15).toString(16)]);
}

/** The address as block lists are asked: bytes, or nibbles of IPv6, from the last to the first (RFC 5782, section 2). */
export const reversed = (address: Address): string => labelsOf(address).toReversed().join('.');

/** The name under which an address has its names (RFC 1035, section 3.5; RFC 3596, section 2.5). */
export const reverseName = (address: Address): string =>
	`${reversed(address)}.${address.length === 4 ? 'in-addr' : 'ip6'}.arpa`;
