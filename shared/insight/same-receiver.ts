import {CATEGORY_NAMES, type Category} from '#shared/model/category.ts';
import type {Incident, IncidentKind} from '#shared/model/incident.ts';
import {isIpAddress} from '#shared/model/names.ts';
import {isNetwork} from '#shared/model/network.ts';
import type {Counters} from '#shared/model/reputation.ts';
import {providerOf} from './providers.ts';
import {bounceGroup} from './rates.ts';

/** The categories of the responses that an incident is made of. */
export const CATEGORIES_OF: Readonly<Record<IncidentKind, readonly Category[]>> = {
	'ip-ban': ['ip-banned'],
	'spamhaus-listing': ['ip-blocklisted', 'domain-blocklisted'],
	blocklist: ['ip-blocklisted', 'domain-blocklisted'],
	'account-ban': ['sender-banned'],
	throttling: ['ip-throttled'],
	'list-quality': CATEGORY_NAMES.filter((category) => bounceGroup(category) === 'dead'),
	authentication: ['authentication-failed'],
	complaints: [],
};

/**
 * The sending IP whose mail an incident is about; undefined where it is about all of the tenant's mail, as where a domain is
 * listed, and where the ESP does not say which IP delivered (Postmark).
 */
export function senderOf({resource, senderIp, esp}: Incident): string | undefined {
	if (esp === 'postmark') return undefined;
	if (isIpAddress(resource)) return resource;
	return isNetwork(resource) || resource === 'unknown' ? (senderIp ?? undefined) : undefined;
}

/** Whether a recipient domain may be of the receiver that an incident names: Microsoft has two, with bans of their own. */
export function mayBeOf({receiver}: Pick<Incident, 'receiver'>, domain: string): boolean {
	const outlook = providerOf(domain)?.name === 'Outlook.com';
	if (receiver === 'outlook-consumer') return outlook;
	return receiver !== 'exchange-online' || !outlook;
}

/** What the mail to one receiver came to. */
export interface Received {
	readonly delivered: number;
	readonly refused: number;
}

/**
 * What the receiver that an incident names did with the mail: for Microsoft 365 at the domains that it answered for, for
 * Outlook.com at its own, else at the recipient domains of the incident. Pure.
 *
 * @param domains counters by recipient domain, of the sender that the incident is about
 * @param microsoft365 recipient domains that Microsoft 365 answered for
 */
export function receivedBy(
	incident: Incident,
	domains: readonly Counters[],
	microsoft365: ReadonlySet<string>,
): Received {
	const {kind, receiver} = incident;
	const seen = new Set(incident.domains.map(({domain}) => domain));
	const isIts = (domain: string): boolean => {
		if (seen.has(domain)) return true;
		const ofMicrosoft = receiver === 'outlook-consumer' || (receiver === 'exchange-online' && microsoft365.has(domain));
		return ofMicrosoft && mayBeOf(incident, domain);
	};
	const own = domains.filter(({value}) => isIts(value));
	const refused = CATEGORIES_OF[kind];
	return {
		delivered: own.reduce((sum, {counts}) => sum + (counts.get('delivered') ?? 0), 0),
		refused: own.reduce(
			(sum, {counts}) => sum + refused.reduce((all, category) => all + (counts.get(`bounced.${category}`) ?? 0), 0),
			0,
		),
	};
}
