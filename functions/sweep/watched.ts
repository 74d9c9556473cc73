import {withoutFeedback} from '#shared/insight/feedback.ts';
import {reputationOf} from '#shared/insight/rates.ts';
import {riseOf} from '#shared/insight/trend.ts';
import {mayRise, PART_OF_ALL} from '#shared/insight/trend-calm.ts';
import type {TrendKind} from '#shared/insight/trend-table.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {Incident} from '#shared/model/incident.ts';
import {isDomain, isIpAddress, type TenantId} from '#shared/model/names.ts';
import type {Hour} from '#shared/model/reputation.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import type {Sample} from '#shared/model/trouble.ts';
import type {Store} from '#shared/store/client.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {type ReadSeries, type Watched, withDeliveries, withoutValues} from './hours.ts';

/** So many IPs, and as many domains, of one tenant are looked at in one run. */
const MAX_VALUES = 20;
/** Hours of the mail in which it is seen whose provider tells complaints. */
const TELLING_HOURS = 72;
/** From so many deliveries on it is first seen whether complaints rose at all: the reading for the part is a large one. */
const MUCH = 10_000;
const ALL = 'all';

/** What a look at one tenant has to go by. */
export interface Look {
	readonly tenant: TenantId;
	readonly settings: TenantSettings;
	/** The tenant's incidents that go on. */
	readonly going: readonly Incident[];
	/** Of the last day. */
	readonly samples: readonly Sample[];
	readonly series: ReadSeries;
	/** Of all of the tenant's mail, as many hours as the longest window has. */
	readonly recent: readonly Hour[];
	readonly store: Store<'Reputation' | 'Incidents'>;
	readonly now: Date;
}

/** The values that are looked at for a kind of trend, those of incidents that go on first, each with its hours. */
export async function watchedFor(kind: TrendKind, look: Look): Promise<Watched[]> {
	switch (kind) {
		case 'throttling':
			return throttled(look);
		case 'authentication':
			return unauthenticated(look);
		case 'list-quality':
			return [await whole(kind, look)];
		case 'complaints':
			return (await mayBeComplaints(look)) ? [await whole(kind, look, await tellingOf(look))] : [];
	}
}

/** What `riseOf` has to know of a value, with what was usual when its incident opened. */
function aboutOf(kind: TrendKind, resource: string, {going, settings}: Look, known?: Incident): Watched['about'] {
	const incident = known ?? going.find((one) => one.kind === kind && one.resource === resource);
	const trend = incident?.trend;
	return {
		resource,
		...(trend === undefined ? {} : {usual: trend.usual}),
		leastRate: settings.leastRates[kind],
	};
}

/** Resources of a kind that incidents and samples name. */
function named(kind: TrendKind, {going, samples}: Look): string[] {
	const all = [...going, ...samples].filter((one) => one.kind === kind).map(({resource}) => resource);
	return [...new Set(all)];
}

/** Lately nothing of a value's mail may have been delivered, or none that the ESP told the value of. */
function mayHaveRisen(kind: TrendKind, recent: readonly Hour[], look: Look): boolean {
	const about = aboutOf(kind, ALL, look);
	return [recent, withDeliveries(recent, look.recent)].some((hours) => mayRise(kind, hours, look.now, about));
}

async function throttled(look: Look): Promise<Watched[]> {
	const kind = 'throttling';
	const ips = named(kind, look)
		.filter((name) => isIpAddress(name))
		.slice(0, MAX_VALUES);
	const goesOn = (resource: string) => look.going.some((one) => one.kind === kind && one.resource === resource);
	const own = (resource: string, length?: 'recent') =>
		resource === ALL ? look.series(kind, 'all', ALL, length) : look.series(kind, 'sending-ip', resource, length);
	const watched = [...ips, ...(ips.length === 0 || goesOn(ALL) ? [ALL] : [])].map(async (resource) => {
		const about = aboutOf(kind, resource, look);
		if (!(goesOn(resource) || mayHaveRisen(kind, await own(resource, 'recent'), look))) return [];
		const series = withDeliveries(await own(resource), await look.series(kind, 'all', ALL));
		return [{kind, resource, series, about} as const];
	});
	return (await Promise.all(watched)).flat();
}

