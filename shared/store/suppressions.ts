import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import {type EmailAddress, isEmailAddress, type TenantId} from '#shared/model/names.ts';
import {type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import {batchGet} from './batch-get.ts';
import type {Store} from './client.ts';
import {parseItem, withoutNulls} from './parse.ts';
import {unchanged} from './version.ts';

type Suppressions = Store<'Suppressions'>;

const MAX_PAGES = 20;

/** Nulls, `false` and empty lists are not stored: an item of a long address with its response stays below 1 KB. */
function suppressionItem(record: SuppressionRecord): Record<string, unknown> {
	const {heldByEsp, countedAt, ...rest} = record;
	return withoutNulls({
		...rest,
		heldByEsp: heldByEsp ? true : null,
		countedAt: countedAt.length > 0 ? countedAt : null,
	});
}

function fromItem(item: Readonly<Record<string, unknown>>): SuppressionRecord {
	const absent = {parts: null, response: null, rule: null, esp: null, heldByEsp: false, countedAt: []};
	return parseItem('Suppressions', suppressionSchema, {...absent, ...item});
}

/** The put that makes a record the version after the one it was read with. */
export function suppressionPut(TableName: string, record: SuppressionRecord) {
	return {TableName, Item: suppressionItem({...record, version: record.version + 1}), ...unchanged(record.version)};
}

/** What is known against an address, read consistently; undefined where nothing is. */
export async function readSuppression(
	store: Suppressions,
	tenant: TenantId,
	recipient: EmailAddress,
): Promise<SuppressionRecord | undefined> {
	return (await readSuppressions(store, tenant, [recipient])).get(recipient);
}

/**
 * What is known against each of many addresses, in batches of 100; those without a record are not in the map.
 *
 * @param consistent false: what was written in the last second may be missing, for half the price
 */
export async function readSuppressions(
	store: Suppressions,
	tenant: TenantId,
	recipients: readonly EmailAddress[],
	consistent = true,
): Promise<Map<EmailAddress, SuppressionRecord>> {
	const keys = [...new Set(recipients)].map((recipient) => ({tenant, recipient}));
	const records = (await batchGet(store, 'Suppressions', keys, consistent)).map(fromItem);
	return new Map(records.map((record) => [record.recipient, record]));
}

/** Which records are wanted, and where to go on. */
export interface SuppressionPage {
	/** At most so many records. */
	readonly limit: number;
	/** The `next` of the page before. */
	readonly after?: EmailAddress | undefined;
	readonly status?: SuppressionRecord['status'] | undefined;
}

/**
 * A tenant's records in order of the addresses. A page may hold fewer than `limit` although `next` is there: where a
 * status is rare, the search for it stops after 20 requests.
 */
export async function listSuppressions(
	store: Suppressions,
	tenant: TenantId,
	{limit, after, status}: SuppressionPage,
): Promise<{records: SuppressionRecord[]; next?: EmailAddress}> {
	const records: SuppressionRecord[] = [];
	let from: Record<string, unknown> | undefined = after === undefined ? undefined : {tenant, recipient: after};
	for (let page = 0; page < MAX_PAGES; page += 1) {
		const answer = await store.client.send(
			new QueryCommand({
				TableName: store.tables.Suppressions,
				KeyConditionExpression: '#tenant = :tenant',
				...(status === undefined ? {} : {FilterExpression: '#status = :status'}),
				ExpressionAttributeNames: {'#tenant': 'tenant', ...(status === undefined ? {} : {'#status': 'status'})},
				ExpressionAttributeValues: {':tenant': tenant, ...(status === undefined ? {} : {':status': status})},
				ExclusiveStartKey: from,
				// A filter is applied after the limit, so that a page of what is wanted needs wider requests.
				Limit: status === undefined ? limit - records.length : Math.max(limit, 250),
			}),
		);
		records.push(...(answer.Items ?? []).map(fromItem));
		from = answer.LastEvaluatedKey;
		if (records.length >= limit || from === undefined) break;
	}
	const last = records.length > limit ? records[limit - 1]?.recipient : recipientOf(from);
	return {records: records.slice(0, limit), ...(last === undefined ? {} : {next: last})};
}

function recipientOf(key: Readonly<Record<string, unknown>> | undefined): EmailAddress | undefined {
	const recipient = key?.recipient;
	return typeof recipient === 'string' && isEmailAddress(recipient) ? recipient : undefined;
}
