import {BatchGetCommand} from '@aws-sdk/lib-dynamodb';
import {pause} from './back-off.ts';
import type {Store} from './client.ts';
import {busy} from './faults.ts';
import type {TableName} from './tables.ts';

/** DynamoDB's own limit for one BatchGetItem. */
const MAX_KEYS = 100;
const AT_ONCE = 4;
const MAX_ATTEMPTS = 8;

type Item = Record<string, unknown>;

/**
 * Reads items by their keys in batches of 100, four at a time; keys without an item give nothing. What DynamoDB leaves
 * unprocessed is asked for again after a growing pause.
 *
 * @param keys all different
 * @param consistent false: what was written in the last second may be missing, for half the price
 * @throws Error where something is left unprocessed after eight attempts
 */
export async function batchGet<Name extends TableName>(
	store: Store<Name>,
	table: Name,
	keys: readonly Readonly<Record<string, string>>[],
	consistent = true,
): Promise<Item[]> {
	const items: Item[] = [];
	for (let start = 0; start < keys.length; start += MAX_KEYS * AT_ONCE) {
		const batches = Array.from({length: AT_ONCE}, (_, index) => {
			const from = start + index * MAX_KEYS;
			return keys.slice(from, from + MAX_KEYS);
		}).filter((batch) => batch.length > 0);
		items.push(...(await Promise.all(batches.map((batch) => oneBatch(store, table, batch, consistent)))).flat());
	}
	return items;
}

async function oneBatch<Name extends TableName>(
	{client, tables}: Store<Name>,
	table: Name,
	keys: readonly Item[],
	ConsistentRead: boolean,
): Promise<Item[]> {
	const name = tables[table];
	const items: Item[] = [];
	let left: readonly Item[] = keys;
	for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
		if (attempt > 0) await pause(attempt);
		const answer = await client.send(new BatchGetCommand({RequestItems: {[name]: {Keys: [...left], ConsistentRead}}}));
		items.push(...(answer.Responses?.[name] ?? []));
		left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
		if (left.length === 0) return items;
	}
	throw busy(`${table}: ${left.length} keys unprocessed after ${MAX_ATTEMPTS} attempts`, undefined);
}
