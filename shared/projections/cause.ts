import type {Classification} from '#shared/model/classification.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {IncidentKind} from '#shared/model/incident.ts';
import {isDomain, isIpAddress} from '#shared/model/names.ts';
import {networkOf} from '#shared/model/network.ts';

/** Who is banned or listed, and by whom. */
export interface Cause {
	readonly kind: IncidentKind;
	readonly resource: string;
	readonly receiver: string;
}

/** Where no response named it. */
const UNKNOWN = 'unknown';

/** `sender-banned` that is over with the day, or with the quota's raising: no ban of the account. */
const QUOTAS = {
	rules: ['exo-submission-quota', 'gmail-relay'],
	statuses: ['5.1.90', '5.2.2', '5.2.251', '5.7.232', '5.7.233', '5.4.5'],
};

/** Microsoft's code for "part of their network is on our block list"; older texts write it AS3150. */
const NETWORK_CODES = ['S3150', 'AS3150'];

/** What a fact is a sign of, if anything. */
export function causeOf(fact: Fact): Cause | undefined {
	const {classification} = fact;
	if (classification === null) return undefined;
	const {category, source, tokens, alert} = classification;
	const listed = category === 'domain-blocklisted' ? domainOf(fact) : ipOf(fact);
	if (alert === 'ip-ban') return {kind: 'ip-ban', resource: bannedOf(fact, classification), receiver: source};
	if (alert === 'spamhaus-listing') return {kind: 'spamhaus-listing', resource: listed, receiver: 'spamhaus'};
	if (category === 'ip-blocklisted' || category === 'domain-blocklisted') {
		// Which list it is decides whom to ask: a response that names none opens nothing.
		if (tokens.blocklist === undefined) return undefined;
		return {kind: 'blocklist', resource: listed, receiver: tokens.blocklist};
	}
	if (category === 'sender-banned' && !isQuota(classification)) {
		return {kind: 'account-ban', resource: domainOf(fact), receiver: source};
	}
	return undefined;
}

function isQuota({rule, tokens}: Classification): boolean {
	return QUOTAS.rules.includes(rule) || QUOTAS.statuses.includes(tokens.enhancedStatus ?? '');
}

const ipOf = ({senderIp}: Fact): string => (senderIp !== null && isIpAddress(senderIp) ? senderIp : UNKNOWN);

function bannedOf(fact: Fact, {tokens}: Classification): string {
	const speaksOfNetwork = NETWORK_CODES.includes(tokens.sCode ?? '') || NETWORK_CODES.includes(tokens.asCode ?? '');
	return speaksOfNetwork ? networkOf(ipOf(fact)) : ipOf(fact);
}

/**
 * The domain that a response is about. Some name the HELO or the sender, others nothing: names above or below the event's
 * sending domain count as that one, or one cause would open many incidents.
 */
function domainOf({event, classification}: Fact): string {
	const sending = event.sendingDomain?.toLowerCase();
	const {helo, senderDomain} = classification?.tokens ?? {};
	const named = [helo, senderDomain].map((name) => name?.toLowerCase()).find((name) => isName(name));
	if (sending === undefined || !isName(sending)) return named ?? UNKNOWN;
	if (named === undefined || isAtOrBelow(named, sending) || isAtOrBelow(sending, named)) return sending;
	return named;
}

const isName = (name: string | undefined): name is string => name !== undefined && isDomain(name);

const isAtOrBelow = (name: string, above: string): boolean => name === above || name.endsWith(`.${above}`);
