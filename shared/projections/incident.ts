import type {Tokens} from '#shared/model/classification.ts';
import type {Fact} from '#shared/model/fact.ts';
import {type Incident, type IncidentKind, MAX_INCIDENT_DOMAINS} from '#shared/model/incident.ts';
import {domainOf, isDomain, isIpAddress} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {hoursSince, isNews, reminderIsDue} from './alerting.ts';

const KEPT_RESPONSE = 1_000;
const MAX_SEEN = 10;

interface Cause {
	readonly kind: IncidentKind;
	readonly resource: string;
	readonly receiver: string;
}

/** What a fact is a sign of, if anything: who is banned or listed, and by whom. */
function causeOf({classification, senderIp, event}: Fact): Cause | undefined {
	if (classification?.alert == null) return undefined;
	const {tokens} = classification;
	const domains = [tokens.helo, tokens.senderDomain, event.sendingDomain].map((name) => name?.toLowerCase());
	const resource =
		classification.category === 'domain-blocklisted'
			? domains.find((name) => name !== undefined && isDomain(name))
			: senderIp !== null && isIpAddress(senderIp)
				? senderIp
				: undefined;
	const receiver = classification.alert === 'ip-ban' ? classification.source : 'spamhaus';
	return {kind: classification.alert, resource: resource ?? 'unknown', receiver};
}

/** The id, within its tenant, of the incident that a fact belongs to; undefined where it is a sign of none. */
export function incidentIdOf(fact: Fact): string | undefined {
	const cause = causeOf(fact);
	return cause === undefined ? undefined : `${cause.kind}#${cause.resource}#${cause.receiver}`;
}

/**
 * What a fact makes of its incident. Pure; the same object comes back where nothing changes.
 *
 * The first fact opens it and raises an alert; while it goes on, a reminder is raised by the first fact after each
 * cool-down; a fact after it was resolved opens it anew. Facts that come late do not ring twice: ESPs and SNS repeat what
 * was not taken for up to 23 days, and nobody wants to be woken again by last week's ban. What is no news (`isNews`) opens
 * nothing; it is counted only where it falls into the time of an incident that still goes on.
 */
export function projectIncident(
	incident: Incident | undefined,
	fact: Fact,
	settings: TenantSettings,
	now: Date,
): Incident | undefined {
	const cause = causeOf(fact);
	if (cause === undefined) return incident;
	const at = fact.occurredAt < now.toISOString() ? fact.occurredAt : now.toISOString();
	const news = isNews(at, incident, settings, now);
	if (incident === undefined || incident.state === 'resolved') {
		if (!news || (incident !== undefined && at <= incident.lastSeenAt)) return incident;
		return counted(opened(incident, cause, fact, at, now), fact, at);
	}
	if (at < incident.openedAt && !news) return incident;
	const going: Incident = {...incident, state: at < incident.lastSeenAt ? incident.state : 'open'};
	return counted(reminderIsDue(incident, at, settings, now) ? reminded(going, now) : going, fact, at);
}

/**
 * What the passing of time makes of an incident: `resolved`, with an alert, after the tenant's whole quiet
 * period without a response. Pure.
 *
 * @returns the changed incident; undefined where nothing changes
 */
export function sweepIncident(incident: Incident, settings: TenantSettings, now: Date): Incident | undefined {
	if (incident.state === 'resolved') return undefined;
	// Told of late, it is not over at once: whoever was alerted just now has the whole quiet period to act in.
	const {lastSeenAt, alertAt} = incident;
	const silent = hoursSince(lastSeenAt > alertAt ? lastSeenAt : alertAt, now);
	if (silent >= settings.incidentQuietHours) {
		return {
			...incident,
			state: 'resolved',
			resolvedAt: now.toISOString(),
			alertSequence: incident.alertSequence + 1,
			alertState: 'resolved',
			alertAt: now.toISOString(),
		};
	}
	return undefined;
}

function opened(before: Incident | undefined, cause: Cause, fact: Fact, at: string, now: Date): Incident {
	return {
		tenant: fact.tenant,
		id: `${cause.kind}#${cause.resource}#${cause.receiver}`,
		...cause,
		state: 'open',
		episode: (before?.episode ?? 0) + 1,
		openedAt: at,
		lastSeenAt: at,
		count: 0,
		domains: [],
		otherDomains: 0,
		heldByEsp: 0,
		...newest(fact),
		codes: [],
		regions: [],
		timeline: [],
		samples: [],
		deliveredSince: 0,
		alertSequence: (before?.alertSequence ?? 0) + 1,
		sentSequence: before?.sentSequence ?? 0,
		alertState: 'opened',
		alertAt: now.toISOString(),
		version: before?.version ?? 0,
	};
}

const reminded = (incident: Incident, now: Date): Incident => ({
	...incident,
	alertSequence: incident.alertSequence + 1,
	alertState: 'reminder',
	alertAt: now.toISOString(),
});

/** One more response. */
function counted(incident: Incident, fact: Fact, at: string): Incident {
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
	};
}

function newest({event, classification, senderIp}: Fact) {
	const response = 'diagnostic' in event ? (event.diagnostic ?? '') : '';
	return {
		response: response.slice(0, KEPT_RESPONSE).toWellFormed(),
		rule: classification?.rule ?? 'none',
		esp: event.esp,
		senderIp,
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

function seen(before: readonly string[], ...found: (string | undefined)[]): string[] {
	const all = new Set(before);
	for (const word of found) if (word !== undefined && all.size < MAX_SEEN) all.add(word);
	return [...all];
}
