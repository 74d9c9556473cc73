import * as z from 'zod/mini';
import {kindsFor} from '#shared/insight/concerns.ts';
import {type Feedback, feedbackOf, withFeedback} from '#shared/insight/feedback.ts';
import {providerOf} from '#shared/insight/providers.ts';
import {type Reputation, reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {standingsOf} from '#shared/insight/thresholds.ts';
import {parseIpAddress, type TenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {type Counters, DIMENSIONS, type Dimension} from '#shared/model/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {limitOf, limitSchema} from './limit.ts';
import {openIncidents} from './open-incidents.ts';
import {get} from './route.ts';
import {type Hours, hoursOf, TIME_RANGE} from './time-range.ts';

/** To know who tells complaints, lists of at most so many hours and messages are read: about a second's reading. */
const MAX_LISTED = {hours: 24 * 7, messages: 2_000_000} as const;

/** A value of a dimension, as a query has it. */
export const valueSchema = z
	.string()
	.check(z.regex(/^[^#]{1,320}$/, {error: 'must be an IP, a domain, a region or an ESP'}));

/** Microsoft's regions are written in capitals, IPs in their one spelling, everything else in small letters. */
export function spelled(dimension: Dimension, value: string): string {
	if (dimension === 'region') return value.toUpperCase();
	return (dimension === 'sending-ip' ? parseIpAddress(value) : undefined) ?? value.toLowerCase();
}

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

/** Who of the recipients of all mail, or of one sending IP, tells complaints; undefined where that is too much to read. */
async function feedbackFor(store: Store<'Reputation'>, tenant: TenantId, asked: Asked): Promise<Feedback | undefined> {
	const {dimension, value: ip, from, to} = asked;
	if (dimension !== 'all' && (dimension !== 'sending-ip' || ip === undefined)) return undefined;
	if (lengthOf(asked) > MAX_LISTED.hours) return undefined;
	const [all] = await readCounters(store, tenant, {dimension: 'all', from, to});
	if (all !== undefined && reputationOf(all).messages > MAX_LISTED.messages) return undefined;
	const sender = dimension === 'all' ? {} : {ip};
	const {domains, regions, partial} = await readTraffic(store, tenant, {...sender, from, to});
	return partial ? undefined : feedbackOf(domains, regions);
}

/** Senders, with what can be known of their recipients. */
async function ofSenders(store: Store<'Reputation'>, tenant: TenantId, asked: Asked): Promise<Counters[]> {
	const [counters, feedback] = await Promise.all([
		readCounters(store, tenant, asked),
		feedbackFor(store, tenant, asked),
	]);
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
