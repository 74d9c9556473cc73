import type {Incident, IncidentTrend, TrendKind} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {alerted, goingState, hoursSince, reminded, reminderIsDue} from './alerting.ts';
import {eased, isSilent, resolved} from './passing.ts';
import {told, withSample} from './timeline.ts';

/** A rate that is so many times what was told last is told again. */
const WORSE = 2;
const CHANCE = 1e-3;

/** What went up, as it is seen now. */
export interface Rise {
	readonly tenant: TenantId;
	readonly kind: TrendKind;
	readonly resource: string;
	readonly trend: IncidentTrend;
	/** When it began and when it was last above what is usual, ISO 8601. */
	readonly openedAt: string;
	readonly seenAt: string;
	readonly seen: RiseSeen;
}

/** What was seen of it: the bad ones since it began, by recipient domain, and samples of the responses. */
export interface RiseSeen
	extends Pick<Incident, 'count' | 'response' | 'rule' | 'esp' | 'senderIp' | 'codes' | 'regions' | 'samples'>,
		Partial<Pick<Incident, 'domains' | 'otherDomains'>> {}

/** What is known of the mail behind the last hour that was above what is usual, where nothing is up. */
export interface Lull {
	readonly calm: boolean;
	readonly total: number;
	/** The least that says anything. */
	readonly leastTotal: number;
	/** How probable it is that there are as few bad ones while it still goes on. */
	readonly chance: number;
}

export const trendId = (kind: TrendKind, resource: string): string => `${kind}#${resource}#any`;

/**
 * What a rise makes of its incident. Pure: opens it with an alert, or goes on, with a reminder after each cool-down and a
 * line in the timeline where the rate has doubled. What was over already before the incident was resolved opens nothing.
 *
 * @returns the changed incident; undefined where there is none to open
 */
export function projectRise(
	before: Incident | undefined,
	rise: Rise,
	settings: TenantSettings,
	now: Date,
): Incident | undefined {
	if (before === undefined || before.state === 'resolved') {
		if (before !== undefined && rise.seenAt <= before.lastSeenAt) return undefined;
		return alerted(opened(before, rise), 'opened', settings, now);
	}
	const seen: Incident = {...before, ...rise.seen, count: Math.max(before.count, rise.seen.count)};
	const samples = rise.seen.samples.reduce((all, sample) => [...withSample(all, sample)], before.samples);
	const lastSeenAt = rise.seenAt > before.lastSeenAt ? rise.seenAt : before.lastSeenAt;
	const going = goesOn({...seen, samples, lastSeenAt}, before.trend, rise.trend, now);
	// Within the hour: what was up last in the evening is no news at night.
	const isNow = hoursSince(rise.seenAt, now) <= 1;
	return isNow && reminderIsDue(before, rise.seenAt, settings, now) ? reminded(going, settings, now) : going;
}

function goesOn(incident: Incident, before: IncidentTrend | undefined, trend: IncidentTrend, now: Date): Incident {
	const known = before?.told ?? before?.rate ?? trend.rate;
	const worse = trend.rate >= WORSE * known;
	const going: Incident = {
		...incident,
		state: goingState(incident),
		deliveredSince: 0,
		// Since when it is up, and what was usual before, stay as they were.
		trend: {
			...trend,
			since: before?.since ?? trend.since,
			usual: before?.usual ?? null,
			told: worse ? trend.rate : known,
		},
	};
	if (!worse) return going;
	return told(going, {at: now.toISOString(), what: 'worse', words: `${percent(known)} became ${percent(trend.rate)}.`});
}

function opened(before: Incident | undefined, {tenant, kind, resource, trend, seen, openedAt, seenAt}: Rise): Incident {
	const incident: Incident = {
		tenant,
		id: trendId(kind, resource),
		kind,
		resource,
		receiver: 'any',
		state: 'open',
		episode: (before?.episode ?? 0) + 1,
		openedAt,
		lastSeenAt: seenAt,
		heldByEsp: 0,
		domains: [],
		otherDomains: 0,
		...seen,
		timeline: before?.timeline ?? [],
		deliveredSince: 0,
		trend: {...trend, told: trend.rate},
		alertSequence: before?.alertSequence ?? 0,
		sentSequence: before?.sentSequence ?? 0,
		alertState: 'opened',
		alertAt: seenAt,
		version: before?.version ?? 0,
	};
	const what = before === undefined ? 'opened' : 'reopened';
	return told({...incident, state: goingState(incident)}, {at: seenAt, what, words: trend.words});
}

/** An incident that is not over, although nothing new rose: it was seen then, and nothing else changes. */
export const lasting = (incident: Incident, seenAt: string): Incident => ({
	...incident,
	lastSeenAt: seenAt > incident.lastSeenAt ? seenAt : incident.lastSeenAt,
});

/**
 * What the passing of time makes of an incident of which nothing is up any more. Pure. `easing` when the rate is down;
 * `resolved`, with an alert, when that is so for a quarter of the tenant's quiet period and is no chance, or when nothing was
 * up for the whole period.
 *
 * @returns the changed incident; undefined where nothing changes
 */
export function sweepTrend(
	incident: Incident,
	{calm, total, leastTotal, chance}: Lull,
	settings: TenantSettings,
	now: Date,
): Incident | undefined {
	if (incident.state === 'resolved') return undefined;
	const messages = `${total.toLocaleString('en-US')} messages`;
	const {lastSeenAt, alertAt} = incident;
	if (hoursSince(lastSeenAt > alertAt ? lastSeenAt : alertAt, now) >= settings.incidentQuietHours) {
		return resolved(incident, `Not seen for ${settings.incidentQuietHours} hours.`, settings, now);
	}
	if (!calm) return undefined;
	if (isSilent(incident, settings, now) && total >= leastTotal && chance < CHANCE) {
		return resolved({...incident, deliveredSince: total}, `As usual again in ${messages} since.`, settings, now);
	}
	return eased(incident, total, `As usual again in the last ${messages}.`, now);
}

/** An incident that another one took the place of: it is over for itself, and nobody need be told. */
export function superseded(incident: Incident, by: Incident, now: Date): Incident {
	const at = now.toISOString();
	const words = `What it warned of came: ${by.kind} of ${by.resource}.`;
	const over: Incident = {...incident, state: 'resolved', resolvedAt: at, supersededBy: by.id};
	return told(over, {at, what: 'superseded', words});
}

const percent = (rate: number): string => `${(rate * 100).toFixed(rate < 0.01 ? 2 : 1)} %`;
