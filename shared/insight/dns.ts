import type {Lookups} from '#shared/model/dns.ts';
import type {EspName} from '#shared/model/event.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {parseAddress} from './dns/address.ts';
import {dkimCheck} from './dns/dkim.ts';
import {dmarcCheck} from './dns/dmarc.ts';
import {listChecks} from './dns/lists.ts';
import {mailDomainCheck} from './dns/mail-domain.ts';
import {heloCheck, isHostName, reverseChecks} from './dns/reverse.ts';
import {spfCheck} from './dns/spf.ts';

/** What DNS is asked about. */
export interface DnsSubject {
	readonly ip: string | null;
	/** The name in HELO, where a response quoted it. */
	readonly helo: string | null;
	/** Sending domains. */
	readonly domains: readonly string[];
	readonly esp: EspName;
}

/**
 * What DNS says about a sender: reverse DNS, HELO name, SPF, DKIM, DMARC, and the block lists. Each check is good, bad or
 * unknown, and says so in a sentence; what could not be asked is unknown, never bad.
 *
 * @param spamhausKey a key of Spamhaus's Data Query Service, where there is one
 */
export async function dnsChecks(
	{ip, helo, domains, esp}: DnsSubject,
	lookups: Lookups,
	spamhausKey?: string,
): Promise<DnsCheck[]> {
	const address = ip === null ? undefined : parseAddress(ip);
	const sender = ip === null || address === undefined ? null : {ip, address};
	const reverse = sender === null ? {checks: [], name: undefined} : await reverseChecks(sender, lookups);
	const name = helo ?? reverse.name ?? '';
	// A listed HELO name bans the IP that says it: https://www.spamhaus.org/faqs/domain-blocklist-dbl/
	const named = helo === null || domains.includes(helo) || !isHostName(helo) ? domains : [...domains, helo];
	const single = sender === null ? [] : [heloCheck(sender, helo, reverse.name, lookups)];
	const ofDomains = domains.flatMap((domain) => [
		spfCheck(domain, sender === null ? null : {...sender, helo: name}, lookups),
		dkimCheck(domain, esp, lookups),
		dmarcCheck(domain, lookups),
		mailDomainCheck(domain, lookups),
	]);
	const lists = [...(sender === null ? [] : [sender]), ...named.map((domain) => ({domain}))];
	const [checks, listed] = await Promise.all([
		Promise.all([...single, ...ofDomains]),
		Promise.all(lists.map((about) => listChecks(about, lookups, spamhausKey))),
	]);
	return [...reverse.checks, ...checks, ...listed.flat()];
}
