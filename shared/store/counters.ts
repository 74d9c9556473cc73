import type {TenantId} from '#shared/model/names.ts';
import type {Count} from '#shared/model/reputation.ts';
import {counterPrefix, monthKey, SHARDS} from './buckets.ts';
import type {Write} from './commit.ts';

/** Long enough to compare with a year ago. */
const KEPT_S = 400 * 86_400;

/** Names the item that a count moves, but for its shard: counts with the same name go into one update. */
export function counterName(count: Count): string {
	if (count.value.includes('#'))
		throw new Error(`Reputation: a value of ${count.dimension} with a # would break the key`);
	return `${count.hour.slice(0, 7)} ${counterPrefix(count.dimension, count.value, count.hour)}`;
}

/**
 * The shard that a transaction's counters go to: by chance, so that writers seldom meet, and another one for each attempt.
 *
 * @param seed hexadecimal
 */
export const shardOf = (seed: string, attempt: number): number =>
	(Number.parseInt(seed.slice(0, 4), 16) + attempt) % SHARDS;

/** One update for each counter item, however many of its counters move. */
export function counterWrites(
	TableName: string,
	tenant: TenantId,
	counts: Iterable<Count>,
	shard: number,
	now: Date,
): Write[] {
	const items = new Map<string, {first: Count; sums: Map<string, number>}>();
	for (const count of counts) {
		const name = counterName(count);
		const item = items.get(name) ?? {first: count, sums: new Map<string, number>()};
		items.set(name, item);
		item.sums.set(count.metric, (item.sums.get(count.metric) ?? 0) + count.by);
	}
	return [...items.values()].map(({first, sums}) => {
		const metrics = [...sums];
		return {
			item: {
				Update: {
					TableName,
					Key: {
						month: monthKey(tenant, first.hour),
						bucket: `${counterPrefix(first.dimension, first.value, first.hour)}${shard}`,
					},
					UpdateExpression: `SET #expires = :expires ADD ${metrics.map((_, index) => `#m${index} :n${index}`).join(', ')}`,
					ExpressionAttributeNames: Object.fromEntries([
						['#expires', 'expiresAt'],
						...metrics.map(([metric], index) => [`#m${index}`, metric]),
					]),
					ExpressionAttributeValues: Object.fromEntries([
						[':expires', Math.floor(now.getTime() / 1000) + KEPT_S],
						...metrics.map(([, by], index) => [`:n${index}`, by]),
					]),
				},
			},
		};
	});
}
