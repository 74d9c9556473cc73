import type {TenantId} from '#shared/model/names.ts';
import type {Counters, Dimension} from '#shared/model/reputation.ts';
import {counterPrefix, END, type Month, monthKey, months, SHARDS} from './buckets.ts';
import type {Store} from './client.ts';
import {type Item, keyOf, MAX_MONTHS, type Range, readPage, readValue} from './counter-pages.ts';
import {readLists} from './list-reading.ts';
import {isListed} from './lists.ts';
import {countersFrom, type Sums, sum, sumItem} from './sums.ts';

type Reputation = Store<'Reputation'>;

const MAX_PAGES = 400;

/** Which counters are wanted. */
export interface CounterQuery {
	readonly dimension: Dimension;
	/** Only this value: an IP, a domain, a region, an ESP. */
	readonly value?: string | undefined;
	/** First and last hour, both included: "2026-03-02T12", UTC. */
	readonly from: string;
	readonly to: string;
}

/**
 * A tenant's counters, one result for each value that has any, each summed from the first to the last hour. They are
 * kept for 400 days.
 *
 * `all` is the sum of the ESPs. Recipient domains and regions are read out of lists, the newest first, and at most 50 MB
 * of them, which is some million events; for the other dimensions at most 400 requests are made. Where that does not
 * reach, the results say `partial`.
 */
export async function readCounters(store: Reputation, tenant: TenantId, query: CounterQuery): Promise<Counters[]> {
	const {dimension, value, from, to} = query;
	if (dimension === 'all')
		return sumOf(await readCounters(store, tenant, {...query, dimension: 'esp', value: undefined}));
	const sums: Sums = new Map();
	let complete = true;
	if (isListed(dimension)) {
		complete = await readLists(store, tenant, {dimensions: [dimension], from, to}, (listed) => {
			if (value === undefined || value === listed.value) sum(sums, listed.value, listed.metric, listed.by);
		});
	} else if (value === undefined) complete = await readAll(store, tenant, query, sums);
	else await readValue(store, tenant, {dimension, value, from, to}, (item) => sumItem(sums, value, item));
	return countersFrom(dimension, sums, complete);
}

/** The counters of all values of a dimension, each summed from the first to the last hour. */
export const readValues = (
	store: Reputation,
	tenant: TenantId,
	dimension: Dimension,
	from: string,
	to: string,
): Promise<Counters[]> => readCounters(store, tenant, {dimension, from, to});

/**
 * All values of a dimension. A value's hours outside the range are jumped over at the end of each page, so that a day
 * out of a month costs about a day's reading.
 */
async function readAll(store: Reputation, tenant: TenantId, query: CounterQuery, sums: Sums): Promise<boolean> {
	const {dimension, from, to} = query;
	const perValue = SHARDS * (1 + (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 3_600_000);
	const limit = Math.min(1000, Math.max(50, perValue));
	let pages = 0;
	for (const part of months(from, to, MAX_MONTHS)) {
		// `$` follows `#`: values may begin with any letter.
		const range: Range = {month: monthKey(tenant, part.month), from: `${dimension}#`, to: `${dimension}$`, limit};
		let start: Item | undefined;
		do {
			if (pages === MAX_PAGES) return false;
			pages += 1;
			const page = await readPage(store, range, start);
			for (const item of page.items) {
				const key = keyOf(item);
				if (key !== undefined && key.hour >= part.first && key.hour <= part.last) sumItem(sums, key.value, item);
			}
			start = page.next === undefined ? undefined : jump(page.next, dimension, part);
		} while (start !== undefined);
	}
	return true;
}

/** Where to go on after the last key of a page: at that key, at the value's first hour, or behind its last. */
function jump(last: Item, dimension: Dimension, part: Month): Item {
	const key = keyOf(last);
	if (key === undefined) return last;
	if (key.hour < part.first) return {...last, bucket: counterPrefix(dimension, key.value, part.first)};
	if (key.hour > part.last) return {...last, bucket: `${dimension}#${key.value}#${END}`};
	return last;
}

/** Every event is of one ESP, so the ESPs' counters come to all. */
function sumOf(parts: readonly Counters[]): Counters[] {
	const sums: Sums = new Map();
	for (const part of parts) for (const [metric, count] of part.counts) sum(sums, 'all', metric, count);
	return countersFrom('all', sums, !parts.some((part) => part.partial));
}
