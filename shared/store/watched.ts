import type {Fact} from '#shared/model/fact.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import type {Store} from './client.ts';
import {commit, MAX_WRITES} from './commit.ts';
import type {Effects} from './effects.ts';
import {slicesOf} from './slices.ts';
import {readSuppressions, suppressionPut} from './suppressions.ts';

/**
 * Lets deliveries of one tenant clear the counts of the addresses under watch. Doing it again does no harm, so it needs
 * no part in another transaction. Nearly all addresses are under no watch: reading whether they are is what a delivery
 * costs most, half a read unit each.
 *
 * @returns how many records changed
 * @throws Error where others stay in the way or the table is out of order
 */
export async function clearWatched(
	store: Store<'Suppressions'>,
	deliveries: readonly Fact[],
	settings: TenantSettings,
	effects: Pick<Effects, 'suppression'>,
): Promise<number> {
	const [first] = deliveries;
	if (first === undefined) return 0;
	const newest = new Map<string, Fact>();
	for (const delivery of deliveries) {
		const other = newest.get(delivery.event.recipient);
		if (other === undefined || other.occurredAt < delivery.occurredAt) newest.set(delivery.event.recipient, delivery);
	}
	const changedOf = async (some: readonly Fact[], consistent: boolean) => {
		const known = await readSuppressions(
			store,
			first.tenant,
			some.map(({event}) => event.recipient),
			consistent,
		);
		return some.flatMap((delivery) => {
			const record = known.get(delivery.event.recipient);
			const changed = effects.suppression(record, delivery, settings);
			return changed === undefined || changed === record ? [] : [{delivery, changed}];
		});
	};
	let cleared = 0;
	const found = await changedOf([...newest.values()], false);
	for (const slice of slicesOf(found, ({delivery}) => [delivery.id], MAX_WRITES)) {
		let written = slice;
		await commit(store, async ({stale}) => {
			if (stale) {
				written = await changedOf(
					slice.map(({delivery}) => delivery),
					true,
				);
			}
			return written.map(({changed}) => ({item: {Put: suppressionPut(store.tables.Suppressions, changed)}}));
		});
		cleared += written.length;
	}
	return cleared;
}
