import {type Address, parseAddress} from './address.ts';

const QUALIFIERS = {'+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral'} as const;
/** What a term of a record gives where it matches. */
export type SpfVerdict = (typeof QUALIFIERS)[keyof typeof QUALIFIERS];

/** Mechanisms that cost a look-up, of which a record may need ten (RFC 7208, section 4.6.4). */
const ASKING = ['include', 'a', 'mx', 'ptr', 'exists'] as const;

export type SpfTerm = {readonly gives: SpfVerdict} & (
	| {readonly kind: 'all'}
	| {readonly kind: 'ip'; readonly network: Address; readonly bits: number}
	/** `name` is undefined where the domain itself is meant; it may hold macros. Bits of IPv4 and of IPv6. */
	| {
			readonly kind: (typeof ASKING)[number];
			readonly name: string | undefined;
			readonly bits: readonly [number, number];
	  }
);

export interface SpfRecord {
	readonly terms: readonly SpfTerm[];
	readonly redirect: string | undefined;
}

const VERSION = /^v=spf1(?: |$)/i;
const MODIFIER = /^([a-z][a-z0-9._-]*)=(.*)$/i;
const MECHANISM = /^([+?~-]?)([a-z0-9]+)([:/].*)?$/i;
const DIGITS = /^(?:0|[1-9]\d{0,2})$/;

/** Whether a TXT record is one of SPF (RFC 7208, section 4.5). */
export const isSpf = (text: string): boolean => VERSION.test(text);

/**
 * Reads a record (RFC 7208, sections 4.6 and 5).
 *
 * @returns the term that is wrong, where one is: then the whole record is void
 */
export function parseSpf(text: string): SpfRecord | {readonly wrong: string} {
	const terms: SpfTerm[] = [];
	const modifiers = new Map<string, string>();
	for (const word of text.split(' ').slice(1)) {
		if (word === '') continue;
		const [, name = '', value = ''] = MODIFIER.exec(word) ?? [];
		if (name !== '') {
			const key = name.toLowerCase();
			const once = key === 'redirect' || key === 'exp';
			if (once && (modifiers.has(key) || value === '')) return {wrong: word};
			modifiers.set(key, value);
			continue;
		}
		const term = parseTerm(word);
		if (term === undefined) return {wrong: word};
		terms.push(term);
	}
	return {terms, redirect: modifiers.get('redirect')};
}

function parseTerm(word: string): SpfTerm | undefined {
	const [, sign = '', name = '', rest = ''] = MECHANISM.exec(word) ?? [];
	const gives = QUALIFIERS[isQualifier(sign) ? sign : '+'];
	const kind = name.toLowerCase();
	if (kind === 'all') return rest === '' ? {kind, gives} : undefined;
	if (kind === 'ip4' || kind === 'ip6') return ipTerm(rest, kind === 'ip4' ? 4 : 16, gives);
	const asking = ASKING.find((known) => known === kind);
	if (asking === undefined) return undefined;
	const sized = asking === 'a' || asking === 'mx';
	const parts = sized ? withoutBits(rest) : {name: rest, bits: [32, 128] as const};
	if (parts === undefined) return undefined;
	const given = parts.name.startsWith(':') ? parts.name.slice(1) : undefined;
	if (given === '' || (given === undefined && parts.name !== '')) return undefined;
	if (given === undefined && (asking === 'include' || asking === 'exists')) return undefined;
	return {kind: asking, name: given, bits: parts.bits, gives};
}

const isQualifier = (sign: string): sign is keyof typeof QUALIFIERS => Object.hasOwn(QUALIFIERS, sign);

function ipTerm(rest: string, bytes: number, gives: SpfVerdict): SpfTerm | undefined {
	const [address = '', bits = String(bytes * 8), ...more] = rest.slice(1).split('/');
	const network = parseAddress(address);
	if (!rest.startsWith(':') || more.length > 0 || !DIGITS.test(bits) || Number(bits) > bytes * 8) return undefined;
	if (network === undefined || address.includes(':') !== (bytes === 16)) return undefined;
	// IPv4 written as IPv6: an IPv4 sender is compared with IPv4 networks only (RFC 7208, section 5.6).
	return network.length === bytes
		? {kind: 'ip', network, bits: Number(bits), gives}
		: {kind: 'ip', network: [], bits: 0, gives};
}

/** Takes `/24`, `//64` and `/24//64` off the end. */
function withoutBits(rest: string): {name: string; bits: readonly [number, number]} | undefined {
	const double = rest.indexOf('//');
	const six = double < 0 ? '128' : rest.slice(double + 2);
	const before = double < 0 ? rest : rest.slice(0, double);
	const single = before.lastIndexOf('/');
	// A slash may also stand in a macro: %{d1r/}.
	const sized = single >= 0 && !before.slice(single).includes('}');
	const four = sized ? before.slice(single + 1) : '32';
	if (!DIGITS.test(four) || Number(four) > 32 || !DIGITS.test(six) || Number(six) > 128) return undefined;
	return {name: sized ? before.slice(0, single) : before, bits: [Number(four), Number(six)]};
}
