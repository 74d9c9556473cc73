import {type Counters, type Dimension, isMetric, type Metric} from '#shared/model/reputation.ts';

/** Counts by value or hour, and then by metric, as they add up while they are read. */
export type Sums = Map<string, Map<Metric, number>>;

/** Adds one count. */
export function sum(sums: Sums, name: string, metric: Metric, by: number): void {
	const counts = sums.get(name) ?? new Map<Metric, number>();
	sums.set(name, counts.set(metric, (counts.get(metric) ?? 0) + by));
}

/** Adds all counters of an item. */
export function sumItem(sums: Sums, name: string, item: Readonly<Record<string, unknown>>): void {
	for (const [metric, count] of Object.entries(item)) {
		if (isMetric(metric) && typeof count === 'number') sum(sums, name, metric, count);
	}
}

/** What was added up, value by value. */
export function countersFrom(dimension: Dimension, sums: Sums, complete: boolean): Counters[] {
	const partial = complete ? {} : ({partial: true} as const);
	return [...sums].map(([value, counts]) => ({dimension, value, counts, ...partial}));
}
