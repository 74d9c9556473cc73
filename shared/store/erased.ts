import {createHmac, randomBytes} from 'node:crypto';
import {UpdateCommand} from '@aws-sdk/lib-dynamodb';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {batchGet} from './batch-get.ts';
import type {Store} from './client.ts';

type Tenants = Store<'Tenants'>;

/** The first 128 bits of an HMAC: nobody without the salt can tell whose it is, or try addresses out. */
const hashOf = (salt: string, address: EmailAddress): string =>
	createHmac('sha256', salt).update(address).digest('hex').slice(0, 32);

/** The item that holds a hash: a tenant has 256 of them, so that many addresses are looked up by few reads. */
const idOf = (tenant: TenantId, hash: string): string => `erased#${tenant}#${hash.slice(0, 2)}`;

/**
 * Which of some addresses were erased and must not be mailed. It reads nothing where nobody ever was, and at most 256
 * items however many addresses are asked about.
 */
export async function readErased(
	store: Tenants,
	{id, erasureSalt: salt}: Pick<Tenant, 'id' | 'erasureSalt'>,
	addresses: readonly EmailAddress[],
): Promise<ReadonlySet<EmailAddress>> {
	if (salt === undefined) return new Set();
	const hashes = new Map(addresses.map((address) => [address, hashOf(salt, address)]));
	const ids = new Set([...hashes.values()].map((hash) => idOf(id, hash)));
	const items = await batchGet(
		store,
		'Tenants',
		[...ids].map((one) => ({id: one})),
	);
	const kept = new Set(items.flatMap(({hashes: some}) => (some instanceof Set ? [...some] : [])));
	return new Set(addresses.filter((address) => kept.has(hashes.get(address))));
}

/** Keeps the hash of an address. */
export async function keepErased(store: Tenants, tenant: TenantId, address: EmailAddress): Promise<void> {
	const hash = hashOf(await saltOf(store, tenant), address);
	await store.client.send(
		new UpdateCommand({
			TableName: store.tables.Tenants,
			Key: {id: idOf(tenant, hash)},
			UpdateExpression: 'ADD #hashes :hash',
			ExpressionAttributeNames: {'#hashes': 'hashes'},
			ExpressionAttributeValues: {':hash': new Set([hash])},
		}),
	);
}

/** The tenant's salt, made when it is first wanted. The version rises, so that nobody writes an older tenant over it. */
async function saltOf(store: Tenants, tenant: TenantId): Promise<string> {
	const {Attributes} = await store.client.send(
		new UpdateCommand({
			TableName: store.tables.Tenants,
			Key: {id: `tenant#${tenant}`},
			UpdateExpression: 'SET #salt = if_not_exists(#salt, :salt), #version = #version + :one',
			ConditionExpression: 'attribute_exists(#id)',
			ExpressionAttributeNames: {'#id': 'id', '#salt': 'erasureSalt', '#version': 'version'},
			ExpressionAttributeValues: {':salt': randomBytes(32).toString('hex'), ':one': 1},
			ReturnValues: 'ALL_NEW',
		}),
	);
	const salt: unknown = Attributes?.erasureSalt;
	if (typeof salt !== 'string') throw new Error('Tenants: the salt was not kept');
	return salt;
}
