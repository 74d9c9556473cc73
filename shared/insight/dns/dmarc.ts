import type {DnsAnswer, Lookups} from '#shared/model/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {readTags} from './tags.ts';
import {shown, shownName, whyUnknown} from './words.ts';

const POLICIES: ReadonlyMap<string, string> = new Map([
	['none', 'asks for reports only (p=none)'],
	['quarantine', 'asks to put mail that fails into spam (p=quarantine)'],
	['reject', 'asks to refuse mail that fails (p=reject)'],
]);

/** Names of more labels are shortened to so many at the second step (RFC 9989, section 4.10). */
const MOST_LABELS = 7;
const LEAST_LABELS = 2;

/** The domain, then its parents, down to two labels. */
export function walk(domain: string): string[] {
	const labels = domain.split('.');
	const parents = labels.slice(Math.max(1, labels.length - MOST_LABELS));
	const names = [domain];
	for (let from = 0; parents.length - from >= LEAST_LABELS; from += 1) names.push(parents.slice(from).join('.'));
	return names;
}

async function recordsAt(domain: string, lookups: Lookups): Promise<DnsAnswer<string>> {
	const answer = await lookups.txt(`_dmarc.${domain}`);
	if (!('found' in answer)) return answer;
	const records = answer.found.filter((text) => /^v\s*=\s*DMARC1(?:\s*;|\s*$)/.test(text));
	return records.length === 0 ? {none: true} : {found: records};
}

/**
 * The DMARC policy of a sending domain: its own, or that of the nearest parent that has one (the tree walk of RFC 9989,
 * section 4.10, which took the place of RFC 7489). Several records at one name count as none.
 */
export async function dmarcCheck(domain: string, lookups: Lookups): Promise<DnsCheck> {
	const check = (verdict: DnsCheck['verdict'], words: string, found?: string): DnsCheck => ({
		check: 'dmarc',
		about: domain,
		verdict,
		...(found === undefined ? {} : {found: shown(found)}),
		words,
	});
	for (const name of walk(domain)) {
		const answer = await recordsAt(name, lookups);
		if ('unknown' in answer) {
			return check('unknown', `The DMARC record of ${domain} could not be told: ${whyUnknown(answer)}.`);
		}
		if ('none' in answer) continue;
		const [record = '', ...more] = answer.found;
		if (more.length > 0) {
			const words = `${shownName(name)} has ${answer.found.length} DMARC records. Only one is allowed: receivers take none of them.`;
			return check('bad', words, answer.found.join(' | '));
		}
		const tags = readTags(record);
		const inherited = name !== domain;
		const tag = inherited && tags.has('sp') ? 'sp' : 'p';
		const value = (tags.get(tag) ?? '').toLowerCase();
		const policy = POLICIES.get(value);
		const whose = inherited
			? `${domain} has no DMARC record of its own; that of ${shownName(name)}`
			: `The DMARC record of ${domain}`;
		if (policy === undefined) {
			// RFC 9989, section 4.7: without a policy that can be read it counts as p=none where it asks for reports.
			return tags.has('rua')
				? check('good', `${whose} names no policy and counts as p=none.`, record)
				: check('bad', `${whose} names no policy that receivers know.`, record);
		}
		return check('good', `${whose} ${policy}.`, record);
	}
	return check('bad', `${domain} has no DMARC record. Gmail, Yahoo and Microsoft ask for one from who sends much.`);
}
