import type {DnsAnswer, Lookups} from '#shared/model/dns.ts';
import {type Address, parseAddress, reverseName, within} from './address.ts';
import {addressesOf, leadsTo} from './reverse.ts';
import {expandMacros, type MacroContext} from './spf-macros.ts';
import {isSpf, parseSpf, type SpfTerm, type SpfVerdict} from './spf-record.ts';

/** RFC 7208, section 2.6; `unknown` is its temperror, and what depends on the sender's mailbox. */
export type SpfResult = SpfVerdict | 'none' | 'permerror' | 'unknown';

/** RFC 7208, section 4.6.4: look-ups of one check, those of them that found nothing, and names of one MX or PTR. */
export const MOST_LOOKUPS = 10;
const MOST_VOID = 2;
const MOST_NAMES = 10;

type Asking = Exclude<SpfTerm, {readonly kind: 'all' | 'ip'}>;
type Matched = boolean | 'permerror' | 'unknown';

/** The one SPF record of a domain. */
export async function spfRecord(
	domain: string,
	lookups: Lookups,
): Promise<DnsAnswer<string> | {readonly several: readonly string[]}> {
	const answer = await lookups.txt(domain);
	if (!('found' in answer)) return answer;
	const records = answer.found.filter(isSpf);
	if (records.length > 1) return {several: records};
	return records.length === 1 ? {found: records} : {none: true};
}

/**
 * Whether an IP may send for a domain: check_host() of RFC 7208, section 4, for a sender whose mailbox is not known.
 *
 * Bounded whatever the records say: at most ten terms that ask, each for at most ten names.
 *
 * @param helo the name in HELO, for macros
 */
export async function checkSpf(address: Address, domain: string, helo: string, lookups: Lookups): Promise<SpfResult> {
	let asked = 0;
	let empty = 0;

	const tooMany = (): boolean => {
		asked += 1;
		return asked > MOST_LOOKUPS;
	};
	/** Counts an answer that found nothing. */
	const isVoid = (answer: DnsAnswer<string>): boolean => {
		if ('none' in answer) empty += 1;
		return empty > MOST_VOID;
	};

	async function check(of: string): Promise<SpfResult> {
		const record = await spfRecord(of, lookups);
		if ('several' in record) return 'permerror';
		if ('unknown' in record) return 'unknown';
		if ('none' in record) return 'none';
		const parsed = parseSpf(record.found[0] ?? '');
		if ('wrong' in parsed) return 'permerror';
		const context: MacroContext = {address, domain: of, sender: domain, helo};
		for (const term of parsed.terms) {
			const matched = await matches(term, context);
			if (matched === true) return term.gives;
			if (matched !== false) return matched;
		}
		if (parsed.redirect === undefined) return 'neutral';
		if (tooMany()) return 'permerror';
		const target = expandMacros(parsed.redirect, context);
		if (target === undefined) return 'unknown';
		const result = target === 'wrong' ? 'none' : await check(target);
		return result === 'none' ? 'permerror' : result;
	}

	async function matches(term: SpfTerm, context: MacroContext): Promise<Matched> {
		if (term.kind === 'all') return true;
		if (term.kind === 'ip') return within(address, term.network, term.bits);
		if (tooMany()) return 'permerror';
		const target = expandMacros(term.name ?? context.domain, context);
		if (target === undefined) return 'unknown';
		return target === 'wrong' ? 'permerror' : asks(term, target);
	}

	async function asks(term: Asking, target: string): Promise<Matched> {
		switch (term.kind) {
			case 'include': {
				const result = await check(target);
				if (result === 'unknown') return result;
				return result === 'none' ? 'permerror' : result === 'permerror' ? result : result === 'pass';
			}
			case 'a':
				return among([target], term.bits);
			case 'mx': {
				const answer = await lookups.mx(target);
				if ('unknown' in answer) return 'unknown';
				if (isVoid(answer)) return 'permerror';
				const names = 'found' in answer ? answer.found.filter((name) => name !== '') : [];
				return names.length > MOST_NAMES ? 'permerror' : among(names, term.bits);
			}
			case 'exists': {
				const answer = await lookups.a(target);
				if ('unknown' in answer) return 'unknown';
				return isVoid(answer) ? 'permerror' : 'found' in answer;
			}
			case 'ptr':
				return named(target);
		}
	}

	/** Whether the sender is among the addresses of names, or in the same network as one. */
	async function among(names: readonly string[], bits: readonly [number, number]): Promise<Matched> {
		for (const name of names) {
			const answer = await addressesOf(name, address, lookups);
			if ('unknown' in answer) return 'unknown';
			if (isVoid(answer)) return 'permerror';
			const found = 'found' in answer ? answer.found.map(parseAddress) : [];
			const significant = bits[address.length === 4 ? 0 : 1];
			if (found.some((one) => one !== undefined && within(address, one, significant))) return true;
		}
		return false;
	}

	/** Whether a name of the IP that leads back to it is the target, or below it. What cannot be told does not match. */
	async function named(target: string): Promise<Matched> {
		const answer = await lookups.ptr(reverseName(address));
		if (isVoid(answer)) return 'permerror';
		const names = 'found' in answer ? answer.found.slice(0, MOST_NAMES) : [];
		const wanted = target.toLowerCase();
		const fitting = names.filter((name) => `.${name.toLowerCase()}`.endsWith(`.${wanted}`));
		const leads = await Promise.all(fitting.map((name) => leadsTo(name, address, lookups)));
		return leads.includes(true);
	}

	return check(domain);
}

/**
 * Look-ups that a domain's record needs where nothing matches early: what a receiver may have to do for an IP that only
 * the last term names. Counting ends above ten. Names with macros are counted and not followed.
 */
export async function countSpf(domain: string, lookups: Lookups): Promise<number> {
	let asked = 0;
	const follow = async (of: string): Promise<void> => {
		const record = await spfRecord(of, lookups);
		const parsed = 'found' in record ? parseSpf(record.found[0] ?? '') : {terms: [], redirect: undefined};
		if ('wrong' in parsed) return;
		for (const term of parsed.terms) {
			if (term.kind === 'all') return;
			if (term.kind === 'ip') continue;
			asked += 1;
			if (asked > MOST_LOOKUPS) return;
			if (term.kind === 'include' && term.name !== undefined && !term.name.includes('%')) await follow(term.name);
			if (asked > MOST_LOOKUPS) return;
		}
		if (parsed.redirect === undefined) return;
		asked += 1;
		if (asked <= MOST_LOOKUPS && !parsed.redirect.includes('%')) await follow(parsed.redirect);
	};
	await follow(domain);
	return asked;
}
