import type {Tokens} from '#shared/model/classification.ts';
import type {Fact} from '#shared/model/fact.ts';
import {type Incident, type IncidentSample, MAX_INCIDENT_DOMAINS} from '#shared/model/incident.ts';
import {domainOf} from '#shared/model/names.ts';
import {withSample} from './timeline.ts';
import {withoutAddresses} from './without-addresses.ts';

const KEPT_RESPONSE = 1_000;
const KEPT_SAMPLE = 500;
/** Of the response that a sample is cut out of: what stands further behind is cut off anyway. */
const READ_SAMPLE = 2_000;
const MAX_SEEN = 10;

/** An incident with one more response, which happened at a time. */
export function counted(incident: Incident, fact: Fact, at: string): Incident {
	const tokens: Tokens = fact.classification?.tokens ?? {};
	return {
		...incident,
		...(at < incident.lastSeenAt ? {} : newest(fact)),
		...withDomain(incident, domainOf(fact.event.recipient)),
		openedAt: at < incident.openedAt ? at : incident.openedAt,
		lastSeenAt: at > incident.lastSeenAt ? at : incident.lastSeenAt,
		count: incident.count + 1,
		heldByEsp: incident.heldByEsp + (fact.event.kind === 'bounce' && fact.event.heldByEsp === true ? 1 : 0),
		codes: seen(incident.codes, tokens.enhancedStatus, tokens.asCode, tokens.sCode),
		regions: seen(incident.regions, tokens.region),
		samples: [...withSample(incident.samples, sampleOf(fact, at))],
	};
}

/** What an incident shows of its newest response. */
export function newest({event, classification, senderIp}: Fact) {
	const response = 'diagnostic' in event ? (event.diagnostic ?? '') : '';
	return {
		response: response.slice(0, KEPT_RESPONSE).toWellFormed(),
		rule: classification?.rule ?? 'none',
		esp: event.esp,
		senderIp,
	};
}

function sampleOf({event, classification}: Fact, at: string): IncidentSample {
	const response = 'diagnostic' in event ? (event.diagnostic ?? '') : '';
	const domain = domainOf(event.recipient);
	const region = classification?.tokens.region;
	return {
		at,
		response: withoutAddresses(response.slice(0, READ_SAMPLE), [event.recipient]).slice(0, KEPT_SAMPLE).toWellFormed(),
		rule: classification?.rule ?? 'none',
		...(domain === undefined ? {} : {domain}),
		...(region === undefined ? {} : {region}),
	};
}

function withDomain({domains, otherDomains}: Incident, domain: string | undefined) {
	const known = domains.some((entry) => entry.domain === domain);
	if (domain === undefined || (!known && domains.length >= MAX_INCIDENT_DOMAINS)) {
		return {otherDomains: otherDomains + 1};
	}
	if (!known) return {domains: [...domains, {domain, count: 1}]};
	return {domains: domains.map((entry) => (entry.domain === domain ? {domain, count: entry.count + 1} : entry))};
}

/** Words with those found added, while there is place. */
export function seen(before: readonly string[], ...found: (string | undefined)[]): string[] {
	const all = new Set(before);
	for (const word of found) if (word !== undefined && all.size < MAX_SEEN) all.add(word);
	return [...all];
}
