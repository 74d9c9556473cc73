import type {Tenant, TenantSettings} from '#shared/model/tenant.ts';
import type {Noted} from './audit.ts';
import type {Store} from './client.ts';
import {changeTenant} from './tenant-change.ts';

/**
 * Writes a tenant's settings with an entry in the audit log; nothing else of the tenant is touched.
 *
 * @param tenant as it was read
 * @returns false where somebody has changed the tenant since it was read
 */
export function writeSettings(
	store: Store<'Tenants' | 'Audit'>,
	tenant: Tenant,
	settings: TenantSettings,
	author: Pick<Noted, 'at' | 'key' | 'why'>,
): Promise<boolean> {
	const noted = {...author, action: 'settings' as const, before: tenant.settings, after: settings};
	return changeTenant(store, tenant, 'settings', settings, noted);
}
