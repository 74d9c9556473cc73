import * as z from 'zod/mini';
import {reputationOf} from '#shared/insight/rates.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {DIMENSIONS} from '#shared/model/reputation.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

const HOUR = 3_600_000;
const WINDOWS = {'24h': 24, '7d': 24 * 7, '30d': 24 * 30} as const;
/** The longest time that can be asked for, in hours: 92 days. */
const MAX_HOURS = 24 * 92;

const query = z.strictObject({
	dimension: z.optional(z.enum(DIMENSIONS)),
	value: z.optional(z.string().check(z.regex(/^[^#]{1,320}$/, {error: 'must be an IP, a domain, a region or an ESP'}))),
	window: z.optional(z.enum(['24h', '7d', '30d'])),
	from: z.optional(z.string().check(z.maxLength(40))),
	to: z.optional(z.string().check(z.maxLength(40))),
	limit: limitSchema,
});
type Query = z.infer<typeof query>;

const instant = /^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d{1,3})?)?)?Z?)?$/;

/** A time as it may be written in the query, UTC: a day, an hour, a minute, an instant. */
function timeOf(field: 'from' | 'to', text: string): Date | Refusal {
	const filled = `${text.replace(/Z$/, '')}${'0000-00-00T00:00:00.000'.slice(text.replace(/Z$/, '').length)}Z`;
	const time = new Date(filled);
	if (instant.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10)))
		return time;
	return refuse('invalid', `"${field}" must be a time in UTC, such as 2026-03-02 or 2026-03-02T12:00:00Z.`, {field});
}

const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13);

/** The hours that were asked for, both inclusive: a window that ends now, or from … to. Seven days without either. */
function hours(asked: Query, now: Date): {readonly from: string; readonly to: string} | Refusal {
	if (asked.from === undefined && asked.to === undefined) {
		const length = WINDOWS[asked.window ?? '7d'];
		return {from: hourOf(now.getTime() - (length - 1) * HOUR), to: hourOf(now.getTime())};
	}
	if (asked.window !== undefined) {
		return refuse('invalid', 'Give either "window" or "from" and "to".', {field: 'window'});
	}
	if (asked.from === undefined) return refuse('invalid', '"from" is missing beside "to".', {field: 'from'});
	const from = timeOf('from', asked.from);
	if (isRefusal(from)) return from;
	const to = asked.to === undefined ? now : timeOf('to', asked.to);
	if (isRefusal(to)) return to;
	const length = (to.getTime() - from.getTime()) / HOUR;
	if (length < 0) return refuse('invalid', '"from" is later than "to".', {field: 'from'});
	if (length > MAX_HOURS) return refuse('invalid', 'At most 92 days can be asked for at once.', {field: 'from'});
	return {from: hourOf(from.getTime()), to: hourOf(to.getTime())};
}

/** Counters and rates by sending IP, domain, region, ESP or for all, over a time. The busiest values come first. */
export const showReputation = get({
	path: '/v1/reputation',
	role: 'read',
	summary: 'Counters and rates by sending IP, sending or recipient domain, Microsoft region or ESP.',
	query,
	run: async ({caller, query: asked}, {store, now}) => {
		const time = hours(asked, now());
		if (isRefusal(time)) return time;
		const dimension = asked.dimension ?? 'all';
		// Microsoft's regions are written in capitals, everything else in small letters.
		const value = dimension === 'region' ? asked.value?.toUpperCase() : asked.value?.toLowerCase();
		const counters = await readCounters(store, caller.tenant.id, {
			dimension,
			...time,
			...(value === undefined ? {} : {value}),
		});
		if (value !== undefined && counters.length === 0) counters.push({dimension, value, counts: new Map()});
		const values = counters.map(reputationOf);
		const busy = (one: (typeof values)[number]) => one.messages + one.deferred + one.complained;
		values.sort((one, other) => busy(other) - busy(one) || (one.value < other.value ? -1 : 1));
		const limit = limitOf(asked.limit);
		return {dimension, ...time, values: values.slice(0, limit), more: Math.max(0, values.length - limit)};
	},
});
