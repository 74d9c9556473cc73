import {INCIDENT_COSTS} from '#shared/insight/score-table.ts';
import type {Incident} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {Store} from '#shared/store/client.ts';
import {listUnresolvedIds, readUnresolved} from '#shared/store/unresolved.ts';

/** As many are read at once, those first that weigh most in the score. */
const MAX_READ = 100;

const rankOf = (id: string): number => INCIDENT_COSTS.findIndex(({kind}) => id.startsWith(`${kind}#`));

export interface OpenIncidents {
	readonly incidents: readonly Incident[];
	/** How many there are in all. */
	readonly total: number;
}

/** What goes on with a tenant: at most 100 incidents, so that it costs a bounded number of reads. */
export async function openIncidents(store: Store<'Incidents'>, tenant: TenantId): Promise<OpenIncidents> {
	const ids = await listUnresolvedIds(store, tenant);
	const worst = ids.toSorted((one, other) => rankOf(one) - rankOf(other)).slice(0, MAX_READ);
	const incidents = await readUnresolved(store, tenant, worst);
	return {incidents, total: ids.length > MAX_READ ? ids.length : incidents.length};
}
