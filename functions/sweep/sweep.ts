import {log} from '#functions/middleware/log.ts';
import {type Incident, isTrend} from '#shared/model/incident.ts';
import {OPERATOR, type TenantId} from '#shared/model/names.ts';
import {settingsSchema, type TenantSettings} from '#shared/model/tenant.ts';
import {mayBeShared} from '#shared/projections/operator.ts';
import type {Store} from '#shared/store/client.ts';
import {listUnresolved} from '#shared/store/incidents.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {inTurn, type Remaining, type Turned} from './in-turn.ts';
import {operated, sharedOf} from './operator.ts';
import {type Outcome, settle, settled} from './settle.ts';
import {trafficReader} from './traffic.ts';
import {trendsOf} from './trends.ts';
import {type Looked, tenantsToLookAt} from './turns.ts';

export interface Sweeper {
	readonly store: Store<'Incidents' | 'Tenants' | 'Reputation'>;
	readonly now: () => Date;
	readonly remaining: Remaining;
	/** When each tenant's counters were looked at last; it is kept from run to run. */
	readonly looked: Looked;
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

/** The part of a run's time that is left for trends and the operator, however many incidents there are. */
const FOR_TRENDS = 0.4;

/**
 * What the passing of time makes of the incidents that go on, longest silent first, and once more the alerts that were not
 * sent; then what the counters of tenants with trouble say: trends that open, go on, ease and end; at last what concerns
 * several tenants, for the operator.
 *
 * @throws AggregateError after all others were done, where some could not be read or written
 */
export async function sweepAll({store, now, remaining, looked}: Sweeper): Promise<Swept> {
	const reserved = remaining() * FOR_TRENDS;
	const broken: unknown[] = [];
	const incidents = await listUnresolved(store, (fault) => broken.push(fault));
	const settings = settingsOf(store);
	const read = trafficReader(store);
	const going = goingOf(incidents);
	const met = lastMet(incidents);
	const timely = await inTurn(
		incidents.filter((incident) => incident.state === 'resolved' || isTimely(incident)),
		() => remaining() - reserved,
		async (incident) => {
			const own = await settings(incident.tenant);
			const changed = await settled(incident, own, read, now(), met.get(incident.id));
			return [await settle(incident, changed, store, now())];
		},
	);
	const tenants = await tenantsToLookAt(store, going, looked, now());
	const trends = await inTurn(tenants, remaining, async (tenant) => {
		const outcomes: Outcome[] = [];
		const [own, last] = [going.get(tenant) ?? [], looked.get(tenant)];
		for (const {before, after} of await trendsOf(tenant, own, await settings(tenant), store, now(), last)) {
			outcomes.push(await settle(before, after, store, now()));
		}
		looked.set(tenant, now().getTime());
		return outcomes;
	});
	const operator = await inTurn(sharedOf(incidents), remaining, async (shared) => {
		const changed = await operated(shared, await settings(OPERATOR), store, read, now());
		return shared.going === undefined && changed === undefined
			? []
			: [await settle(shared.going, changed, store, now())];
	});
	return reported([timely, trends, operator, {results: [], faults: broken, late: 0}]);
}

/** Whether time and deliveries alone decide: trends have counters to go by, the operator's the tenants' incidents. */
const isTimely = (incident: Incident): boolean => !isTrend(incident) && incident.tenant !== OPERATOR;

/** When tenants that share an IP met what it is blamed for last, by the incidents' id. */
function lastMet(incidents: readonly Incident[]): ReadonlyMap<string, string> {
	const last = new Map<string, string>();
	for (const {id, lastSeenAt} of incidents.filter(mayBeShared)) {
		if (lastSeenAt > (last.get(id) ?? '')) last.set(id, lastSeenAt);
	}
	return last;
}

function goingOf(incidents: readonly Incident[]): ReadonlyMap<TenantId, readonly Incident[]> {
	const going = new Map<TenantId, Incident[]>();
	for (const incident of incidents) {
		if (incident.state === 'resolved' || incident.tenant === OPERATOR) continue;
		const own = going.get(incident.tenant) ?? [];
		own.push(incident);
		going.set(incident.tenant, own);
	}
	return going;
}

function reported(parts: readonly Turned<readonly Outcome[]>[]): Swept {
	const late = parts.reduce((sum, part) => sum + part.late, 0);
	const swept: Record<Outcome | 'late', number> = {unchanged: 0, changed: 0, resolved: 0, resent: 0, conflict: 0, late};
	for (const outcome of parts.flatMap(({results}) => results.flat())) swept[outcome] += 1;
	const faults = parts.flatMap((part) => part.faults);
	log.info('incidents-swept', {...swept, failed: faults.length});
	if (faults.length > 0) {
		const done = parts.reduce((sum, {results}) => sum + results.length, faults.length);
		throw new AggregateError(faults, `sweep: ${faults.length} of ${done} failed`, {cause: faults[0]});
	}
	return swept;
}
