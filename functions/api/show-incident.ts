import * as z from 'zod/mini';
import {aboutValue} from '#shared/insight/concerns.ts';
import {isRefusal} from '#shared/insight/incident-names.ts';
import {CATEGORIES_OF, mayBeOf, senderOf} from '#shared/insight/same-receiver.ts';
import {seriesOf} from '#shared/insight/series.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';
import {refuse} from '#shared/model/refusal.ts';
import type {Store} from '#shared/store/client.ts';
import {readHours} from '#shared/store/hours.ts';
import {readIncident} from '#shared/store/incidents.ts';
import {attributionOf} from './attribution-of.ts';
import {inList} from './describe-incident.ts';
import {get} from './route.ts';

const HOUR_MS = 3_600_000;
/** Hours of traffic that an attribution is made from: the last of the incident. */
const ATTRIBUTED_HOURS = 72;
/** What is shown of the time before, and in all. */
const BEFORE_HOURS = 48;
const SERIES_HOURS = 15 * 24;

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
const later = (one: string, other: string): string => (one > other ? one : other);

/** Responses that are refusals can be told apart by who refuses; a trend's cannot. */
const isRefused = (incident: Incident): boolean => isRefusal(incident) || incident.kind === 'authentication';

/** Whose doing it is: anew from the traffic where there is any, else as it was when the incident was last looked at. */
async function attributed(store: Store<'Reputation'>, incident: Incident, now: Date) {
	const {tenant, openedAt, lastSeenAt, attribution} = incident;
	const kept = {attribution: attribution ?? null, clusters: null, places: [], clusterPlaces: []};
	if (!isRefused(incident) || tenant === OPERATOR) return kept;
	const until = earlier(now, new Date(Date.parse(lastSeenAt) + HOUR_MS));
	const range = {
		from: later(openedAt.slice(0, 13), hourBefore(until, ATTRIBUTED_HOURS - 1)),
		to: hourBefore(until, 0),
	};
	const seen = new Set(incident.domains.map(({domain}) => domain));
	const {organizations, clusters, places, clusterPlaces, partial} = await attributionOf(store, tenant, {
		...range,
		ip: senderOf(incident),
		categories: new Set(CATEGORIES_OF[incident.kind]),
		isMeant: (domain) => seen.has(domain) || mayBeOf(incident, domain),
	});
	if (organizations.figures.blocked === 0 && attribution !== undefined) return kept;
	return {
		attribution: {at: now.toISOString(), ...organizations},
		clusters,
		places,
		clusterPlaces,
		...(partial ? {partial} : {}),
	};
}

/**
 * The hours of what it is about: from two days before it opened until it was over, the newest 15 days of them. None for the
 * operator, whose own mail nobody counts: hours of nothing would say that nothing was sent.
 */
async function seriesAround(store: Store<'Reputation'>, incident: Incident, now: Date) {
	const {tenant, openedAt, resolvedAt} = incident;
	if (tenant === OPERATOR) return [];
	const until = resolvedAt === undefined ? now : new Date(resolvedAt);
	const range = {
		from: later(hourBefore(new Date(openedAt), BEFORE_HOURS), hourBefore(until, SERIES_HOURS - 1)),
		to: hourBefore(until, 0),
	};
	return seriesOf(await readHours(store, tenant, {...aboutValue(incident), ...range}), range, 1);
}

/** One incident with everything that is known of it: timeline, spread, evidence, advice, and what it left behind. */
export const showIncident = get({
	path: '/v1/incidents/{id}',
	role: 'read',
	summary: 'One incident: timeline, responses, spread, evidence, what to do, and how to recover.',
	query: z.strictObject({}),
	run: async ({caller, segment}, {store, now}) => {
		const incident = await readIncident(store, caller.tenant.id, segment);
		if (incident === undefined) {
			return refuse('not-found', 'There is no such incident; percent-encode its id as a whole.');
		}
		const time = now();
		const [told, series] = await Promise.all([attributed(store, incident, time), seriesAround(store, incident, time)]);
		const {id, tenant, timeline, samples, heldByEsp, deliveredSince, trend, evidence, supersededBy} = incident;
		return {
			...inList(incident),
			timeline,
			samples,
			deliveredSince,
			trend: trend ?? null,
			...told,
			about: aboutValue(incident),
			series,
			evidence: evidence ?? null,
			...(supersededBy === undefined ? {} : {supersededBy}),
			recovery: {heldByEsp, previewFilter: tenant === OPERATOR ? null : {incident: id}},
		};
	},
});
