import type {Count, Tally} from '#shared/model/reputation.ts';
import type {Store} from './client.ts';
import {commit, MAX_WRITES, type Write} from './commit.ts';
import {counterName, counterWrites, shardOf} from './counters.ts';
import {slicesOf} from './slices.ts';
import {tallyId, tallyItem} from './tallies.ts';

/** A tally with the counters that it moves: at most 99, so that all fit into one transaction. */
export interface Tallied {
	readonly tally: Tally;
	readonly counts: readonly Count[];
}

/**
 * Records tallies of one tenant with their counters, several in a transaction; a tally that is there already moves
 * nothing.
 *
 * @returns how many were new, and how many were not
 * @throws Error where others stay in the way or a table is out of order; what was written until then stays written
 */
export async function recordTallies(
	store: Store<'Reputation'>,
	tallied: readonly Tallied[],
	now: Date,
): Promise<{recorded: number; duplicates: number}> {
	const once = new Map(tallied.map((one) => [`${one.tally.hour} ${tallyId(one.tally)}`, one]));
	let recorded = 0;
	for (const slice of slicesOf([...once], itemsOf, MAX_WRITES)) {
		const gone = await commit(store, async (round) => {
			const left = slice.filter(([id]) => !round.gone.has(id));
			return writesOf(store, left, round.attempt, now);
		});
		recorded += slice.length - gone.size;
	}
	return {recorded, duplicates: tallied.length - recorded};
}

type Named = readonly [id: string, tallied: Tallied];

const itemsOf = ([id, {counts}]: Named): string[] => [id, ...counts.map(counterName)];

function writesOf(store: Store<'Reputation'>, slice: readonly Named[], attempt: number, now: Date): Write[] {
	const TableName = store.tables.Reputation;
	const [first] = slice;
	if (first === undefined) return [];
	const {tally} = first[1];
	const counts = slice.flatMap(([, one]) => one.counts);
	return [
		...slice.map(([id, one]) => ({
			once: id,
			item: {
				Put: {
					TableName,
					Item: tallyItem(one.tally, now),
					ConditionExpression: 'attribute_not_exists(#bucket)',
					ExpressionAttributeNames: {'#bucket': 'bucket'},
				},
			},
		})),
		...counterWrites(TableName, tally.tenant, counts, shardOf(tallyId(tally), attempt), now),
	];
}
