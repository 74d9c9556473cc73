import type {TenantId} from '#shared/model/names.ts';
import type {Count} from '#shared/model/reputation.ts';
import {counterPrefix, listPrefix, monthKey, SHARDS} from './buckets.ts';
import type {Write} from './commit.ts';
import {isListed, type ListedDimension, listOf} from './lists.ts';

/** Long enough to compare with a year ago. */
const KEPT_S = 400 * 86_400;

/** Names the item that a count goes into, but for its shard or id: counts with the same name go into one write. */
export function counterName({dimension, value, hour}: Count): string {
	if (value.includes('#')) throw new Error(`Reputation: a value of ${dimension} with a # would break the key`);
	return `${hour.slice(0, 7)} ${isListed(dimension) ? listPrefix(hour) : counterPrefix(dimension, value, hour)}`;
}

/**
 * The shard that a transaction's counters go to, so that writers seldom meet: where a batch begins is left to chance, its
 * transactions follow one another, and each further attempt goes far from those beside it.
 *
 * @param seed hexadecimal, the same for the whole batch
 * @param place of the transaction in the batch
 */
export const shardOf = (seed: string, place: number, attempt: number): number =>
	(Number.parseInt(seed.slice(0, 4), 16) + place + 5 * attempt) % SHARDS;

/** What the counts of a transaction are written with. */
export interface Counting {
	readonly table: string;
	readonly tenant: TenantId;
	/** Of something that this transaction alone can write, hexadecimal: it names the transaction's lists. */
	readonly id: string;
	readonly shard: number;
	readonly now: Date;
}

/** One write for each item, however many of its counters move. */
export function counterWrites(counts: readonly Count[], counting: Counting): Write[] {
	const items = new Map<string, Count[]>();
	for (const count of counts) {
		const name = counterName(count);
		const item = items.get(name) ?? [];
		item.push(count);
		items.set(name, item);
	}
	return [...items.values()].flatMap((item) => {
		const [first] = item;
		if (first === undefined) return [];
		return [isListed(first.dimension) ? listPut(first, item, counting) : counterUpdate(first, item, counting)];
	});
}

const expiry = (now: Date): number => Math.floor(now.getTime() / 1000) + KEPT_S;

function counterUpdate({dimension, value, hour}: Count, counts: readonly Count[], counting: Counting): Write {
	const sums = new Map<string, number>();
	for (const {metric, by} of counts) sums.set(metric, (sums.get(metric) ?? 0) + by);
	const metrics = [...sums];
	return {
		item: {
			Update: {
				TableName: counting.table,
				Key: {
					month: monthKey(counting.tenant, hour),
					bucket: `${counterPrefix(dimension, value, hour)}${counting.shard}`,
				},
				UpdateExpression: `SET #expires = :expires ADD ${metrics.map((_, index) => `#m${index} :n${index}`).join(', ')}`,
				ExpressionAttributeNames: Object.fromEntries([
					['#expires', 'expiresAt'],
					...metrics.map(([metric], index) => [`#m${index}`, metric]),
				]),
				ExpressionAttributeValues: Object.fromEntries([
					[':expires', expiry(counting.now)],
					...metrics.map(([, by], index) => [`:n${index}`, by]),
				]),
			},
		},
	};
}

function listPut({hour}: Count, counts: readonly Count[], {table, tenant, id, now}: Counting): Write {
	const dimensions = new Map<ListedDimension, Count[]>();
	for (const count of counts) {
		if (!isListed(count.dimension)) continue;
		const some = dimensions.get(count.dimension) ?? [];
		some.push(count);
		dimensions.set(count.dimension, some);
	}
	return {
		item: {
			Put: {
				TableName: table,
				Item: {
					month: monthKey(tenant, hour),
					bucket: `${listPrefix(hour)}${id}`,
					...Object.fromEntries([...dimensions].map(([dimension, some]) => [dimension, listOf(dimension, some)])),
					expiresAt: expiry(now),
				},
			},
		},
	};
}