/** Each domain that events name; and together what names none, under the domain that its responses speak of. */
async function unauthenticated(look: Look): Promise<Watched[]> {
	const kind = 'authentication';
	const sampled = look.samples.filter((sample) => sample.kind === kind);
	const refusalsOf = (resource: string) =>
		sampled
			.filter((sample) => sample.resource === resource)
			.map(({response, tokens, sendingDomain}) => ({
				text: response ?? null,
				tokens: tokens ?? {},
				domain: sendingDomain,
			}));
	const unnamed = refusalsOf(ALL);
	const spoken = unnamed.length > 0 ? (spokenOf(unnamed) ?? ALL) : undefined;
	const domains = named(kind, look)
		.filter((name) => isDomain(name) && name !== spoken)
		.slice(0, MAX_VALUES);
	const goesOn = look.going.some((one) => one.kind === kind);
	const readOwn = (length?: 'recent') =>
		Promise.all(domains.map((domain) => look.series(kind, 'sending-domain', domain, length)));
	if (!goesOn) {
		const recent = await readOwn('recent');
		const values = [...recent, withoutValues(look.recent, recent)];
		if (!values.some((hours) => mayHaveRisen(kind, hours, look))) return [];
	}
	const all = await look.series(kind, 'all', ALL);
	const own = await readOwn();
	const each = domains.flatMap((domain, at): Watched[] => {
		const hours = own[at] ?? [];
		if (hours.length === 0) return [];
		const about = {...aboutOf(kind, domain, look), refusals: refusalsOf(domain)};
		return [{kind, resource: domain, series: withDeliveries(hours, all), about}];
	});
	const rest = [ALL, spoken, ...domains.filter((_, at) => own[at]?.length === 0)];
	const known = look.going.find((one) => one.kind === kind && rest.includes(one.resource));
	const resource = known?.resource ?? spoken;
	if (resource === undefined) return each;
	const about = {...aboutOf(kind, resource, look, known), refusals: unnamed};
	return [...each, {kind, resource, series: withoutValues(all, own), about}];
}

/** The domain that most refusals speak of. */
function spokenOf(refusals: readonly {readonly tokens: {readonly senderDomain?: string | undefined}}[]) {
	const counts = new Map<string, number>();
	for (const {tokens} of refusals) {
		const domain = tokens.senderDomain?.toLowerCase();
		if (domain !== undefined && isDomain(domain)) counts.set(domain, (counts.get(domain) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** All of the tenant's mail: one list, or one campaign, is one trouble. */
async function whole(kind: 'list-quality' | 'complaints', look: Look, telling = 1): Promise<Watched> {
	const known = look.going.find((one) => one.kind === kind);
	const resource = known?.resource ?? ALL;
	const about = {...aboutOf(kind, resource, look, known), telling};
	return {kind, resource, series: await look.series(kind, 'all', ALL), about};
}

/** Whether complaints rose if few of the recipients' providers told them: the rates against what is usual stay the same. */
async function mayBeComplaints(look: Look): Promise<boolean> {
	const kind = 'complaints';
	const delivered = look.recent.reduce((sum, {counts}) => sum + (counts.get('delivered') ?? 0), 0);
	if (delivered < MUCH || look.going.some((one) => one.kind === kind)) return true;
	const about = {...aboutOf(kind, ALL, look), telling: PART_OF_ALL[kind]};
	return riseOf(kind, await look.series(kind, 'all', ALL), look.now, about) !== undefined;
}

/** The part of the mail whose recipients' providers tell complaints. */
async function tellingOf({store, tenant, now}: Look): Promise<number> {
	const window = {from: hourBefore(now, TELLING_HOURS - 1), to: hourBefore(now, 0)};
	const {domains, regions} = await readTraffic(store, tenant, window);
	const messages = domains.reduce((sum, counters) => sum + reputationOf(counters).messages, 0);
	return messages === 0 ? 1 : 1 - withoutFeedback(domains, regions) / messages;
}
