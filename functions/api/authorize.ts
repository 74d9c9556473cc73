import {log} from '#functions/middleware/log.ts';
import {tenantOfApiKey, verifyApiKey} from '#shared/authenticate/api-key.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {Role, Tenant} from '#shared/model/tenant.ts';
import type {Store} from '#shared/store/client.ts';
import {readTenant} from '#shared/store/tenants.ts';

/** Who calls. */
export interface Caller {
	readonly tenant: Tenant;
	readonly role: Role;
	/** The key's name, for the record of who did what. */
	readonly key: string;
	/** The key's hash: what its cursors are sealed with. */
	readonly keyHash: string;
}

/** One sentence for every wrong key, so that nobody learns which tenants there are. */
const WRONG = 'Send the header "Authorization: Bearer <API key>" with a valid key (bl_<tenant>_<secret>).';

/** API key → tenant and role. A missing, malformed or wrong key, an unknown and a disabled tenant: the same refusal. */
export async function authorize(authorization: string | undefined, store: Store<'Tenants'>): Promise<Caller | Refusal> {
	const key = /^bearer +(\S{1,200})$/i.exec(authorization?.trim() ?? '')?.[1];
	if (key === undefined) return refuse('not-authentic', WRONG, {reason: 'no bearer key'});
	const id = tenantOfApiKey(key);
	const tenant = id === undefined ? undefined : await readTenant(store, id);
	const kept = verifyApiKey(key, tenant);
	if (tenant !== undefined && kept !== undefined) {
		return {tenant, role: kept.role, key: kept.name, keyHash: kept.hash};
	}
	const reason = id === undefined ? 'malformed key' : tenant === undefined ? 'unknown tenant' : 'wrong key or disabled';
	log.warn('api-refused', {reason, tenant: tenant?.id});
	return refuse('not-authentic', WRONG, {reason});
}

/** What a role may do besides its own: `manage` may all that `read` may. */
const ALLOWS: Readonly<Record<Role, readonly Role[]>> = {read: ['read'], manage: ['read', 'manage']};

/** A refusal where the caller's role is not enough. */
export function permit(caller: Caller, needed: Role): Refusal | undefined {
	if (ALLOWS[caller.role].includes(needed)) return undefined;
	return refuse('forbidden', `This needs a key of the role "${needed}"; this key has the role "${caller.role}".`);
}
