import {log} from '#functions/middleware/log.ts';
import {type Incident, isTrend} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {settingsSchema, type TenantSettings} from '#shared/model/tenant.ts';
import type {Store} from '#shared/store/client.ts';
import {listUnresolved} from '#shared/store/incidents.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {inTurn, type Remaining} from './in-turn.ts';
import {type Outcome, settle, settled} from './settle.ts';

export interface Sweeper {
	readonly store: Store<'Incidents' | 'Tenants' | 'Reputation'>;
	readonly now: () => Date;
	readonly remaining: Remaining;
}

/** How many incidents each run left how. `late` were left for the next run, for want of time. */
export type Swept = Readonly<Record<Outcome | 'late', number>>;

/** Settings by tenant, each read once a run; a tenant that is gone has the defaults. */
function settingsOf(store: Store<'Tenants'>): (tenant: TenantId) => Promise<TenantSettings> {
	const known = new Map<TenantId, Promise<TenantSettings>>();
	const read = async (id: TenantId) => (await readTenant(store, id))?.settings ?? settingsSchema.parse({});
	return (tenant) => {
		const settings = known.get(tenant) ?? read(tenant);
		known.set(tenant, settings);
		return settings;
	};
}

/**
 * What the passing of time makes of the incidents that go on, and once more the alerts that were not sent: those of all
 * tenants, longest silent first.
 *
 * @throws AggregateError after all others were done, where some could not be read or written
 */
export async function sweepAll({store, now, remaining}: Sweeper): Promise<Swept> {
	const incidents = await listUnresolved(store);
	const settings = settingsOf(store);
	const sweepOne = async (incident: Incident): Promise<Outcome> => {
		const changed = isTrend(incident)
			? undefined
			: await settled(incident, await settings(incident.tenant), store, now());
		return settle(incident, changed, store, now());
	};
	const {results, faults, late} = await inTurn(incidents, remaining, sweepOne);
	const swept: Record<Outcome | 'late', number> = {unchanged: 0, changed: 0, resolved: 0, resent: 0, conflict: 0, late};
	for (const outcome of results) swept[outcome] += 1;
	log.info('incidents-swept', {...swept, failed: faults.length});
	if (faults.length > 0)
		throw new AggregateError(faults, `sweep: ${faults.length} of ${incidents.length} incidents failed`, {
			cause: faults[0],
		});
	return swept;
}
