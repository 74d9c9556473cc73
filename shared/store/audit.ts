import {randomBytes} from 'node:crypto';
import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import {type AuditEntry, auditSchema} from '#shared/model/audit.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {Store} from './client.ts';
import {commit, MAX_WRITES} from './commit.ts';
import {ownerKey} from './facts.ts';
import {parseItem, withoutNulls} from './parse.ts';

type Audit = Store<'Audit'>;

/** An entry of the log but for its id, which its time makes. */
export type Noted = Omit<AuditEntry, 'id' | 'at'> & {readonly at: Date};

const batchKey = (tenant: TenantId, release: string): string => `${tenant}#${release}`;

/** The put of an entry; no two get the same id. */
export function auditPut(TableName: string, {at, ...noted}: Noted) {
	const time = at.toISOString();
	return {
		TableName,
		Item: withoutNulls({
			...noted,
			at: time,
			id: `${time}-${randomBytes(4).toString('hex')}`,
			owner: noted.address === undefined ? null : ownerKey(noted.tenant, noted.address),
			batch: noted.release === undefined ? null : batchKey(noted.tenant, noted.release),
		}),
	};
}

/** Writes entries about what did not happen in a table of ours. */
export async function note(store: Audit, entries: readonly Noted[]): Promise<void> {
	for (let start = 0; start < entries.length; start += MAX_WRITES) {
		const writes = entries
			.slice(start, start + MAX_WRITES)
			.map((entry) => ({item: {Put: auditPut(store.tables.Audit, entry)}}));
		await commit(store, async () => writes);
	}
}

/** Which entries are wanted: those about an address, of a bulk release, or all of a tenant; and where to go on. */
export interface AuditPage {
	readonly limit: number;
	/** The `next` of the page before. */
	readonly after?: string | undefined;
	readonly address?: EmailAddress | undefined;
	readonly release?: string | undefined;
	/** First and last time, both included. */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
}

/** A tenant's log of changes, newest first. Those about an address and of a release appear after a moment. */
export async function listAudit(
	store: Audit,
	tenant: TenantId,
	{limit, after, address, release, from = '0', to = '9'}: AuditPage,
): Promise<{entries: AuditEntry[]; next?: string}> {
	const {index, name, value} = partitionOf(tenant, address, release);
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Audit,
			IndexName: index,
			KeyConditionExpression: '#partition = :partition AND #id BETWEEN :from AND :to',
			ExpressionAttributeNames: {'#partition': name, '#id': 'id'},
			// `~` follows the dash and the digits after a time.
			ExpressionAttributeValues: {':partition': value, ':from': from, ':to': `${to}~`},
			ScanIndexForward: false,
			ExclusiveStartKey: after === undefined ? undefined : {tenant, id: after, [name]: value},
			Limit: limit,
		}),
	);
	const next: unknown = answer.LastEvaluatedKey?.id;
	return {
		entries: (answer.Items ?? []).map((item) => parseItem('Audit', auditSchema, item)),
		...(typeof next === 'string' ? {next} : {}),
	};
}

function partitionOf(tenant: TenantId, address: EmailAddress | undefined, release: string | undefined) {
	if (address !== undefined) return {index: 'byAddress', name: 'owner', value: ownerKey(tenant, address)};
	if (release !== undefined) return {index: 'byRelease', name: 'batch', value: batchKey(tenant, release)};
	return {index: undefined, name: 'tenant', value: tenant};
}
