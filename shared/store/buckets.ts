import type {Dimension} from '#shared/model/reputation.ts';

/** Keys of the Reputation table. Hours are UTC, "2026-03-02T12". Neither values nor ids have a `#` in them. */

/** Counters are spread over so many items, so that writers of the same counter seldom meet. */
export const SHARDS = 8;

/** Sorts after every key that begins with what stands before it. */
export const END = '~';

/** The partition of a tenant's month. */
export const monthKey = (tenant: string, hour: string): string => `${tenant}#${hour.slice(0, 7)}`;

/** The day and hour within the month: "02T12". */
const dayHour = (hour: string): string => hour.slice(8, 13);

/** Where the counters of a value for an hour begin; their shards follow. */
export const counterPrefix = (dimension: Dimension, value: string, hour: string): string =>
	`${dimension}#${value}#${dayHour(hour)}#`;

/** Where the lists of an hour begin; the id of what they were written with follows. */
export const listPrefix = (hour: string): string => `list#${dayHour(hour)}#`;

/** Where the marks of an hour's tallies begin; their ids follow. */
export const seenPrefix = (hour: string): string => `seen#${dayHour(hour)}#`;

/** Where the samples of trouble of an hour begin; kind, resource and id follow. */
export const samplePrefix = (hour: string): string => `sample#${dayHour(hour)}#`;

/** The partition of the marks of some tenants: `tenant#month` has a hyphen where this has none. */
export const troubleKey = (shard: number): string => `trouble#${shard}`;

/** The value and the hour that a counter's key names; undefined where it is no counter's key. */
export function readCounterKey(month: string, bucket: string): {value: string; hour: string} | undefined {
	const [, value, at] = bucket.split('#');
	if (value === undefined || at === undefined) return undefined;
	return {value, hour: `${month.slice(-7)}-${at}`};
}

/** A month, "2026-03", and the first and last hour of a range that lie in it. */
export interface Month {
	readonly month: string;
	readonly first: string;
	readonly last: string;
}

/** The months from one hour to another, newest first; at most `most`. */
export function months(from: string, to: string, most: number): Month[] {
	const list: Month[] = [];
	let [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7))];
	while (list.length < most) {
		const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
		if (!(name >= from.slice(0, 7))) break;
		const [begin, end] = [`${name}-01T00`, `${name}-31T23`];
		list.push({month: name, first: from > begin ? from : begin, last: to < end ? to : end});
		[year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
	}
	return list;
}
