import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import {type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import {batchGet} from './batch-get.ts';
import type {Store} from './client.ts';
import {addressOf, mailboxOf} from './mailbox.ts';
import {parseItem, withoutNulls} from './parse.ts';
import {unchanged} from './version.ts';

type Suppressions = Store<'Suppressions'>;

/** The index's partition of records of one status, reason and ESP. */
export const listKey = ({tenant, status, reason, esp}: Listed): string => `${tenant}#${status}#${reason}#${esp ?? '-'}`;
type Listed = Pick<SuppressionRecord, 'tenant' | 'status' | 'reason' | 'esp'>;

/** Nulls, `false` and empty lists are not stored: an item of a long address with its response stays below 1 KB. */
function suppressionItem(record: SuppressionRecord): Record<string, unknown> {
	const {recipient, heldByEsp, countedAt, ...rest} = record;
	return withoutNulls({
		...rest,
		mailbox: mailboxOf(recipient),
		list: listKey(record),
		since: record.since ?? record.firstSeenAt,
		heldByEsp: heldByEsp ? true : null,
		countedAt: countedAt.length > 0 ? countedAt : null,
	});
}

/** The record in an item. */
export function suppressionFrom(item: Readonly<Record<string, unknown>>): SuppressionRecord {
	const absent = {parts: null, response: null, rule: null, esp: null, heldByEsp: false, countedAt: []};
	return parseItem('Suppressions', suppressionSchema, {...absent, ...item, recipient: addressOf(item.mailbox)});
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
	const keys = [...new Set(recipients)].map((recipient) => ({tenant, mailbox: mailboxOf(recipient)}));
	const records = (await batchGet(store, 'Suppressions', keys, consistent)).map(suppressionFrom);
	return new Map(records.map((record) => [record.recipient, record]));
}
