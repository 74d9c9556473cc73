import type {Fact} from '#shared/model/fact.ts';
import type {Incident} from '#shared/model/incident.ts';
import {domainOf} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {alerted, goingState, isNews, reminded, reminderIsDue} from './alerting.ts';
import {type Cause, causeOf} from './cause.ts';
import {counted, newest} from './counted.ts';
import {told} from './timeline.ts';

/** The id, within its tenant, of the incident that a fact belongs to; undefined where it is a sign of none. */
export function incidentIdOf(fact: Fact): string | undefined {
	const cause = causeOf(fact);
	return cause === undefined ? undefined : idOf(cause);
}

const idOf = ({kind, resource, receiver}: Cause): string => `${kind}#${resource}#${receiver}`;

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
		return counted(alerted(opened(incident, cause, fact, at), 'opened', settings, now), fact, at);
	}
	if (at < incident.openedAt && !news) return incident;
	const going = at < incident.lastSeenAt ? incident : goesOn(incident);
	return counted(reminderIsDue(incident, at, settings, now) ? reminded(going, settings, now) : going, fact, at);
}

/** Another response: what was taken before it counts no more. */
function goesOn(incident: Incident): Incident {
	const {refusalRate: _, ...rest} = incident;
	return {...rest, state: goingState(incident), deliveredSince: 0};
}

function opened(before: Incident | undefined, cause: Cause, fact: Fact, at: string): Incident {
	const where = domainOf(fact.event.recipient) ?? 'a recipient';
	const incident: Incident = {
		tenant: fact.tenant,
		id: idOf(cause),
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
		timeline: before?.timeline ?? [],
		samples: [],
		deliveredSince: 0,
		alertSequence: before?.alertSequence ?? 0,
		sentSequence: before?.sentSequence ?? 0,
		alertState: 'opened',
		alertAt: at,
		version: before?.version ?? 0,
	};
	return before === undefined
		? told(incident, {at, what: 'opened', words: `The first response came, from ${where}.`})
		: told(
				{...incident, state: goingState(incident)},
				{at, what: 'reopened', words: `It is back: a response came from ${where}.`},
			);
}
