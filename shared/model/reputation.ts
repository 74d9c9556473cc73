import type {Category} from './category.ts';
import {isCategory} from './category.ts';
import type {FactId, TenantId} from './names.ts';

/** By what the counters are kept. `all` has the one value "all". */
export const DIMENSIONS = ['all', 'sending-ip', 'sending-domain', 'recipient-domain', 'region', 'esp'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Those that have a counter for each value and hour. Recipient domains and regions stand in lists, by sender. */
export const COUNTED_DIMENSIONS = [
	'all',
	'sending-ip',
	'sending-domain',
	'esp',
] as const satisfies readonly Dimension[];
export type CountedDimension = (typeof COUNTED_DIMENSIONS)[number];

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
	/** Of recipient domains and regions: who sent it, as `senderName` writes it; `-` where it is left out. */
	readonly sender?: string;
}

/** Stands for a sending IP that is not known. */
const NO_IP = '-';
/** Stands behind the sender of messages that Microsoft 365 answered. */
const MICROSOFT_365 = ' microsoft365';

/** The sender as lists name it: `192.0.2.1`, `192.0.2.1 microsoft365`, `-`. */
export const senderName = (ip: string | undefined, microsoft365: boolean): string =>
	`${ip ?? NO_IP}${microsoft365 ? MICROSOFT_365 : ''}`;

/** The parts of a sender's name; undefined as the IP where it is not known. */
export function readSender(name: string): {readonly ip: string | undefined; readonly microsoft365: boolean} {
	const microsoft365 = name.endsWith(MICROSOFT_365);
	const ip = microsoft365 ? name.slice(0, -MICROSOFT_365.length) : name;
	return {ip: ip === NO_IP ? undefined : ip, microsoft365};
}

/** What one hour came to. `hour` is UTC, "2026-03-02T12". */
export interface Hour {
	readonly hour: string;
	readonly counts: ReadonlyMap<Metric, number>;
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
