import {Resolver} from 'node:dns/promises';
import type {DnsAnswer, DnsUnknown, Lookups} from '#shared/model/dns.ts';
import {places} from './places.ts';

export interface DnsOptions {
	/** `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53`; empty: those that the machine uses. */
	readonly servers?: readonly string[];
	/** A name that has an address wherever public DNS is known; where it has none, nothing counts as `none`. */
	readonly witness?: string;
	/** Milliseconds that a server has for one try. */
	readonly timeout?: number;
	readonly tries?: number;
	/** Questions under way at the same time. */
	readonly atOnce?: number;
	/** Questions in all; further ones are unknown. */
	readonly most?: number;
	/** Milliseconds from now after which every question is unknown. */
	readonly deadline: number;
}

export interface OpenLookups extends Lookups {
	/** Ends what is under way, as unknown. */
	close(): void;
}

/** So many questions without any answer at all, and the servers count as out of reach. */
const SILENT_MOST = 10;

/** The codes of c-ares: https://nodejs.org/api/dns.html#error-codes */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);
const UNKNOWN: ReadonlyMap<string, DnsUnknown> = new Map([
	['ETIMEOUT', 'timeout'],
	['ECANCELLED', 'timeout'],
	['ESERVFAIL', 'servfail'],
	['EREFUSED', 'refused'],
	['ECONNREFUSED', 'unreachable'],
	['EBADNAME', 'name'],
]);

/** Visible ASCII without a backslash, which c-ares reads as an escape; labels and length as RFC 1035 has them. */
const ASKABLE = /^(?=.{1,253}$)[\x21-\x2d\x2f-\x5b\x5d-\x7e]{1,63}(?:\.[\x21-\x2d\x2f-\x5b\x5d-\x7e]{1,63})*$/;

/**
 * Look-ups by DNS, each question asked once. Names that do not exist are `none`, all that goes wrong is `unknown`.
 *
 * @throws TypeError where a server is no address
 */
export function openLookups(options: DnsOptions): OpenLookups {
	const {servers = [], witness, timeout = 1_500, tries = 2, atOnce = 20, most = 2_000, deadline} = options;
	const resolver = new Resolver({timeout, tries, maxTimeout: timeout});
	if (servers.length > 0) resolver.setServers(servers);
	const until = performance.now() + deadline;
	// c-ares goes on to the next server after each try; this bounds it whatever it does.
	const patience = timeout * tries * Math.max(1, Math.min(3, resolver.getServers().length)) + 250;
	const known = new Map<string, Promise<DnsAnswer<string>>>();
	const limit = places(atOnce);
	let closed = false;
	let answered = false;
	let silent = 0;

	const ask = async (question: () => Promise<readonly string[]>): Promise<DnsAnswer<string>> => {
		const left = Math.min(patience, until - performance.now());
		if (closed || left <= 0) return {unknown: 'timeout'};
		if (!answered && silent >= SILENT_MOST) return {unknown: 'unreachable'};
		const answer = await within(left, question());
		const told = !('unknown' in answer) || answer.unknown === 'servfail' || answer.unknown === 'refused';
		answered ||= told;
		silent += told ? 0 : 1;
		return answer;
	};
	const once = (type: string, name: string, question: (name: string) => Promise<readonly string[]>) => {
		const plain = (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
		const key = `${type} ${plain}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		if (!ASKABLE.test(plain)) return Promise.resolve<DnsAnswer<string>>({unknown: 'name'});
		if (known.size >= most) return Promise.resolve<DnsAnswer<string>>({unknown: 'limit'});
		const answer = limit(() => ask(() => question(plain))).then(believed);
		known.set(key, answer);
		return answer;
	};
	let witnessed: Promise<DnsAnswer<string>> | undefined;
	/** A server in a closed network says of every public name that it does not exist. */
	const believed = async (answer: DnsAnswer<string>): Promise<DnsAnswer<string>> => {
		if (witness === undefined || !('none' in answer)) return answer;
		witnessed ??= limit(() => ask(() => resolver.resolve4(witness)));
		const seen = await witnessed;
		return 'none' in seen ? {unknown: 'private'} : 'unknown' in seen ? seen : answer;
	};
	return {
		a: (name) => once('A', name, (plain) => resolver.resolve4(plain)),
		aaaa: (name) => once('AAAA', name, (plain) => resolver.resolve6(plain)),
		txt: (name) =>
			once('TXT', name, async (plain) => (await resolver.resolveTxt(plain)).map((strings) => strings.join(''))),
		mx: (name) =>
			once('MX', name, async (plain) =>
				(await resolver.resolveMx(plain))
					.toSorted((one, other) => one.priority - other.priority)
					.map(({exchange}) => exchange),
			),
		ptr: (name) => once('PTR', name, (plain) => resolver.resolvePtr(plain)),
		close: () => {
			closed = true;
			resolver.cancel();
		},
	};
}

/** An answer as a value; unknown when the time is over, however the question ends after that. */
async function within(milliseconds: number, question: Promise<readonly string[]>): Promise<DnsAnswer<string>> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<DnsAnswer<string>>((resolve) => {
		timer = setTimeout(() => resolve({unknown: 'timeout'}), milliseconds);
	});
	const answer = question.then(
		(found): DnsAnswer<string> => (found.length === 0 ? {none: true} : {found}),
		(fault: unknown) => answerOf(fault),
	);
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function answerOf(fault: unknown): DnsAnswer<string> {
	const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
	return NONE.has(code) ? {none: true} : {unknown: UNKNOWN.get(code) ?? 'broken'};
}
