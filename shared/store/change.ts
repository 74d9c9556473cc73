import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {auditPut, type Noted} from './audit.ts';
import type {Store} from './client.ts';
import {commit, MAX_WRITES} from './commit.ts';
import {sideBySide} from './side-by-side.ts';
import {slicesOf} from './slices.ts';
import {readSuppressions, suppressionPut} from './suppressions.ts';

const AT_ONCE = 4;

/** Why a record stays as it is, in words for people. */
export interface Kept {
	readonly kept: string;
}

/** What somebody wants of a record: the changed one, or the reason why it stays. Pure: it may be asked again. */
export type Change = (address: EmailAddress, record: SuppressionRecord | undefined) => SuppressionRecord | Kept;

/** What became of a record: as it was, and as it is now; or why nothing changed. */
export type Changed = Kept | {readonly before: SuppressionRecord | null; readonly after: SuppressionRecord};

/** Who changes, when and why; it stands in the log beside each record. */
export type Author = Pick<Noted, 'at' | 'key' | 'action' | 'why' | 'release' | 'detail'>;

/**
 * Changes records of a tenant by hand, each together with its entry in the audit log: both or neither.
 *
 * @returns one result for each address
 * @throws Error where others stay in the way or a table is out of order; what was written until then stays written
 */
export async function changeSuppressions(
	store: Store<'Suppressions' | 'Audit'>,
	tenant: TenantId,
	addresses: readonly EmailAddress[],
	change: Change,
	author: Author,
): Promise<Map<EmailAddress, Changed>> {
	const results = new Map<EmailAddress, Changed>();
	const distinct = [...new Set(addresses)];
	const plan = (slice: readonly EmailAddress[], known: ReadonlyMap<EmailAddress, SuppressionRecord>) =>
		slice.flatMap((address) => {
			const record = known.get(address);
			const wanted = change(address, record);
			if ('kept' in wanted) {
				results.set(address, wanted);
				return [];
			}
			const after = {...wanted, version: (record?.version ?? 0) + 1};
			results.set(address, {before: record ?? null, after});
			return [{address, before: record ?? null, after}];
		});
	const known = await readSuppressions(store, tenant, distinct);
	const slices = slicesOf(distinct, (address) => [address, `entry ${address}`], MAX_WRITES);
	await sideBySide(slices, AT_ONCE, async (slice) => {
		await commit(store, async ({stale}) =>
			plan(slice, stale ? await readSuppressions(store, tenant, slice) : known).flatMap(({address, before, after}) => [
				{item: {Put: suppressionPut(store.tables.Suppressions, {...after, version: after.version - 1})}},
				{item: {Put: auditPut(store.tables.Audit, {...author, tenant, address, before, after})}},
			]),
		);
	});
	return results;
}
