import {TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {TransactWriteCommand} from '@aws-sdk/lib-dynamodb';
import type {Tenant} from '#shared/model/tenant.ts';
import {auditPut, type Noted} from './audit.ts';
import type {Store} from './client.ts';

/** The update of one attribute of a tenant; nothing at all where somebody has changed the tenant since it was read. */
export function tenantUpdate(TableName: string, {id, version}: Tenant, attribute: keyof Tenant, value: unknown) {
	return {
		TableName,
		Key: {id: `tenant#${id}`},
		UpdateExpression: 'SET #attribute = :value, #version = :next',
		ConditionExpression: '#version = :version',
		ExpressionAttributeNames: {'#attribute': attribute, '#version': 'version'},
		ExpressionAttributeValues: {':value': value, ':version': version, ':next': version + 1},
	};
}

/**
 * Changes one attribute of a tenant with an entry in the audit log; nothing else of the tenant is touched.
 *
 * @param tenant as it was read
 * @returns false where somebody has changed the tenant since it was read
 */
export async function changeTenant<Attribute extends keyof Tenant>(
	{tables, client}: Store<'Tenants' | 'Audit'>,
	tenant: Tenant,
	attribute: Attribute,
	value: Readonly<Tenant[Attribute]>,
	noted: Omit<Noted, 'tenant'>,
): Promise<boolean> {
	const TransactItems = [
		{Update: tenantUpdate(tables.Tenants, tenant, attribute, value)},
		{Put: auditPut(tables.Audit, {...noted, tenant: tenant.id})},
	];
	try {
		await client.send(new TransactWriteCommand({TransactItems}));
		return true;
	} catch (fault) {
		if (fault instanceof TransactionCanceledException) return false;
		throw fault;
	}
}
