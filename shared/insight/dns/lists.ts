import type {DnsAnswer, Lookups} from '#shared/model/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {type Address, parseAddress, reversed} from './address.ts';
import {walk} from './dmarc.ts';
import {BLOCK_LISTS, type BlockList} from './list-table.ts';
import {shownList, shownName, whyUnknown} from './words.ts';

/** What a list's answer says: `listed` with the reasons in words. */
export type Listing =
	| {readonly listed: readonly string[]; readonly codes: readonly string[]}
	| {readonly clean: true}
	| {readonly unknown: string; readonly codes?: readonly string[]};

/** A key of Spamhaus's Data Query Service: it stands in names, so it is a label. */
export const isSpamhausKey = (text: string): boolean => /^[a-z0-9]{8,63}$/i.test(text);

/**
 * Reads what a list answered (RFC 5782, section 2.1). Listed is only what the list's own table calls so. An answer outside
 * 127.0.0.0/8 comes from somebody else (a DNS server that answers for names that do not exist), 127.255.255.x says
 * that nothing was told, and what no row knows is nothing to act on: all that is unknown.
 */
export function readListing(list: BlockList, answer: DnsAnswer<string>): Listing {
	if ('none' in answer) return {clean: true};
	if ('unknown' in answer) return {unknown: whyUnknown(answer)};
	const codes = answer.found;
	const refusals = new Map(Object.entries(list.refusals));
	const refused = codes.map((code) => refusals.get(code)).find((words) => words !== undefined);
	if (refused !== undefined) return {unknown: refused, codes};
	const numbers = codes.map(parseAddress);
	if (!numbers.every((bytes) => bytes?.[0] === 127)) {
		return {
			unknown: 'the answer is none that a block list gives: the DNS server may answer for names that do not exist',
			codes,
		};
	}
	if (numbers.some((bytes) => bytes?.[1] === 255)) return {unknown: 'the list refused to answer', codes};
	const known = new Map(Object.entries(list.codes));
	const reasons = codes.flatMap((code, at) => known.get(code) ?? bitsOf(list, numbers[at]));
	return reasons.length > 0
		? {listed: [...new Set(reasons)], codes}
		: {unknown: 'the answer has a meaning that is not known here', codes};
}

/** The reasons in an answer of a list whose last number is a sum; the first bit means that the list does not answer. */
function bitsOf({bits = {}}: BlockList, bytes: Address | undefined): string[] {
	const [, second, third, sum = 0] = bytes ?? [];
	if (second !== 0 || third !== 0 || (sum & 1) === 1) return [];
	return Object.entries(bits).flatMap(([bit, words]) => ((sum & Number(bit)) === 0 ? [] : [words]));
}

/**
 * Asks one list, and whether it works: one that does not have the entry that all have says nothing by its silence, and
 * one that has the entry that none may have says nothing by its listings. Lists end that way.
 */
async function ask(
	list: BlockList,
	names: readonly string[],
	lookups: Lookups,
	key: string | undefined,
): Promise<Listing> {
	const zone = key !== undefined && list.keyed !== undefined ? `${key}.${list.keyed}` : list.zone;
	const at = async (name: string) => readListing(list, await lookups.a(`${name}.${zone}`));
	const [listings, always, never] = await Promise.all([Promise.all(names.map(at)), at(list.always), at(list.never)]);
	const listed = listings.find((listing) => 'listed' in listing);
	if (listed !== undefined) {
		return 'listed' in never ? {unknown: 'the list names everything, and so nothing'} : listed;
	}
	const unknown = listings.find((listing) => 'unknown' in listing);
	if (unknown !== undefined) return unknown;
	if ('listed' in always) return {clean: true};
	return 'unknown' in always
		? always
		: {unknown: 'the list does not have the entry by which it is known to work (RFC 5782)'};
}

/**
 * What the block lists of addresses say about an IP, or those of domains about a domain: one check for each.
 *
 * @param key of Spamhaus's Data Query Service, where the operator has one: it stands in the questions and nowhere else
 */
export async function listChecks(
	subject: {readonly ip: string; readonly address: Address} | {readonly domain: string},
	lookups: Lookups,
	key: string | undefined,
): Promise<DnsCheck[]> {
	const [about, lists, names] =
		'domain' in subject
			? // Some lists have domains without what stands before them.
				([
					subject.domain,
					BLOCK_LISTS.filter((list) => list.lists === 'domains'),
					walk(subject.domain).slice(0, 3),
				] as const)
			: ([
					subject.ip,
					BLOCK_LISTS.filter((list) => list.lists === 'addresses' && (list.ipv6 || subject.address.length === 4)),
					[reversed(subject.address)],
				] as const);
	return Promise.all(
		lists.map(async (list) => {
			const listing = await ask(list, names, lookups, key);
			return listCheck(list, shownName(about), listing);
		}),
	);
}

function listCheck({name, zone}: BlockList, about: string, listing: Listing): DnsCheck {
	const check = {check: `list:${zone}`, about};
	if ('clean' in listing) return {...check, verdict: 'good', words: `${about} is not on ${name}.`};
	const found = listing.codes === undefined ? {} : {found: shownList(listing.codes, 10)};
	if ('unknown' in listing) {
		return {
			...check,
			verdict: 'unknown',
			...found,
			words: `Whether ${about} is on ${name} could not be told: ${listing.unknown}.`,
		};
	}
	return {...check, verdict: 'bad', ...found, words: `${about} is on ${name}: ${listing.listed.join(', ')}.`};
}
