import {regionOfDelivery} from '#functions/ledger/region.ts';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import {bounceGroup} from '#shared/insight/rates.ts';
import {type Fact, toFact} from '#shared/model/fact.ts';
import {domainOf} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {Count, Counters, Dimension, Metric} from '#shared/model/reputation.ts';
import {countsOf, talliesOf} from '#shared/projections/reputation.ts';
import {tenantId} from '#test/support/events.ts';
import type {SimulatedBody} from './bodies.ts';

/** One webhook body as the ledger's facts. */
export function factsOf({tenant, esp, at, body}: SimulatedBody): Fact[] {
	const normalized = ESP[esp].normalize(vouchedFor({body: Buffer.from(body), headers: new Map()}));
	if (isRefusal(normalized)) throw new Error(normalized.refused);
	if (normalized.unusable.length > 0) throw new Error(`unusable: ${normalized.unusable[0]?.reason}`);
	return normalized.events.map((event) => toFact(event, tenantId(tenant), new Date(at).toISOString(), classify));
}

type Hours = Map<string, Map<Metric, number>>;

/** Counters by tenant, dimension, value and hour, and what each recipient domain did with each sender's mail. */
export interface Folded {
	/** As the store tells them. `tenant` "*" is all together, as the operator sees it. */
	readonly counters: (tenant: string, dimension: Dimension, value: string, from: string, to: string) => Counters;
	/** Every hour from one to another, also those in which nothing happened. */
	readonly hourly: (
		tenant: string,
		dimension: Dimension,
		value: string,
		from: string,
		to: string,
	) => {hour: string; counts: Map<Metric, number>}[];
	readonly values: (tenant: string, dimension: Dimension) => string[];
	/** Messages that an IP ("*": any) sent to each recipient domain: blocked and delivered. */
	readonly traffic: (
		tenant: string,
		ip: string,
		from: string,
		to: string,
	) => Map<string, {blocked: number; delivered: number}>;
	readonly bounces: readonly Fact[];
	readonly events: number;
}

interface Sent {
	readonly hour: string;
	readonly tenant: string;
	readonly ip: string;
	readonly domain: string;
	readonly blocked: boolean;
}

/** What bodies come to, without a store: the same functions read, classify and count them. */
export function fold(bodies: Iterable<SimulatedBody>): Folded {
	const all = new Map<string, Hours>();
	const names = new Map<string, Set<string>>();
	const sent: Sent[] = [];
	const bounces: Fact[] = [];
	let events = 0;
	const add = (tenant: string, {dimension, value, hour, metric, by}: Count) => {
		const key = `${tenant}#${dimension}#${value}`;
		const hours = all.get(key) ?? new Map<string, Map<Metric, number>>();
		const counts = hours.get(hour) ?? new Map<Metric, number>();
		all.set(key, hours.set(hour, counts.set(metric, (counts.get(metric) ?? 0) + by)));
		const known = names.get(`${tenant}#${dimension}`) ?? new Set<string>();
		names.set(`${tenant}#${dimension}`, known.add(value));
	};
	for (const body of bodies) {
		const facts = factsOf(body);
		events += facts.length;
		const deliveries = facts.filter(({event}) => event.kind === 'delivery');
		const counts = [
			...facts.flatMap(countsOf),
			...talliesOf(deliveries, regionOfDelivery).flatMap((tally) => tally.counts),
		];
		for (const count of counts) {
			for (const tenant of [body.tenant, '*']) {
				add(tenant, count);
				if (count.dimension === 'esp') add(tenant, {...count, dimension: 'all', value: 'all'});
			}
		}
		for (const fact of facts) {
			const {event, classification} = fact;
			if (event.kind === 'bounce') bounces.push(fact);
			const blocked = event.kind === 'bounce' && bounceGroup(classification?.category ?? 'unknown') === 'block';
			if (!blocked && event.kind !== 'delivery') continue;
			const [hour, domain] = [fact.occurredAt.slice(0, 13), domainOf(event.recipient) ?? ''];
			sent.push({hour, tenant: body.tenant, ip: fact.senderIp ?? '', domain, blocked});
		}
	}
	const hoursOf = (tenant: string, dimension: Dimension, value: string) => all.get(`${tenant}#${dimension}#${value}`);
	return {
		counters: (tenant, dimension, value, from, to) => {
			const counts = new Map<Metric, number>();
			for (const [hour, some] of hoursOf(tenant, dimension, value) ?? []) {
				if (hour < from || hour > to) continue;
				for (const [metric, count] of some) counts.set(metric, (counts.get(metric) ?? 0) + count);
			}
			return {dimension, value, counts};
		},
		hourly: (tenant, dimension, value, from, to) => {
			const hours = hoursOf(tenant, dimension, value);
			const series = [];
			for (let at = Date.parse(`${from}:00Z`); at <= Date.parse(`${to}:00Z`); at += 3_600_000) {
				const hour = new Date(at).toISOString().slice(0, 13);
				series.push({hour, counts: hours?.get(hour) ?? new Map<Metric, number>()});
			}
			return series;
		},
		values: (tenant, dimension) => [...(names.get(`${tenant}#${dimension}`) ?? [])],
		traffic: (tenant, ip, from, to) => {
			const traffic = new Map<string, {blocked: number; delivered: number}>();
			for (const one of sent) {
				const counts = (tenant === '*' || one.tenant === tenant) && (ip === '*' || one.ip === ip);
				if (!counts || one.hour < from || one.hour > to) continue;
				const seen = traffic.get(one.domain) ?? {blocked: 0, delivered: 0};
				traffic.set(one.domain, seen);
				if (one.blocked) seen.blocked += 1;
				else seen.delivered += 1;
			}
			return traffic;
		},
		bounces,
		events,
	};
}
