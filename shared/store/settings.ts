import {TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {TransactWriteCommand} from '@aws-sdk/lib-dynamodb';
import type {Tenant, TenantSettings} from '#shared/model/tenant.ts';
import {auditPut, type Noted} from './audit.ts';
import type {Store} from './client.ts';

/**
 * Writes a tenant's settings with an entry in the audit log; nothing else of the tenant is touched.
 *
 * @param tenant as it was read
 * @returns false where somebody has changed the tenant since it was read
 */
export async function writeSettings(
	store: Store<'Tenants' | 'Audit'>,
	tenant: Tenant,
	settings: TenantSettings,
	author: Pick<Noted, 'at' | 'key' | 'why'>,
): Promise<boolean> {
	const {tables, client} = store;
	const TransactItems = [
		{
			Update: {
				TableName: tables.Tenants,
				Key: {id: `tenant#${tenant.id}`},
				UpdateExpression: 'SET #settings = :settings, #version = :next',
				ConditionExpression: '#version = :version',
				ExpressionAttributeNames: {'#settings': 'settings', '#version': 'version'},
				ExpressionAttributeValues: {':settings': settings, ':version': tenant.version, ':next': tenant.version + 1},
			},
		},
		{
			Put: auditPut(tables.Audit, {
				...author,
				tenant: tenant.id,
				action: 'settings',
				before: tenant.settings,
				after: settings,
			}),
		},
	];
	try {
		await client.send(new TransactWriteCommand({TransactItems}));
		return true;
	} catch (fault) {
		if (fault instanceof TransactionCanceledException) return false;
		throw fault;
	}
}
