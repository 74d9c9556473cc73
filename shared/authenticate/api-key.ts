import {isTenantId, type TenantId} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {matchesHash, newSecret} from './secret.ts';

/** Longest key that is looked at: `bl_`, 40 characters of tenant, `_`, 43 of secret. */
const MAX_KEY = 87;

/** A new API key, `bl_<tenant>_<secret>`. Keep only its hash (`hashSecret` of the whole text). */
export function newApiKey(tenant: TenantId): string {
	return `bl_${tenant}_${newSecret()}`;
}

/** Whose key a text claims to be, or undefined where it has not the form of a key. Proves nothing. */
export function tenantOfApiKey(key: string): TenantId | undefined {
	if (!key.startsWith('bl_') || key.length > MAX_KEY) return undefined;
	const end = key.indexOf('_', 3);
	const tenant = key.slice(3, Math.max(end, 3));
	return isTenantId(tenant) && end < key.length - 1 ? tenant : undefined;
}

/** The key as it is kept, where it is one of the tenant's keys and the tenant is not disabled. */
export function verifyApiKey(key: string, tenant: Tenant | undefined): Tenant['apiKeys'][number] | undefined {
	const keys = tenant === undefined ? [] : tenant.apiKeys;
	// Compared even for nobody: an unknown tenant takes as long as a wrong secret.
	let found: Tenant['apiKeys'][number] | undefined;
	if (keys.length === 0) matchesHash(key, []);
	for (const kept of keys) if (matchesHash(key, [kept.hash])) found = kept;
	return tenant === undefined || tenant.disabled ? undefined : found;
}
