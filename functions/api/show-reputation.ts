import * as z from 'zod/mini';
import {kindsFor} from '#shared/insight/concerns.ts';
import {feedbackOf, withFeedback} from '#shared/insight/feedback.ts';
import {providerOf} from '#shared/insight/providers.ts';
import {type Reputation, reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {standingsOf} from '#shared/insight/thresholds.ts';
import type {TenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {type Counters, DIMENSIONS, type Dimension} from '#shared/model/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {limitOf, limitSchema} from './limit.ts';
import {openIncidents} from './open-incidents.ts';
import {get} from './route.ts';
import {type Hours, hoursOf, TIME_RANGE} from './time-range.ts';

/** Up to so many hours the lists are read to know who tells complaints. */
const MAX_LISTED_HOURS = 24 * 7;

/** A value of a dimension, as a query has it. */
export const valueSchema = z
	.string()
	.check(z.regex(/^[^#]{1,320}$/, {error: 'must be an IP, a domain, a region or an ESP'}));

/** Microsoft's regions are written in capitals, everything else in small letters. */
export const spelled = (dimension: Dimension, value: string): string =>
	dimension === 'region' ? value.toUpperCase() : value.toLowerCase();

interface Asked extends Hours {
	readonly dimension: Dimension;
	readonly value?: string | undefined;
}

const lengthOf = ({from, to}: Hours): number => 1 + (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 3_600_000;

/** Recipients: those that are known to tell complaints, and all others. */
async function ofRecipients(store: Store<'Reputation'>, tenant: TenantId, asked: Asked): Promise<Counters[]> {
	const {domains, regions} = await readTraffic(store, tenant, asked);
	const all = asked.dimension === 'region' ? regions : domains;
	return all
		.filter(({value}) => asked.value === undefined || value === asked.value)
		.map((one) => (providerOf(one.value)?.feedbackLoop === true ? one : withFeedback(one, undefined)));
}

/** Senders: of all mail and of a single IP it can be known how many of the recipients tell complaints. */
async function ofSenders(store: Store<'Reputation'>, tenant: TenantId, asked: Asked): Promise<Counters[]> {
	const {dimension, value, from, to} = asked;
	const known = dimension === 'all' || (dimension === 'sending-ip' && value !== undefined);
	const ip = dimension === 'sending-ip' ? value : undefined;
	const [counters, traffic] = await Promise.all([
		readCounters(store, tenant, asked),
		known && lengthOf(asked) <= MAX_LISTED_HOURS ? readTraffic(store, tenant, {ip, from, to}) : undefined,
	]);
	const feedback = traffic === undefined || traffic.partial ? undefined : feedbackOf(traffic.domains, traffic.regions);
	return counters.map((one) => withFeedback(one, feedback));
}

const busy = ({messages, deferred, complained}: Reputation): number => messages + deferred + complained;

/** Counters, rates, score and thresholds by sending IP, domain, region, ESP or for all. The busiest values come first. */
export const showReputation = get({
	path: '/v1/reputation',
	role: 'read',
	summary: 'Counters, rates and scores by sending IP, sending or recipient domain, Microsoft region or ESP.',
	query: z.strictObject({
		dimension: z.optional(z.enum(DIMENSIONS)),
		value: z.optional(valueSchema),
		...TIME_RANGE,
		limit: limitSchema,
	}),
	run: async ({caller, query: {dimension = 'all', value: given, limit: most, ...range}}, {store, now}) => {
		const time = hoursOf(range, now());
		if (isRefusal(time)) return time;
		const value = given === undefined ? undefined : spelled(dimension, given);
		const {id} = caller.tenant;
		const listed = dimension === 'recipient-domain' || dimension === 'region';
		const [counters, {incidents}] = await Promise.all([
			(listed ? ofRecipients : ofSenders)(store, id, {dimension, value, ...time}),
			openIncidents(store, id),
		]);
		if (value !== undefined && counters.length === 0) counters.push({dimension, value, counts: new Map()});
		const all = counters.map(reputationOf);
		all.sort((one, other) => busy(other) - busy(one) || (one.value < other.value ? -1 : 1));
		const limit = limitOf(most);
		const opened = incidents.filter(({openedAt}) => openedAt.slice(0, 13) <= time.to);
		const values = all.slice(0, limit).map((one) => ({
			...one,
			score: scoreOf(one, kindsFor(opened, one)),
			standings: standingsOf(one),
		}));
		return {dimension, ...time, values, more: Math.max(0, all.length - limit)};
	},
});
