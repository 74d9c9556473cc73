import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {foldOperator, mayBeShared} from '#shared/projections/operator.ts';
import type {Store} from '#shared/store/client.ts';
import {MAX_IN_SHARD, readIncident} from '#shared/store/incidents.ts';
import {attributionOf} from './snapshot.ts';
import type {ReadTraffic} from './traffic.ts';

/** Tenants whose traffic is looked at together, those with most responses first. */
const MAX_TENANTS = 20;

/** The incidents of one id, of all tenants that have it. */
export interface Shared {
	readonly id: string;
	readonly parts: readonly Incident[];
	/** The operator's own, where it goes on. */
	readonly going: Incident | undefined;
}

/**
 * The incidents that concern the operator: those of several tenants under one id, and its own that go on.
 *
 * @param incidents all that go on, of all tenants; where there were too many to list, none of the operator's ends by it
 */
export function sharedOf(incidents: readonly Incident[]): Shared[] {
	const byId = new Map<string, Incident[]>();
	for (const incident of incidents.filter(mayBeShared)) {
		byId.set(incident.id, [...(byId.get(incident.id) ?? []), incident]);
	}
	const own = new Map(
		incidents
			.filter(({tenant, state}) => tenant === OPERATOR && state !== 'resolved')
			.map((incident) => [incident.id, incident]),
	);
	const complete = incidents.length < MAX_IN_SHARD;
	const ids = new Set([...byId.keys(), ...own.keys()]);
	return [...ids].flatMap((id) => {
		const [parts, going] = [byId.get(id) ?? [], own.get(id)];
		const concerned = going === undefined ? parts.length > 1 : parts.length > 0 || complete;
		return concerned ? [{id, parts, going}] : [];
	});
}

/** What has become of the operator's incident; undefined where nothing changes. */
export async function operated(
	{id, parts, going}: Shared,
	settings: TenantSettings,
	store: Store<'Incidents'>,
	read: ReadTraffic,
	now: Date,
): Promise<Incident | undefined> {
	const before = going ?? (await readIncident(store, OPERATOR, id));
	const next = foldOperator(before, parts, settings, now);
	const current = next ?? before;
	if (current === undefined || current.state === 'resolved') return next;
	const tenants = (current.tenants ?? []).slice(0, MAX_TENANTS).map(({tenant}) => tenant);
	const attribution = await attributionOf(read, current, tenants, now);
	return attribution === undefined ? next : {...current, attribution};
}
