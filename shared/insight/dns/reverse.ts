import type {DnsAnswer, Lookups} from '#shared/model/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {type Address, parseAddress, reverseName, sameAddress} from './address.ts';
import {shownList, shownName, whyUnknown} from './words.ts';

/** Names of one address that are followed: as many as SPF follows (RFC 7208, section 4.6.4). */
const MOST_NAMES = 10;

interface Sender {
	/** As it is written in the incident. */
	readonly ip: string;
	readonly address: Address;
}

/** The addresses of a name, of the same kind as the one that is looked for. */
export const addressesOf = (name: string, like: Address, lookups: Lookups): Promise<DnsAnswer<string>> =>
	like.length === 4 ? lookups.a(name) : lookups.aaaa(name);

/** Whether a name leads to an address. */
export async function leadsTo(name: string, address: Address, lookups: Lookups): Promise<boolean | 'unknown'> {
	const answer = await addressesOf(name, address, lookups);
	if ('unknown' in answer) return 'unknown';
	return (
		'found' in answer &&
		answer.found.some((text) => {
			const found = parseAddress(text);
			return found !== undefined && sameAddress(found, address);
		})
	);
}

/**
 * Reverse DNS: that the IP has a name, and that this name leads back to it (FCrDNS, `iprev` in RFC 8601, section 3).
 * Microsoft and Gmail refuse mail from IPs without (5.7.25): https://support.google.com/mail/answer/81126
 *
 * @returns the checks, and the first name that leads back to the IP, else the first name
 */
export async function reverseChecks(
	sender: Sender,
	lookups: Lookups,
): Promise<{checks: DnsCheck[]; name: string | undefined}> {
	const {ip, address} = sender;
	const answer = await lookups.ptr(reverseName(address));
	const reverse = (verdict: DnsCheck['verdict'], words: string): DnsCheck => ({
		check: 'reverse-dns',
		about: ip,
		verdict,
		words,
	});
	const forward = (verdict: DnsCheck['verdict'], words: string): DnsCheck => ({
		check: 'forward-confirmed',
		about: ip,
		verdict,
		words,
	});
	if ('unknown' in answer) {
		const why = whyUnknown(answer);
		return {
			checks: [
				reverse('unknown', `Whether ${ip} has a name could not be told: ${why}.`),
				forward('unknown', `Whether the name of ${ip} leads back to it could not be told: ${why}.`),
			],
			name: undefined,
		};
	}
	if ('none' in answer) {
		return {
			checks: [
				reverse('bad', `${ip} has no name (PTR record). Many receivers refuse mail from such an IP.`),
				forward('bad', `${ip} has no name that could lead back to it.`),
			],
			name: undefined,
		};
	}
	const names = answer.found.slice(0, MOST_NAMES);
	const leads = await Promise.all(names.map((name) => leadsTo(name, address, lookups)));
	const confirmed = names.find((_, at) => leads[at] === true);
	const found = shownList(names);
	const [first = ''] = names;
	return {
		checks: [
			{...reverse('good', `${ip} has the name ${found}.`), found},
			confirmed === undefined
				? leads.includes('unknown')
					? forward(
							'unknown',
							`Whether ${found} leads back to ${ip} could not be told: not all look-ups were answered.`,
						)
					: {
							...forward('bad', `${found} does not lead back to ${ip}: the name and the IP contradict each other.`),
							found,
						}
				: {...forward('good', `${shownName(confirmed)} leads back to ${ip}.`), found: shownName(confirmed)},
		],
		name: confirmed ?? first,
	};
}

/** Whether a HELO name is a name of several labels, and not an address or a part of a name. */
export const isHostName = (name: string): boolean =>
	/^[\w-]+(?:\.[\w-]+)+$/.test(name) && parseAddress(name) === undefined;

/**
 * Whether the name that the server gives in HELO leads to its IP (RFC 5321, section 4.1.4, asks for a name that does).
 *
 * @param named the name that a response quoted; without it the IP's own name is taken for it
 */
export async function heloCheck(
	{ip, address}: Sender,
	named: string | null,
	reverse: string | undefined,
	lookups: Lookups,
): Promise<DnsCheck> {
	const name = named ?? reverse;
	if (name === undefined) {
		const words = `No response named the HELO name of ${ip}, and it has no name of its own.`;
		return {check: 'helo', about: ip, verdict: 'unknown', words};
	}
	const about = shownName(name);
	const whose = named === null ? `The name of ${ip}, taken for its HELO name,` : `The HELO name ${about}`;
	const check = (verdict: DnsCheck['verdict'], words: string): DnsCheck => ({check: 'helo', about, verdict, words});
	if (!isHostName(name))
		return check('bad', `${whose} is no full host name; receivers take it for a badly set up server.`);
	const answer = await addressesOf(name, address, lookups);
	if ('unknown' in answer) return check('unknown', `${whose} could not be looked up: ${whyUnknown(answer)}.`);
	if ('none' in answer) return check('bad', `${whose} has no address in DNS.`);
	const found = shownList(answer.found);
	return (await leadsTo(name, address, lookups)) === true
		? {...check('good', `${whose} leads to ${ip}.`), found}
		: {...check('bad', `${whose} leads to ${found}, not to ${ip}.`), found};
}
