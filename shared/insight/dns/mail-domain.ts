import type {Lookups} from '#shared/model/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {shownList, whyUnknown} from './words.ts';

/**
 * Whether a sending domain takes mail itself: MX, or an address where there is none (RFC 5321, section 5.1). Receivers refuse
 * senders that could not be answered (5.1.8, 5.7.27).
 */
export async function mailDomainCheck(domain: string, lookups: Lookups): Promise<DnsCheck> {
	const check = (verdict: DnsCheck['verdict'], words: string): DnsCheck => ({
		check: 'mail-domain',
		about: domain,
		verdict,
		words,
	});
	const mx = await lookups.mx(domain);
	if ('found' in mx) {
		const hosts = mx.found.filter((host) => host !== '' && host !== '.');
		if (hosts.length > 0) {
			const found = shownList(hosts);
			return {...check('good', `${domain} takes mail at ${found}.`), found};
		}
		return check(
			'bad',
			`${domain} says that it takes no mail (null MX, RFC 7505); receivers may refuse what it sends.`,
		);
	}
	if ('unknown' in mx) return check('unknown', `Whether ${domain} takes mail could not be told: ${whyUnknown(mx)}.`);
	const addresses = await Promise.all([lookups.a(domain), lookups.aaaa(domain)]);
	const found = addresses.flatMap((answer) => ('found' in answer ? answer.found : []));
	if (found.length > 0) {
		return {...check('good', `${domain} has no MX, but an address, which stands for one.`), found: shownList(found)};
	}
	const unanswered = addresses.find((answer) => 'unknown' in answer);
	if (unanswered !== undefined && 'unknown' in unanswered) {
		return check('unknown', `Whether ${domain} takes mail could not be told: ${whyUnknown(unanswered)}.`);
	}
	return check(
		'bad',
		`${domain} has neither MX nor address: nobody could answer its mail, and many receivers refuse it.`,
	);
}
