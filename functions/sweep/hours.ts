import type {About} from '#shared/insight/trend.ts';
import {TRENDS, type TrendKind} from '#shared/insight/trend-table.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {CountedDimension, Hour, Metric} from '#shared/model/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {readHours} from '#shared/store/hours.ts';

/** A value's hours, and what else `riseOf` wants to know of it. */
export interface Watched {
	readonly kind: TrendKind;
	readonly resource: string;
	readonly series: readonly Hour[];
	readonly about: About;
}

/** Gives hours of one value: those of the kind's longest window, or with as many days as it is compared with. */
export type ReadSeries = (
	kind: TrendKind,
	dimension: CountedDimension,
	value: string,
	length?: 'recent',
) => Promise<readonly Hour[]>;

/** Hours out of the Reputation table, each value's read once for each length. */
export function seriesFrom(store: Store<'Reputation'>, tenant: TenantId, now: Date): ReadSeries {
	const read = new Map<string, Promise<readonly Hour[]>>();
	return (kind, dimension, value, length) => {
		const {historyDays, windows} = TRENDS[kind];
		const hours = length === 'recent' ? Math.max(...windows) : (historyDays + 1) * 24;
		const name = `${hours} ${dimension} ${value}`;
		const from = hourBefore(now, hours - 1);
		const series = read.get(name) ?? readHours(store, tenant, {dimension, value, from, to: hourBefore(now, 0)});
		read.set(name, series);
		return series;
	};
}

const delivered = (hours: readonly Hour[]): number =>
	hours.reduce((sum, {counts}) => sum + (counts.get('delivered') ?? 0), 0);

/**
 * A value's hours where its ESP does not say of what was delivered which IP or domain sent it: then out of all that was
 * delivered.
 */
export function withDeliveries(own: readonly Hour[], all: readonly Hour[]): readonly Hour[] {
	if (delivered(own) > 0) return own;
	const counts = new Map(own.map((hour) => [hour.hour, hour.counts]));
	const hours = new Set([...counts.keys(), ...all.map(({hour}) => hour)]);
	const taken = new Map(all.map((hour) => [hour.hour, hour.counts.get('delivered') ?? 0]));
	return [...hours].map((hour) => ({
		hour,
		counts: new Map<Metric, number>([...(counts.get(hour) ?? []), ['delivered', taken.get(hour) ?? 0]]),
	}));
}

/** The hours of what is left of all when some values' are taken out: mail of which no event names the domain. */
export function withoutValues(all: readonly Hour[], values: readonly (readonly Hour[])[]): readonly Hour[] {
	const named = new Map<string, Map<Metric, number>>();
	for (const {hour, counts} of values.flat()) {
		const sums = named.get(hour) ?? new Map<Metric, number>();
		for (const [metric, count] of counts) sums.set(metric, (sums.get(metric) ?? 0) + count);
		named.set(hour, sums);
	}
	return all.map(({hour, counts}) => ({
		hour,
		counts: new Map(
			[...counts].map(([metric, count]) => [metric, Math.max(0, count - (named.get(hour)?.get(metric) ?? 0))]),
		),
	}));
}
