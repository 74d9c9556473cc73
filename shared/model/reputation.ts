import type {Category} from './category.ts';
import {isCategory} from './category.ts';
import type {FactId, TenantId} from './names.ts';

/** By what the counters are kept. `all` has the one value "all". */
export const DIMENSIONS = ['all', 'sending-ip', 'sending-domain', 'recipient-domain', 'region', 'esp'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is counted. Bounces and deferrals are counted by category. */
export type Metric = 'delivered' | 'complained' | 'unsubscribed' | `bounced.${Category}` | `deferred.${Category}`;

/** Whether a text names a metric. */
export function isMetric(text: string): text is Metric {
	if (text === 'delivered' || text === 'complained' || text === 'unsubscribed') return true;
	const [head, category] = text.split('.', 2);
	return (head === 'bounced' || head === 'deferred') && category !== undefined && isCategory(category);
}

/** One step of one counter. `hour` is UTC, "2026-03-02T12". */
export interface Count {
	readonly dimension: Dimension;
	readonly value: string;
	readonly hour: string;
	readonly metric: Metric;
	readonly by: number;
}

/** The counters of one value of one dimension over some time: what an hour, a day or a window came to. */
export interface Counters {
	readonly dimension: Dimension;
	readonly value: string;
	readonly counts: ReadonlyMap<Metric, number>;
	/**
	 * How many of the messages went to recipients whose provider tells no complaints (Microsoft 365, Gmail), where that is
	 * known: complaint rates are made without them.
	 */
	readonly withoutFeedback?: number;
	/** There was more than could be read at once: the counts are lower bounds, and no rate should be made of them. */
	readonly partial?: true;
}

/** Deliveries of one webhook message within one hour, counted together and once. */
export interface Tally {
	/** The deliveries' ids, sorted: the same for each copy of the message. */
	readonly ids: readonly FactId[];
	readonly tenant: TenantId;
	/** UTC, "2026-03-02T12". */
	readonly hour: string;
	readonly counts: readonly Count[];
}
