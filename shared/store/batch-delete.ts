import {BatchWriteCommand, type BatchWriteCommandOutput} from '@aws-sdk/lib-dynamodb';
import {pause} from './back-off.ts';
import type {Store} from './client.ts';
import {busy} from './faults.ts';
import type {TableName} from './tables.ts';

/** DynamoDB's own limit for one BatchWriteItem. */
const MAX_KEYS = 25;
const MAX_ATTEMPTS = 8;

/**
 * Deletes items by their keys; what is not there is no fault.
 *
 * @param keys all different
 * @throws Error where something is left unprocessed after eight attempts
 */
export async function batchDelete<Name extends TableName>(
	{client, tables}: Store<Name>,
	table: Name,
	keys: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
	const name = tables[table];
	for (let start = 0; start < keys.length; start += MAX_KEYS) {
		let left: readonly object[] | undefined = keys
			.slice(start, start + MAX_KEYS)
			.map((Key) => ({DeleteRequest: {Key}}));
		for (let attempt = 0; left !== undefined && left.length > 0; attempt += 1) {
			if (attempt === MAX_ATTEMPTS) throw busy(`${table}: ${left.length} items are not deleted`, undefined);
			if (attempt > 0) await pause(attempt);
			const answer: BatchWriteCommandOutput = await client.send(
				new BatchWriteCommand({RequestItems: {[name]: [...left]}}),
			);
			left = answer.UnprocessedItems?.[name];
		}
	}
}
