import {ESP_NAMES} from '#shared/model/event.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {CountedDimension, Hour} from '#shared/model/reputation.ts';
import type {Store} from './client.ts';
import {keyOf, readValue} from './counter-pages.ts';
import {type Sums, sumItem} from './sums.ts';

/** Whose hours are wanted. */
export interface HourQuery {
	readonly dimension: CountedDimension;
	/** An IP, a domain, an ESP; "all" of the dimension `all`. */
	readonly value: string;
	/** First and last hour, both included: "2026-03-02T12", UTC. */
	readonly from: string;
	readonly to: string;
}

/**
 * The counters of one value hour by hour, oldest first; hours in which nothing was counted are left out. What it costs is
 * bounded by the hours, not by what was counted in them: at most eight small items an hour, of `all` for each ESP.
 */
export async function readHours(store: Store<'Reputation'>, tenant: TenantId, query: HourQuery): Promise<Hour[]> {
	const {dimension, from, to} = query;
	const parts =
		dimension === 'all'
			? ESP_NAMES.map((value) => ({dimension: 'esp' as const, value, from, to}))
			: [{...query, dimension}];
	const sums: Sums = new Map();
	await Promise.all(
		parts.map((part) =>
			readValue(store, tenant, part, (item) => {
				const hour = keyOf(item)?.hour;
				if (hour !== undefined) sumItem(sums, hour, item);
			}),
		),
	);
	return [...sums].map(([hour, counts]) => ({hour, counts})).sort((one, other) => (one.hour < other.hour ? -1 : 1));
}
