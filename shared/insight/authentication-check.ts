import type {Tokens} from '#shared/model/classification.ts';

/** A check of the sender's authentication, as people write it. */
export const CHECKS = ['SPF', 'DKIM', 'DMARC'] as const;
export type Check = (typeof CHECKS)[number];

/** Enhanced statuses that name the check that failed. RFC 7372, and Microsoft's for DMARC. */
const BY_STATUS: ReadonlyMap<string, Check> = new Map([
	['7.20', 'DKIM'],
	['7.21', 'DKIM'],
	['7.22', 'DKIM'],
	['7.23', 'SPF'],
	['7.24', 'SPF'],
	['7.509', 'DMARC'],
]);

const FAILS = [
	'did not pass',
	'not pass',
	'fail',
	'none',
	'missing',
	'invalid',
	'not signed',
	'violat',
	'reject',
	'error',
];
const PASSES = ['pass'];
/** How far behind a check's name its result may stand, in characters, and how much of a response is read. */
const REACH = 80;
const MAX_TEXT = 4_096;

/** One refusal. */
export interface Refused {
	readonly text: string | null;
	readonly tokens: Tokens;
	/** The sender's domain, where the event names it. */
	readonly domain?: string | undefined;
}

/** Words behind a check's name, up to the next one: "DKIM = did not pass; SPF [example.com] = pass". */
function inText(text: string): Map<Check, boolean> {
	const lower = text.slice(0, MAX_TEXT).toLowerCase();
	const found = new Map<Check, boolean>();
	const places = CHECKS.flatMap((check) => {
		const at: {check: Check; at: number}[] = [];
		for (let from = lower.indexOf(check.toLowerCase()); from >= 0 && at.length < 20; ) {
			at.push({check, at: from});
			from = lower.indexOf(check.toLowerCase(), from + 3);
		}
		return at;
	}).sort((one, other) => one.at - other.at);
	for (const [index, {check, at}] of places.entries()) {
		const end = Math.min(places[index + 1]?.at ?? lower.length, at + REACH);
		const words = lower.slice(at, end);
		if (FAILS.some((word) => words.includes(word))) found.set(check, true);
		else if (!found.has(check) && PASSES.some((word) => words.includes(word))) found.set(check, false);
	}
	return found;
}

/** The checks that a refusal says have failed; none where it does not tell. */
export function failedChecks({text, tokens}: Refused): Check[] {
	const results = [tokens.spf, tokens.dkim, tokens.dmarc];
	if (results.some((result) => result !== undefined)) {
		return CHECKS.filter((_, index) => {
			const result = results[index];
			return result !== undefined && result !== 'pass' && result !== 'bestguesspass';
		});
	}
	const named = BY_STATUS.get(tokens.enhancedStatus?.slice(2) ?? '');
	if (named !== undefined) return [named];
	const found = inText(text ?? '');
	return CHECKS.filter((check) => found.get(check) === true);
}

export interface FailingAuthentication {
	/** The domain that most refusals are about; null where none names one. */
	readonly domain: string | null;
	/** The checks that fail, with in how many refusals; most first, SPF and DKIM before DMARC, which follows from them. */
	readonly checks: readonly {readonly check: Check; readonly count: number}[];
	readonly refusals: number;
}

/** A check that fails in fewer of the refusals is somebody's exception. */
const LEAST_PART = 0.2;

/** What fails, out of refusals for missing authentication. Pure. */
export function failingAuthentication(refusals: readonly Refused[]): FailingAuthentication {
	const domains = new Map<string, number>();
	const failed = new Map<Check, number>();
	let telling = 0;
	for (const refusal of refusals) {
		const domain = (refusal.domain ?? refusal.tokens.senderDomain)?.toLowerCase();
		if (domain !== undefined) domains.set(domain, (domains.get(domain) ?? 0) + 1);
		const checks = failedChecks(refusal);
		if (checks.length > 0) telling += 1;
		for (const check of checks) failed.set(check, (failed.get(check) ?? 0) + 1);
	}
	const [domain] = [...domains].sort(([, one], [, other]) => other - one)[0] ?? [null];
	const checks = CHECKS.flatMap((check) => {
		const count = failed.get(check) ?? 0;
		return count > 0 && count >= LEAST_PART * telling ? [{check, count}] : [];
	});
	const own = checks.filter(({check}) => check !== 'DMARC').sort((one, other) => other.count - one.count);
	return {domain, checks: [...own, ...checks.filter(({check}) => check === 'DMARC')], refusals: refusals.length};
}
