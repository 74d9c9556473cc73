import {type Finding, riseOf} from '#shared/insight/trend.ts';
import {after, chanceOfFew, isCalmIn, levelOf, mayRise, PART_OF_ALL} from '#shared/insight/trend-calm.ts';
import {TRENDS, type TrendKind} from '#shared/insight/trend-table.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import {type Incident, isBan, TREND_KINDS} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {covers} from '#shared/model/network.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {lasting, projectRise, superseded, sweepTrend, trendId} from '#shared/projections/trending.ts';
import type {Store} from '#shared/store/client.ts';
import {readHours} from '#shared/store/hours.ts';
import {readIncident} from '#shared/store/incidents.ts';
import {readSamples} from '#shared/store/samples.ts';
import {seriesFrom, type Watched} from './hours.ts';
import {endOf, riseFrom} from './rise.ts';
import {domainBehind} from './seen.ts';
import {type Look, watchedFor} from './watched.ts';

/** As many hours as the longest window has. */
const LONGEST_HOURS = Math.max(...TREND_KINDS.flatMap((kind) => TRENDS[kind].windows));
/** Samples are asked for from so many hours. */
const SAMPLE_HOURS = 24;

/** An incident as it was, if there was one, and as it is now, if it changed. */
export interface Looked {
	readonly before: Incident | undefined;
	readonly after: Incident | undefined;
}

/**
 * What a look at one tenant's counters makes of its trends: those that opened, go on, ease or are over. A tenant without
 * incidents whose mail of the last hours has too little that is bad costs one small reading.
 *
 * @param going the tenant's incidents that go on
 * @param last when the tenant was looked at last, in milliseconds; undefined where nobody knows
 */
export async function trendsOf(
	tenant: TenantId,
	going: readonly Incident[],
	settings: TenantSettings,
	store: Store<'Reputation' | 'Incidents'>,
	now: Date,
	last?: number,
): Promise<Looked[]> {
	const range = {from: hourBefore(now, LONGEST_HOURS - 1), to: hourBefore(now, 0)};
	const recent = await readHours(store, tenant, {dimension: 'all', value: 'all', ...range});
	// Complaints go by days: once an hour is enough for a month of history.
	const rests = (kind: TrendKind) => kind === 'complaints' && last !== undefined && isSameHour(last, now);
	const kinds = TREND_KINDS.filter((kind) => {
		if (rests(kind)) return false;
		const about = {resource: 'all', leastRate: settings.leastRates[kind]};
		return going.some((one) => one.kind === kind) || mayRise(kind, recent, now, about, PART_OF_ALL[kind]);
	});
	const all: Looked[] = going.flatMap((before) =>
		before.kind === 'complaints' && rests(before.kind) ? [{before, after: undefined}] : [],
	);
	if (kinds.length === 0) return all;
	const samples = await readSamples(store, tenant, {from: hourBefore(now, SAMPLE_HOURS), to: range.to});
	const series = seriesFrom(store, tenant, now);
	const look: Look = {tenant, settings, going, samples, series, recent, store, now};
	for (const kind of kinds) {
		const left = new Set(going.filter((one) => one.kind === kind));
		for (const watched of await watchedFor(kind, look)) {
			const before = [...left].find(({resource}) => resource === watched.resource);
			if (before !== undefined) left.delete(before);
			const next = await lookedAt(watched, before, look);
			if (next !== undefined) all.push(next);
		}
		// What has no hours any more is over when its time is.
		for (const before of left) all.push({before, after: sweepTrend(before, NOTHING, settings, now)});
	}
	return all;
}

const isSameHour = (last: number, now: Date): boolean => hourBefore(new Date(last), 0) === hourBefore(now, 0);

/** No mail to go by. */
const NOTHING = {calm: false, total: 0, leastTotal: 0, chance: 1};

async function lookedAt(watched: Watched, before: Incident | undefined, look: Look): Promise<Looked | undefined> {
	const {kind, series, about, resource} = watched;
	const {settings, now, going} = look;
	const ban = kind === 'throttling' ? banOf(going, resource) : undefined;
	if (ban !== undefined) return before && {before, after: superseded(before, ban, now)};
	const level = levelOf(kind, series, now, about);
	const finding = level.level === 'low' ? undefined : riseOf(kind, series, now, about);
	// The longest window still has what was seen before: only what is new goes on.
	const known = before?.lastSeenAt.slice(0, 13) ?? '';
	if (finding !== undefined && (finding.until > known || finding.until === hourBefore(now, 0))) {
		return risen(watched, finding, before, look);
	}
	if (before === undefined) return undefined;
	// Above what is usual, though it would open no incident: an all-clear would be followed by the next alert.
	if (level.level === 'high' && level.until > known) return {before, after: lasting(before, endOf(level.until, now))};
	const since = after(kind, series, known, about);
	const lull = {
		calm: level.level === 'low' || isCalmIn(kind, since, about),
		total: Math.round(since.total),
		leastTotal: TRENDS[kind].leastTotal,
		chance: chanceOfFew(since, before.trend?.rate ?? 0),
	};
	return {before, after: sweepTrend(before, lull, settings, now)};
}

async function risen(
	watched: Watched,
	finding: Finding,
	going: Incident | undefined,
	look: Look,
): Promise<Looked | undefined> {
	const {store, tenant, settings, now} = look;
	const resource = going?.resource ?? (await resourceOf(watched, finding, look));
	const before = going ?? (await readIncident(store, tenant, trendId(watched.kind, resource)));
	const rise = await riseFrom({...watched, resource}, finding, before, look);
	const next = projectRise(before, rise, settings, now);
	return going === undefined && next === undefined ? undefined : {before, after: next};
}

/** Whom a new incident is about. */
function resourceOf({kind, resource}: Watched, {bad, from, to}: Finding, {store, tenant}: Look): Promise<string> {
	const ofWhole: readonly TrendKind[] = ['list-quality', 'complaints'];
	return ofWhole.includes(kind) ? domainBehind(store, tenant, kind, bad, {from, to}) : Promise.resolve(resource);
}

/** The ban or listing of an IP, or of its range, that goes on. */
function banOf(going: readonly Incident[], ip: string): Incident | undefined {
	return going.find((incident) => isBan(incident) && incident.state !== 'resolved' && covers(incident.resource, ip));
}
