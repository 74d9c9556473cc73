import {newSecret} from '#shared/authenticate/secret.ts';
import {type TenantId, tenantIdSchema} from '#shared/model/names.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import type {DevTenant} from '#shared/model/stack.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {readTenant, updateTenant} from '#shared/store/tenants.ts';
import {keepDevTenant, newSendgridKey, readDevKeys} from './dev-keys.ts';
import type {Stack} from './stack.ts';
import {withApiKey, withPassword, withPublicKey, withTopic} from './tenant-change.ts';
import {create, FIRST_KEY, localTopic} from './tenant-create.ts';

/** The tenant of the demonstration. */
export const DEMO = tenantIdSchema.parse('demo');

const kept = (id: TenantId): DevTenant | undefined => readDevKeys().tenants.find((one) => one.id === id);

/** New credentials for a tenant whose old ones this machine does not know (any more). */
async function renew(stack: Stack, tenant: Tenant, now: Date): Promise<undefined | Refusal> {
	const pair = newSendgridKey();
	const password = newSecret();
	const {tenant: keyed, key} = withApiKey(withPassword(tenant, password, now), FIRST_KEY, 'manage', now);
	const signed = withPublicKey(keyed, pair.publicKey);
	if (isRefusal(signed)) return signed;
	const listed = withTopic(signed, '+', localTopic(tenant.id));
	if (isRefusal(listed)) return listed;
	const updated = await updateTenant(stack.store, listed);
	if (isRefusal(updated)) return updated;
	keepDevTenant({
		id: tenant.id,
		apiKey: key,
		postmark: {username: tenant.postmark.username, password},
		sendgrid: {privateKey: pair.privateKey},
		ses: {topicArn: localTopic(tenant.id)},
	});
	return undefined;
}

/** The tenant's keys on this machine; the tenant is created where there is none. */
export async function demoTenant(stack: Stack, id: TenantId, now: Date): Promise<DevTenant | Refusal> {
	const stored = await readTenant(stack.store, id);
	if (stored === undefined) {
		const made = await create(stack, id, 'manage', now);
		if (isRefusal(made)) return made;
	} else if (kept(id) === undefined) {
		const refused = await renew(stack, stored, now);
		if (refused !== undefined) return refused;
	}
	const dev = kept(id);
	if (dev === undefined) throw new Error('demo: the keys that were just written are not there');
	return dev;
}
