import {hash} from 'node:crypto';
import type {Tally} from '#shared/model/reputation.ts';
import {monthKey, seenPrefix} from './buckets.ts';
import type {Store} from './client.ts';
import {commit, MAX_WRITES, type Write} from './commit.ts';
import {counterName, counterWrites, shardOf} from './counters.ts';
import {slicesOf} from './slices.ts';

/** How long a message is known again: longer than the 23 days for which SNS repeats one. */
const SEEN_S = 40 * 86_400;

/**
 * Records tallies of one tenant with their counters, as many in a transaction as fit; a tally that is there already
 * moves nothing.
 *
 * @returns how many were new, and how many were not
 * @throws Error where others stay in the way or a table is out of order; what was written until then stays written
 */
export async function recordTallies(
	store: Store<'Reputation'>,
	tallies: readonly Tally[],
	now: Date,
): Promise<{recorded: number; duplicates: number}> {
	const named = new Map(tallies.map((tally) => [`${tally.hour} ${tallyId(tally)}`, tally]));
	let recorded = 0;
	for (const [place, slice] of slicesOf([...named], itemsOf, MAX_WRITES).entries()) {
		const gone = await commit(store, async (round) => {
			const left = slice.filter(([name]) => !round.gone.has(name));
			return writesOf(store.tables.Reputation, left, now, (seed) => shardOf(seed, place, round.attempt));
		});
		recorded += slice.length - gone.size;
	}
	return {recorded, duplicates: tallies.length - recorded};
}

type Named = readonly [name: string, tally: Tally];

const itemsOf = ([name, {counts}]: Named): string[] => [name, ...counts.map(counterName)];

/** The first 128 bits of the SHA-256 of the deliveries' ids. */
const tallyId = ({ids}: Tally): string => hash('sha256', ids.join(''), 'hex').slice(0, 32);

function writesOf(table: string, slice: readonly Named[], now: Date, shardFor: (seed: string) => number): Write[] {
	const [first] = slice;
	if (first === undefined) return [];
	const {tenant} = first[1];
	const id = tallyId(first[1]);
	const counts = slice.flatMap(([, tally]) => tally.counts);
	return [
		...slice.map(([name, tally]) => ({
			once: name,
			item: {
				Put: {
					TableName: table,
					Item: {
						month: monthKey(tenant, tally.hour),
						bucket: `${seenPrefix(tally.hour)}${tallyId(tally)}`,
						expiresAt: Math.floor(now.getTime() / 1000) + SEEN_S,
					},
					ConditionExpression: 'attribute_not_exists(#bucket)',
					ExpressionAttributeNames: {'#bucket': 'bucket'},
				},
			},
		})),
		...counterWrites(counts, {table, tenant, id, shard: shardFor(id), now}),
	];
}
