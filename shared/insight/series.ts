import {CATEGORY_NAMES, type Category} from '#shared/model/category.ts';
import type {Counters, Hour, Metric} from '#shared/model/reputation.ts';
import {type BounceGroup, bounceGroup} from './rates.ts';

const HOUR_MS = 3_600_000;

/** What an hour, or a day, came to. */
export interface SeriesRow {
	/** Its first hour, UTC: "2026-03-02T12". */
	readonly from: string;
	readonly delivered: number;
	readonly complained: number;
	readonly unsubscribed: number;
	/** Attempts put off. */
	readonly deferred: number;
	readonly bounced: Readonly<Record<BounceGroup, number>>;
	/** Bounces by category, only those that occurred. */
	readonly categories: Readonly<Partial<Record<Category, number>>>;
}

const timeOf = (hour: string): number => Date.parse(`${hour}:00:00Z`);
const hourAt = (time: number): string => new Date(time).toISOString().slice(0, 13);

/** What a row's counts come to. */
function rowOf(from: string, counts: ReadonlyMap<Metric, number>): SeriesRow {
	const bounced = {dead: 0, block: 0, other: 0};
	const categories: Partial<Record<Category, number>> = {};
	let deferred = 0;
	for (const category of CATEGORY_NAMES) {
		const count = counts.get(`bounced.${category}`) ?? 0;
		bounced[bounceGroup(category)] += count;
		if (count > 0) categories[category] = count;
		deferred += counts.get(`deferred.${category}`) ?? 0;
	}
	return {
		from,
		delivered: counts.get('delivered') ?? 0,
		complained: counts.get('complained') ?? 0,
		unsubscribed: counts.get('unsubscribed') ?? 0,
		deferred,
		bounced,
		categories,
	};
}

function addTo(sum: Map<Metric, number>, counts: ReadonlyMap<Metric, number>): void {
	for (const [metric, count] of counts) sum.set(metric, (sum.get(metric) ?? 0) + count);
}

/**
 * A row for each stretch of time from one hour to another, both included, the oldest first; where nothing was counted, a
 * row of zeros. Pure.
 *
 * @param hours in any order; an hour may come several times (once for each ESP, say), hours outside are left out
 * @param step hours to a row: 1, or 24 for days; the last row ends with the last hour, the first may be shorter
 */
export function seriesOf(
	hours: readonly Hour[],
	{from, to}: {readonly from: string; readonly to: string},
	step: number,
): SeriesRow[] {
	const [first, last] = [timeOf(from), timeOf(to)];
	const rows = Math.max(0, Math.ceil(((last - first) / HOUR_MS + 1) / step));
	const sums = Array.from({length: rows}, () => new Map<Metric, number>());
	for (const {hour, counts} of hours) {
		const time = timeOf(hour);
		if (!(time >= first && time <= last)) continue;
		const sum = sums[rows - 1 - Math.floor((last - time) / HOUR_MS / step)];
		if (sum !== undefined) addTo(sum, counts);
	}
	return sums.map((counts, index) =>
		rowOf(hourAt(Math.max(first, last - ((rows - index) * step - 1) * HOUR_MS)), counts),
	);
}

/** The counters of all these hours together. Pure. */
export function countersOf(
	{dimension, value}: Pick<Counters, 'dimension' | 'value'>,
	hours: readonly Hour[],
): Counters {
	const counts = new Map<Metric, number>();
	for (const hour of hours) addTo(counts, hour.counts);
	return {dimension, value, counts};
}
