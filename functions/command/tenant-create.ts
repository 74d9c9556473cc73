import {newSecret} from '#shared/authenticate/secret.ts';
import type {TenantId} from '#shared/model/names.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import type {Role, Tenant} from '#shared/model/tenant.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {keepDevTenant, newSendgridKey} from './dev-keys.ts';
import type {Stack} from './stack.ts';
import {emptyTenant, withApiKey, withPassword} from './tenant-change.ts';

/** The name of the key that comes with a tenant. */
export const FIRST_KEY = 'default';

/** The topic that stands for a local tenant's SES events. */
export function localTopic(id: TenantId): string {
	return `arn:aws:sns:us-east-1:000000000000:${id}-ses-events`;
}

/** A tenant that was just made, with the secrets that nobody can read again. */
export interface NewTenant {
	readonly tenant: Tenant;
	readonly password: string;
	readonly apiKey: string;
}

/**
 * Creates a tenant with a password for Postmark and an API key. On the local stack it also makes what the ESPs would:
 * SendGrid's key pair and SES's topic, and keeps what signs as they do beside the local stack's data.
 */
export async function create(stack: Stack, id: TenantId, role: Role, now: Date): Promise<NewTenant | Refusal> {
	const password = newSecret();
	const {tenant: plain, key} = withApiKey(withPassword(emptyTenant(id, now), password, now), FIRST_KEY, role, now);
	const local = stack.name === 'local';
	const pair = newSendgridKey();
	const tenant = local
		? {...plain, ses: {topicArns: [localTopic(id)]}, sendgrid: {publicKeys: [pair.publicKey]}}
		: plain;
	const created = await createTenant(stack.store, tenant);
	if (isRefusal(created)) return created;
	if (local) {
		keepDevTenant({
			id,
			apiKey: key,
			postmark: {username: tenant.postmark.username, password},
			sendgrid: {privateKey: pair.privateKey},
			ses: {topicArn: localTopic(id)},
		});
	}
	return {tenant: created, password, apiKey: key};
}
