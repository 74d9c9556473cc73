import {TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {GetCommand, paginateScan, TransactWriteCommand, type TransactWriteCommandInput} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import {tenantIdSchema} from '#shared/model/names.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {type Tenant, tenantSchema} from '#shared/model/tenant.ts';
import type {Store} from './client.ts';
import {parseItem} from './parse.ts';

type Tenants = Store<'Tenants'>;
type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

const MAX_WRITES = 100;
const tenantKey = (id: TenantId): string => `tenant#${id}`;
const topicKey = (arn: string): string => `topic#${arn}`;

/** An item holds the tenant under the key `tenant#<id>`, its own id as `tenant`. */
const toItem = ({id, ...rest}: Tenant) => ({...rest, id: tenantKey(id), tenant: id});
const fromItem = (item: Readonly<Record<string, unknown>>): Tenant =>
	parseItem('Tenants', tenantSchema, {...item, id: item.tenant});

/**
 * The tenant, read consistently; undefined where there is none.
 *
 * @throws Error where the record is broken
 */
export async function readTenant(store: Tenants, id: TenantId): Promise<Tenant | undefined> {
	const {Item} = await store.client.send(
		new GetCommand({TableName: store.tables.Tenants, Key: {id: tenantKey(id)}, ConsistentRead: true}),
	);
	return Item === undefined ? undefined : fromItem(Item);
}

/** The one tenant whose list has this SNS topic; undefined where nobody's has. */
export async function tenantOfTopic(store: Tenants, arn: string): Promise<TenantId | undefined> {
	const {Item} = await store.client.send(
		new GetCommand({TableName: store.tables.Tenants, Key: {id: topicKey(arn)}, ConsistentRead: true}),
	);
	return Item === undefined ? undefined : parseItem('Tenants', tenantIdSchema, Item.tenant);
}

/** All tenants, by a scan: for people at a command line, not for the way of the data. In order of their ids. */
export async function listTenants(store: Tenants): Promise<Tenant[]> {
	const pages = paginateScan(
		{client: store.client},
		{
			TableName: store.tables.Tenants,
			FilterExpression: 'begins_with(#id, :tenant)',
			ExpressionAttributeNames: {'#id': 'id'},
			ExpressionAttributeValues: {':tenant': 'tenant#'},
		},
	);
	const tenants: Tenant[] = [];
	for await (const page of pages) tenants.push(...(page.Items ?? []).map(fromItem));
	return tenants.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Writes a new tenant with its topics, in one transaction. Refused (`conflict`) where the id or a topic is taken. */
export function createTenant(store: Tenants, tenant: Tenant): Promise<Tenant | Refusal> {
	return write(store, tenant, undefined);
}

/**
 * Writes a tenant that was read and changed, with the topics that came and went, in one transaction.
 *
 * @param tenant with the version that it was read with
 * @returns the tenant with its new version; refused (`conflict`) where somebody was quicker or a topic is another's,
 * (`not-found`) where there is no such tenant, (`invalid`) where more topics change than one transaction can hold
 */
export async function updateTenant(store: Tenants, tenant: Tenant): Promise<Tenant | Refusal> {
	const stored = await readTenant(store, tenant.id);
	if (stored === undefined) return refuse('not-found', 'There is no such tenant.', {reason: 'tenant'});
	return write(store, {...tenant, version: tenant.version + 1}, stored);
}

async function write(store: Tenants, tenant: Tenant, stored: Tenant | undefined): Promise<Tenant | Refusal> {
	const TableName = store.tables.Tenants;
	const before = new Set(stored?.ses.topicArns);
	const after = new Set(tenant.ses.topicArns);
	const ours = {
		ConditionExpression: 'attribute_not_exists(#id) OR #tenant = :tenant',
		ExpressionAttributeNames: {'#id': 'id', '#tenant': 'tenant'},
		ExpressionAttributeValues: {':tenant': tenant.id},
	};
	const writes: Writes = [
		{
			Put: {
				TableName,
				Item: toItem(tenant),
				...(stored === undefined
					? {ConditionExpression: 'attribute_not_exists(#id)', ExpressionAttributeNames: {'#id': 'id'}}
					: {
							ConditionExpression: '#version = :version',
							ExpressionAttributeNames: {'#version': 'version'},
							ExpressionAttributeValues: {':version': tenant.version - 1},
						}),
			},
		},
		...[...after]
			.filter((arn) => !before.has(arn))
			.map((arn) => ({Put: {TableName, Item: {id: topicKey(arn), tenant: tenant.id}, ...ours}})),
		...[...before]
			.filter((arn) => !after.has(arn))
			.map((arn) => ({Delete: {TableName, Key: {id: topicKey(arn)}, ...ours}})),
	];
	if (writes.length > MAX_WRITES) {
		return refuse('invalid', 'Too many topics change at once; do it in two steps.', {field: 'ses.topicArns'});
	}
	try {
		await store.client.send(new TransactWriteCommand({TransactItems: writes}));
		return tenant;
	} catch (fault) {
		const refusal = refusalOf(fault);
		if (refusal === undefined) throw fault;
		return refusal;
	}
}

/** The first write is the tenant's, the others are topics'. */
function refusalOf(fault: unknown): Refusal | undefined {
	if (!(fault instanceof TransactionCanceledException)) return undefined;
	const [tenant, ...topics] = (fault.CancellationReasons ?? []).map(({Code}) => Code);
	if (tenant === 'ConditionalCheckFailed') {
		return refuse('conflict', 'The tenant exists already, or somebody changed it meanwhile; read it again.', {
			reason: 'version',
		});
	}
	if (topics.includes('ConditionalCheckFailed')) {
		return refuse('conflict', 'A topic belongs to another tenant.', {reason: 'topic', field: 'ses.topicArns'});
	}
	return [tenant, ...topics].includes('TransactionConflict')
		? refuse('conflict', 'Somebody changes it just now; try again.', {reason: 'busy'})
		: undefined;
}
