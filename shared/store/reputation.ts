import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import {type Counters, type Dimension, isMetric, type Metric} from '#shared/model/reputation.ts';
import {counterPrefix, END, type Month, monthKey, months, readCounterKey, SHARDS} from './buckets.ts';
import type {Store} from './client.ts';
import {isListed, readLists} from './lists.ts';

type Reputation = Store<'Reputation'>;
type Item = Readonly<Record<string, unknown>>;

/** As long as counters are kept. */
const MAX_MONTHS = 14;
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
	const {dimension, value} = query;
	if (dimension === 'all')
		return sumOf(await readCounters(store, tenant, {...query, dimension: 'esp', value: undefined}));
	const sums: Sums = new Map();
	const complete = isListed(dimension)
		? await readLists(store, tenant, {...query, dimension}, (name, metric, by) => add(sums, name, metric, by))
		: await (value === undefined ? readAll : readOne)(store, tenant, query, sums);
	return [...sums].map(([name, counts]) => ({
		dimension,
		value: name,
		counts,
		...(complete ? {} : {partial: true as const}),
	}));
}

type Sums = Map<string, Map<Metric, number>>;

/** One value: its keys from the first to the last hour stand together. */
async function readOne(store: Reputation, tenant: TenantId, query: CounterQuery, sums: Sums): Promise<boolean> {
	const {dimension, value = '', from, to} = query;
	let pages = 0;
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		let start: Item | undefined;
		do {
			if (pages === MAX_PAGES) return false;
			pages += 1;
			const range: Range = {
				month: monthKey(tenant, month),
				from: counterPrefix(dimension, value, first),
				to: counterPrefix(dimension, value, last) + END,
			};
			const page = await readPage(store, range, start);
			for (const item of page.items) addItem(sums, value, item);
			start = page.next;
		} while (start !== undefined);
	}
	return true;
}

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
				if (key !== undefined && key.hour >= part.first && key.hour <= part.last) addItem(sums, key.value, item);
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

const keyOf = (item: Item) => readCounterKey(String(item.month), String(item.bucket));

interface Range {
	readonly month: string;
	readonly from: string;
	readonly to: string;
	readonly limit?: number;
}

async function readPage(store: Reputation, range: Range, start: Item | undefined) {
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Reputation,
			KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
			ExpressionAttributeNames: {'#month': 'month', '#bucket': 'bucket'},
			ExpressionAttributeValues: {':month': range.month, ':from': range.from, ':to': range.to},
			ExclusiveStartKey: start,
			Limit: range.limit,
		}),
	);
	const items: readonly Item[] = answer.Items ?? [];
	return {items, next: answer.LastEvaluatedKey};
}

function addItem(sums: Sums, value: string, item: Item): void {
	for (const [name, count] of Object.entries(item)) {
		if (isMetric(name) && typeof count === 'number') add(sums, value, name, count);
	}
}

function add(sums: Sums, value: string, metric: Metric, by: number): void {
	const counts = sums.get(value) ?? new Map<Metric, number>();
	sums.set(value, counts.set(metric, (counts.get(metric) ?? 0) + by));
}

/** Every event is of one ESP, so the ESPs' counters come to all. */
function sumOf(parts: readonly Counters[]): Counters[] {
	const sums: Sums = new Map();
	for (const part of parts) for (const [metric, count] of part.counts) add(sums, 'all', metric, count);
	const partial = parts.some((part) => part.partial);
	return [...sums].map(([value, counts]) => ({
		dimension: 'all',
		value,
		counts,
		...(partial ? {partial: true as const} : {}),
	}));
}
