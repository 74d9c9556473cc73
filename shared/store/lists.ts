import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import {type Count, type Dimension, isMetric, type Metric} from '#shared/model/reputation.ts';
import {END, listPrefix, monthKey, months} from './buckets.ts';
import type {Store} from './client.ts';

/** Dimensions with too many values, each too rare, for a counter of its own. */
export type ListedDimension = keyof typeof ROOM;

/** Whether a dimension is kept in lists. */
export const isListed = (dimension: Dimension): dimension is ListedDimension => Object.hasOwn(ROOM, dimension);

/** Longest list of values, in characters: so much at least, and so much for each event that is counted in it. */
const ROOM = {'recipient-domain': {least: 1_500, each: 6}, region: {least: 500, each: 1}} as const satisfies Partial<
	Record<Dimension, {least: number; each: number}>
>;
/** In bytes at most three times as much: below the 400 KB that an item may have. */
const MAX_ROOM = 100_000;
/** The value under which those are counted that find no place in a list. */
export const OTHER = '(other)';

const MAX_MONTHS = 14;
/** Of at most 1 MB each. */
const MAX_PAGES = 50;

/**
 * What one transaction counts of one dimension in one hour, as an attribute: metric, then count, then the values with
 * that count, as in `{"delivered": {"212": "gmail.com", "1": "a.example b.example"}}`. Most domains of a mailing occur
 * once, so this takes a third less room than a number for each. Frequent values come first; the last find no place.
 */
export function listOf(dimension: ListedDimension, counts: readonly Count[]): Record<string, Record<string, string>> {
	const {least, each} = ROOM[dimension];
	const events = counts.reduce((sum, {by}) => sum + by, 0);
	let room = Math.min(MAX_ROOM, least + each * events);
	const metrics = new Map<Metric, Map<number, string[]>>();
	const others = new Map<Metric, number>();
	const put = (metric: Metric, count: number, value: string) => {
		const lists = metrics.get(metric) ?? new Map<number, string[]>();
		const list = lists.get(count) ?? [];
		list.push(value);
		metrics.set(metric, lists.set(count, list));
	};
	for (const {metric, value, by} of merged(counts)) {
		room -= value.length + 1;
		if (room < 0) others.set(metric, (others.get(metric) ?? 0) + by);
		else put(metric, by, value);
	}
	for (const [metric, count] of others) put(metric, count, OTHER);
	return Object.fromEntries(
		[...metrics].map(([metric, lists]) => [
			metric,
			Object.fromEntries([...lists].map(([count, values]) => [String(count), values.join(' ')])),
		]),
	);
}

/** One for each metric and value, the greatest first. */
function merged(counts: readonly Count[]): Count[] {
	const sums = new Map<string, Count>();
	for (const count of counts) {
		const name = `${count.metric} ${count.value}`;
		sums.set(name, {...count, by: count.by + (sums.get(name)?.by ?? 0)});
	}
	return [...sums.values()].sort((one, other) => other.by - one.by);
}

/** What is read of lists. */
export interface ListQuery {
	readonly dimension: ListedDimension;
	readonly value?: string | undefined;
	readonly from: string;
	readonly to: string;
}

/**
 * Reads the lists from one hour to another, both included, newest first, and hands on each count. At most 50 MB are read.
 *
 * @returns false where there was more than is read at once
 */
export async function readLists(
	store: Store<'Reputation'>,
	tenant: TenantId,
	{dimension, value, from, to}: ListQuery,
	add: (value: string, metric: Metric, by: number) => void,
): Promise<boolean> {
	let pages = 0;
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		let start: Record<string, unknown> | undefined;
		do {
			if (pages === MAX_PAGES) return false;
			pages += 1;
			const answer = await store.client.send(
				new QueryCommand({
					TableName: store.tables.Reputation,
					KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
					ProjectionExpression: '#list',
					ExpressionAttributeNames: {'#month': 'month', '#bucket': 'bucket', '#list': dimension},
					ExpressionAttributeValues: {
						':month': monthKey(tenant, month),
						':from': listPrefix(first),
						':to': listPrefix(last) + END,
					},
					ScanIndexForward: false,
					ExclusiveStartKey: start,
				}),
			);
			for (const item of answer.Items ?? []) readList(item[dimension], value, add);
			start = answer.LastEvaluatedKey;
		} while (start !== undefined);
	}
	return true;
}

function readList(list: unknown, only: string | undefined, add: (value: string, metric: Metric, by: number) => void) {
	for (const [metric, counts] of entries(list)) {
		if (!isMetric(metric)) continue; // a metric of a later version
		for (const [count, values] of entries(counts)) {
			if (typeof values !== 'string') throw new Error('Reputation: broken item under key (month, bucket): list');
			for (const value of values.split(' ')) {
				if (only === undefined || value === only) add(value, metric, Number(count));
			}
		}
	}
}

const entries = (value: unknown): [string, unknown][] =>
	typeof value === 'object' && value !== null ? Object.entries(value) : [];
