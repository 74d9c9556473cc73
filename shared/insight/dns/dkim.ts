import type {Lookups} from '#shared/model/dns.ts';
import type {EspName} from '#shared/model/event.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {readTags} from './tags.ts';
import {shown, whyUnknown} from './words.ts';

/** The selectors that an ESP uses unless it is told otherwise, and what it does where they cannot be known. */
const SELECTORS: Readonly<
	Record<EspName, {readonly selectors: readonly string[]; readonly otherwise: string; readonly source: string}>
> = {
	sendgrid: {
		selectors: ['s1', 's2', 'm1'],
		otherwise: 'another selector may have been chosen at SendGrid',
		source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication',
	},
	ses: {
		selectors: [],
		otherwise: 'SES signs with selectors of its own making; the SES console shows whether it finds them',
		source: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html',
	},
	postmark: {
		selectors: [],
		otherwise: "Postmark makes a selector of the day's date; its page of the domain shows whether it finds it",
		source: 'https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain',
	},
};

/** Base64 of the public key of RSA with 1,024 bits; shorter ones count as none (RFC 8301, section 3.2). */
const LEAST_KEY = 216;

/** What a record at a selector is worth. */
function judge(records: readonly string[]): {readonly verdict: 'good' | 'bad'; readonly words: string} {
	const keys = records.filter((text) => readTags(text).has('p'));
	const [key = ''] = keys;
	const tags = readTags(key);
	const value = (tags.get('p') ?? '').replace(/\s+/g, '');
	if (keys.length === 0) return {verdict: 'bad', words: 'holds a text that is no DKIM key'};
	if (keys.length > 1) return {verdict: 'bad', words: `holds ${keys.length} keys, of which receivers take any or none`};
	if (value === '') return {verdict: 'bad', words: 'holds a revoked key'};
	if ((tags.get('k') ?? 'rsa').toLowerCase() === 'rsa' && value.length < LEAST_KEY) {
		return {verdict: 'bad', words: 'holds a key of less than 1,024 bits, which receivers do not accept'};
	}
	const testing = (tags.get('t') ?? '').split(':').some((flag) => flag.trim() === 'y');
	return {verdict: 'good', words: testing ? 'holds a key, marked as a test (t=y)' : 'holds a key'};
}

/**
 * The DKIM key of a sending domain, at the selectors that its ESP uses (RFC 6376, section 3.6). Where none is known, or none
 * of those known is there, it is unknown: a selector cannot be looked for.
 */
export async function dkimCheck(domain: string, esp: EspName, lookups: Lookups): Promise<DnsCheck> {
	const {selectors, otherwise} = SELECTORS[esp];
	const check = (verdict: DnsCheck['verdict'], words: string, found?: string): DnsCheck => ({
		check: 'dkim',
		about: domain,
		verdict,
		...(found === undefined ? {} : {found: shown(found)}),
		words,
	});
	if (selectors.length === 0) return check('unknown', `No DKIM selector of ${domain} is known: ${otherwise}.`);
	const answers = await Promise.all(selectors.map((selector) => lookups.txt(`${selector}._domainkey.${domain}`)));
	const judged = answers.flatMap((answer, at) =>
		'found' in answer ? [{...judge(answer.found), selector: selectors[at] ?? '', found: answer.found.join(' | ')}] : [],
	);
	const told = judged.find(({verdict}) => verdict === 'good') ?? judged[0];
	if (told !== undefined) {
		return check(told.verdict, `${told.selector}._domainkey.${domain} ${told.words}.`, told.found);
	}
	const unanswered = answers.find((answer) => 'unknown' in answer);
	if (unanswered !== undefined && 'unknown' in unanswered) {
		return check('unknown', `The DKIM keys of ${domain} could not be told: ${whyUnknown(unanswered)}.`);
	}
	return check('unknown', `${domain} has no DKIM key at ${selectors.join(', ')}: ${otherwise}.`);
}
