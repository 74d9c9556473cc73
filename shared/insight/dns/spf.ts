import type {Lookups} from '#shared/model/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import type {Address} from './address.ts';
import {checkSpf, countSpf, MOST_LOOKUPS, type SpfResult, spfRecord} from './spf-check.ts';
import {parseSpf, type SpfRecord} from './spf-record.ts';
import {shown, whyUnknown} from './words.ts';

/** What an IP's result says, and whether that is well. The words are put behind "<domain>'s SPF record". */
const RESULTS: Readonly<Record<SpfResult, {verdict: DnsCheck['verdict']; words: (ip: string) => string}>> = {
	pass: {verdict: 'good', words: (ip) => `names ${ip} (pass)`},
	fail: {verdict: 'bad', words: (ip) => `does not name ${ip} (fail): others are not allowed to send`},
	softfail: {verdict: 'bad', words: (ip) => `does not name ${ip} (softfail): others are suspicious`},
	neutral: {verdict: 'unknown', words: (ip) => `says neither yes nor no about ${ip} (neutral)`},
	none: {verdict: 'bad', words: (ip) => `does not exist, so that nothing names ${ip} (none)`},
	permerror: {
		verdict: 'bad',
		words: (ip) => `cannot be worked out for ${ip} (permerror): it needs too many look-ups, or a part of it is wrong`,
	},
	unknown: {verdict: 'unknown', words: (ip) => `could not be worked out for ${ip}: not all look-ups were answered`},
};

const ENDS = {
	pass: 'ends with +all, which lets anybody send',
	fail: 'ends with -all',
	softfail: 'ends with ~all',
	neutral: 'ends with ?all',
} as const;

/** Receivers look at the envelope sender: an ESP may send with a domain of its own there. */
const ENVELOPE =
	'It counts where this is the domain of the envelope sender, and not where the ESP puts a domain of its own.';

/**
 * The SPF record of a sending domain: that there is exactly one (RFC 7208, section 4.5: several are an error), that it can be
 * read, needs no more than ten look-ups, does not let everybody in, and names the sending IP.
 *
 * @param sender null where the IP is not known
 */
export async function spfCheck(
	domain: string,
	sender: {readonly ip: string; readonly address: Address; readonly helo: string} | null,
	lookups: Lookups,
): Promise<DnsCheck> {
	const check = (verdict: DnsCheck['verdict'], words: string, found?: string): DnsCheck => ({
		check: 'spf',
		about: domain,
		verdict,
		...(found === undefined ? {} : {found: shown(found)}),
		words,
	});
	const record = await spfRecord(domain, lookups);
	if ('unknown' in record)
		return check('unknown', `The SPF record of ${domain} could not be told: ${whyUnknown(record)}.`);
	if ('none' in record) return check('bad', `${domain} has no SPF record.`);
	if ('several' in record) {
		const words = `${domain} has ${record.several.length} SPF records. Only one is allowed: receivers count that as an error (permerror).`;
		return check('bad', words, record.several.join(' | '));
	}
	const text = record.found[0] ?? '';
	const parsed = parseSpf(text);
	if ('wrong' in parsed) {
		return check(
			'bad',
			`The SPF record of ${domain} has a part that cannot be read, "${shown(parsed.wrong, 60)}": all of it is void (permerror).`,
			text,
		);
	}
	const end = endOf(parsed);
	if (end === 'pass') return check('bad', `The SPF record of ${domain} ${ENDS.pass}.`, text);
	const needed = await countSpf(domain, lookups);
	if (needed > MOST_LOOKUPS) {
		const words = `The SPF record of ${domain} needs more than ${MOST_LOOKUPS} look-ups: receivers stop there and count it as an error (permerror).`;
		return check('bad', words, text);
	}
	const ends =
		end === undefined
			? parsed.redirect === undefined
				? 'has no all at its end'
				: 'goes on in another record'
			: ENDS[end];
	const lookUps = `${needed} of ${MOST_LOOKUPS} look-ups`;
	if (sender === null) return check('good', `${domain} has one SPF record; it ${ends} and needs ${lookUps}.`, text);
	const {verdict, words} = RESULTS[await checkSpf(sender.address, domain, sender.helo, lookups)];
	const note = verdict === 'bad' ? ` ${ENVELOPE}` : '';
	return check(
		verdict,
		`The SPF record of ${domain} ${words(sender.ip)}; it ${ends} and needs ${lookUps}.${note}`,
		text,
	);
}

function endOf({terms}: SpfRecord): keyof typeof ENDS | undefined {
	return terms.find(({kind}) => kind === 'all')?.gives;
}
