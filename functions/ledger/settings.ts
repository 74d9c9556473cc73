import type {TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import type {Store} from '#shared/store/client.ts';
import {readTenant} from '#shared/store/tenants.ts';

/** How long a tenant's settings are used before they are read again, in milliseconds. */
const GOOD_FOR_MS = 60_000;
const MAX_COPIES = 1_000;

/** Gives a tenant's settings; undefined where there is no such tenant. */
export type SettingsOf = (tenant: TenantId) => Promise<TenantSettings | undefined>;

/** Settings out of the Tenants table, each kept for a minute. That there is no tenant is not kept. */
export function settingsFrom(store: Store<'Tenants'>, now: () => Date): SettingsOf {
	const copies = new Map<TenantId, {settings: TenantSettings; until: number}>();
	return async (id) => {
		const copy = copies.get(id);
		if (copy !== undefined && now().getTime() < copy.until) return copy.settings;
		const settings = (await readTenant(store, id))?.settings;
		if (settings === undefined) return undefined;
		if (copies.size >= MAX_COPIES) copies.clear();
		copies.set(id, {settings, until: now().getTime() + GOOD_FOR_MS});
		return settings;
	};
}
