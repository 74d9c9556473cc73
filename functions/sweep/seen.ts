import {CATEGORIES_OF} from '#shared/insight/same-receiver.ts';
import type {TrendKind} from '#shared/insight/trend-table.ts';
import {type Incident, type IncidentSample, MAX_INCIDENT_DOMAINS} from '#shared/model/incident.ts';
import {isIpAddress, type TenantId} from '#shared/model/names.ts';
import type {Counters, Metric} from '#shared/model/reputation.ts';
import type {Sample} from '#shared/model/trouble.ts';
import {withSample} from '#shared/projections/timeline.ts';
import type {RiseSeen} from '#shared/projections/trending.ts';
import type {Store} from '#shared/store/client.ts';
import {readValues} from '#shared/store/reputation.ts';
import {readTraffic} from '#shared/store/traffic.ts';

const MAX_SEEN = 10;
/** One sending domain is told as the resource when it has this part of the bad ones. */
const ONE_DOMAIN = 0.8;

interface Range {
	readonly from: string;
	readonly to: string;
}

function badOf(kind: TrendKind, {counts}: Counters): number {
	const metrics: readonly Metric[] =
		kind === 'complaints'
			? ['complained']
			: CATEGORIES_OF[kind].flatMap((category): Metric[] =>
					kind === 'list-quality' ? [`bounced.${category}`] : [`bounced.${category}`, `deferred.${category}`],
				);
	return metrics.reduce((sum, metric) => sum + (counts.get(metric) ?? 0), 0);
}

/** The value with most of the bad ones, and how many it has. */
async function mostOf(
	store: Store<'Reputation'>,
	tenant: TenantId,
	kind: TrendKind,
	of: 'esp' | 'sending-domain',
	{from, to}: Range,
) {
	const values = await readValues(store, tenant, of, from, to);
	const counts = values.map((counters) => ({value: counters.value, bad: badOf(kind, counters)}));
	return counts.sort((one, other) => other.bad - one.bad)[0];
}

/** The sending domain that has nearly all of the bad ones; "all" where several have, or none is named. */
export async function domainBehind(
	store: Store<'Reputation'>,
	tenant: TenantId,
	kind: TrendKind,
	bad: number,
	range: Range,
): Promise<string> {
	const most = await mostOf(store, tenant, kind, 'sending-domain', range);
	return most !== undefined && bad > 0 && most.bad >= ONE_DOMAIN * bad ? most.value : 'all';
}

/** The ESP that told most of the bad ones. */
export async function espBehind(
	store: Store<'Reputation'>,
	tenant: TenantId,
	kind: TrendKind,
	range: Range,
): Promise<Incident['esp'] | undefined> {
	const most = await mostOf(store, tenant, kind, 'esp', range);
	return (['ses', 'sendgrid', 'postmark'] as const).find((esp) => esp === most?.value);
}

/** The recipient domains of the bad ones, those with most first. */
export async function domainsBehind(
	store: Store<'Reputation'>,
	tenant: TenantId,
	kind: TrendKind,
	resource: string,
	range: Range,
): Promise<Pick<Incident, 'domains' | 'otherDomains'>> {
	const own = isIpAddress(resource) ? await readTraffic(store, tenant, {ip: resource, ...range}) : undefined;
	const bad = (domains: readonly Counters[]) =>
		domains.map((counters) => ({domain: counters.value, count: badOf(kind, counters)})).filter(({count}) => count > 0);
	const found = bad(own?.domains ?? []);
	const all = (found.length > 0 ? found : bad((await readTraffic(store, tenant, range)).domains)).sort(
		(one, other) => other.count - one.count,
	);
	return {
		domains: all.slice(0, MAX_INCIDENT_DOMAINS),
		otherDomains: all.slice(MAX_INCIDENT_DOMAINS).reduce((sum, {count}) => sum + count, 0),
	};
}

/** What samples, the newest first, show of the responses. */
export function shownBy(samples: readonly Sample[]): Omit<RiseSeen, 'count' | 'esp'> {
	const [newest] = samples;
	const words = (read: (sample: Sample) => readonly (string | undefined)[]) =>
		[...new Set(samples.flatMap(read).flatMap((word) => word ?? []))].slice(0, MAX_SEEN);
	return {
		response: newest?.response ?? '',
		rule: newest?.rule ?? 'none',
		senderIp: newest?.senderIp ?? null,
		codes: words(({tokens}) => [tokens?.enhancedStatus, tokens?.asCode, tokens?.sCode]),
		regions: words(({tokens}) => [tokens?.region]),
		samples: samples.reduce<IncidentSample[]>((all, sample) => [...withSample(all, shown(sample))], []),
	};
}

function shown({at, response, rule, domain, tokens}: Sample): IncidentSample {
	const region = tokens?.region;
	return {
		at,
		response: response ?? '',
		rule: rule ?? 'none',
		...(domain === undefined ? {} : {domain}),
		...(region === undefined ? {} : {region}),
	};
}
