import {ConditionalCheckFailedException} from '@aws-sdk/client-dynamodb';
import {UpdateCommand} from '@aws-sdk/lib-dynamodb';
import type {AlertWebhook} from '#shared/model/alert-webhook.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import type {Noted} from './audit.ts';
import {pause} from './back-off.ts';
import type {Store} from './client.ts';
import {changeTenant, tenantUpdate} from './tenant-change.ts';
import {readTenant} from './tenants.ts';

/**
 * Writes where a tenant's alerts are posted to, with an entry in the audit log.
 *
 * @param tenant as it was read
 * @returns false where somebody has changed the tenant since it was read
 */
export function writeAlertWebhooks(
	store: Store<'Tenants' | 'Audit'>,
	tenant: Tenant,
	webhooks: readonly AlertWebhook[],
	noted: Pick<Noted, 'at' | 'key' | 'why' | 'detail'>,
): Promise<boolean> {
	return changeTenant(store, tenant, 'alertWebhooks', webhooks, {...noted, action: 'alert-webhook'});
}

/** How often a change is tried that somebody else was in the way of: all ten endpoints may begin to fail together. */
const TRIES = 10;

/**
 * Notes at one endpoint how it is doing.
 *
 * @param change what becomes of it; the same object where nothing does
 * @returns the endpoint as it is now; undefined where it is not there any more
 * @throws Error where others changed the tenant ten times meanwhile
 */
export async function changeAlertWebhook(
	store: Store<'Tenants'>,
	id: TenantId,
	endpoint: string,
	change: (webhook: AlertWebhook) => AlertWebhook,
): Promise<AlertWebhook | undefined> {
	for (let attempt = 0; attempt < TRIES; attempt += 1) {
		const tenant = await readTenant(store, id);
		const webhook = tenant?.alertWebhooks.find((one) => one.id === endpoint);
		if (tenant === undefined || webhook === undefined) return undefined;
		const changed = change(webhook);
		if (changed === webhook) return webhook;
		const webhooks = tenant.alertWebhooks.map((one) => (one === webhook ? changed : one));
		try {
			await store.client.send(new UpdateCommand(tenantUpdate(store.tables.Tenants, tenant, 'alertWebhooks', webhooks)));
			return changed;
		} catch (fault) {
			if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
		}
		await pause(attempt + 1);
	}
	throw new Error(`a tenant was changed by others ${TRIES} times meanwhile`);
}
