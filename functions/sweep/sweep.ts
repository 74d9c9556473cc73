import {log} from '#functions/middleware/log.ts';
import type {Incident} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {settingsSchema, type TenantSettings} from '#shared/model/tenant.ts';
import {sweepIncident} from '#shared/projections/passing.ts';
import type {Store} from '#shared/store/client.ts';
import {listUnresolved, writeIncident} from '#shared/store/incidents.ts';
import {readTenant} from '#shared/store/tenants.ts';

export interface Sweeper {
	readonly store: Store<'Incidents' | 'Tenants'>;
	readonly now: () => Date;
	/** Time that is left, in milliseconds: nothing is begun in the last ten seconds. */
	readonly remaining: () => number;
}

/** What became of an incident. `conflict`: somebody else wrote it meanwhile; the next run sees it again. */
type Outcome = 'unchanged' | 'changed' | 'resolved' | 'resent' | 'conflict';

/** How many incidents each run left how. `late` were left for the next run, for want of time. */
export type Swept = Readonly<Record<Outcome | 'late', number>>;

/** An alert that was not sent so long after it came due is brought back to the stream. */
const RESEND_MS = 5 * 60_000;
const LAST_MS = 10_000;
const AT_ONCE = 20;

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

function isOverdue({alertSequence, sentSequence, alertAt}: Incident, now: Date): boolean {
	return alertSequence > sentSequence && now.getTime() - Date.parse(alertAt) > RESEND_MS;
}

async function sweepOne(incident: Incident, settings: TenantSettings, {store, now}: Sweeper): Promise<Outcome> {
	const changed = sweepIncident(incident, settings, now());
	if (changed !== undefined) {
		const outcome = changed.state === 'resolved' ? 'resolved' : 'changed';
		return (await writeIncident(store, changed)) ? outcome : 'conflict';
	}
	if (!isOverdue(incident, now())) return 'unchanged';
	// A write of the same incident goes through the stream as any other does, and so to `notify`.
	return (await writeIncident(store, incident)) ? 'resent' : 'conflict';
}

/**
 * What the passing of time makes of the incidents that go on, and once more the alerts that were not sent: those of all
 * tenants, longest silent first, at most 1,000 a run.
 *
 * @throws AggregateError after all others were done, where some could not be read or written
 */
export async function sweepAll(sweeper: Sweeper): Promise<Swept> {
	const incidents = await listUnresolved(sweeper.store);
	const settings = settingsOf(sweeper.store);
	const swept: Record<Outcome | 'late', number> = {
		unchanged: 0,
		changed: 0,
		resolved: 0,
		resent: 0,
		conflict: 0,
		late: 0,
	};
	const faults: unknown[] = [];
	for (let from = 0; from < incidents.length; from += AT_ONCE) {
		if (sweeper.remaining() < LAST_MS) {
			swept.late = incidents.length - from;
			break;
		}
		const some = incidents.slice(from, from + AT_ONCE);
		const done = some.map(async (incident) => sweepOne(incident, await settings(incident.tenant), sweeper));
		for (const result of await Promise.allSettled(done)) {
			if (result.status === 'fulfilled') swept[result.value] += 1;
			else faults.push(result.reason);
		}
	}
	log.info('incidents-swept', {...swept, failed: faults.length});
	if (faults.length > 0)
		throw new AggregateError(faults, `sweep: ${faults.length} of ${incidents.length} incidents failed`, {
			cause: faults[0],
		});
	return swept;
}
