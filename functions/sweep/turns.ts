import {type Incident, isTrend} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {Store} from '#shared/store/client.ts';
import {listTroubled} from '#shared/store/trouble.ts';

/** When each tenant was looked at last, in milliseconds since 1970. */
export type Looked = Map<TenantId, number>;

/** Tenants whose counters are looked at in one run. */
const MAX_TENANTS = 1_000;
/** Tenants with trouble since: more than one run ago, so that those left over from the last run are among them. */
const TROUBLED_MS = 3 * 3_600_000;
/** How many tenants are kept in mind. */
const MAX_LOOKED = 100_000;
const TURN_MS = 15 * 60_000;

/**
 * The tenants whose counters are to be looked at: those with trouble lately, and those with trends that go on. At most 1,000,
 * those first that were not looked at for longest. Who was never looked at by this process begins elsewhere in each run, so
 * that nobody is left out for good when all runs are the first of their process.
 */
export async function tenantsToLookAt(
	store: Store<'Reputation'>,
	going: ReadonlyMap<TenantId, readonly Incident[]>,
	looked: Looked,
	now: Date,
): Promise<TenantId[]> {
	const troubled = await listTroubled(store, new Date(now.getTime() - TROUBLED_MS));
	const withTrends = [...going].filter(([, incidents]) => incidents.some(isTrend)).map(([tenant]) => tenant);
	if (looked.size > MAX_LOOKED) looked.clear();
	const all = [...new Set([...withTrends, ...troubled])].sort();
	const first = (Math.floor(now.getTime() / TURN_MS) * MAX_TENANTS) % Math.max(1, all.length);
	return [...all.slice(first), ...all.slice(0, first)]
		.sort((one, other) => (looked.get(one) ?? 0) - (looked.get(other) ?? 0))
		.slice(0, MAX_TENANTS);
}
