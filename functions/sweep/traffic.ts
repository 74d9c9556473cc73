import type {TenantId} from '#shared/model/names.ts';
import type {Store} from '#shared/store/client.ts';
import {readTraffic, type SenderTraffic, type TrafficQuery} from '#shared/store/traffic.ts';

/** Readings of one tenant in one run: each may be of megabytes, and a tenant may have a thousand incidents. */
const MAX_READINGS = 60;

/** Gives a tenant's traffic; undefined where the run has read enough of this tenant's. */
export type ReadTraffic = (tenant: TenantId, query: TrafficQuery) => Promise<SenderTraffic | undefined>;

/** Traffic out of the Reputation table, for one run. */
export function trafficReader(store: Store<'Reputation'>): ReadTraffic {
	const readings = new Map<TenantId, number>();
	return async (tenant, query) => {
		const before = readings.get(tenant) ?? 0;
		if (before >= MAX_READINGS) return undefined;
		readings.set(tenant, before + 1);
		return readTraffic(store, tenant, query);
	};
}
