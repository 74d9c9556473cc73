import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import type {CountedDimension} from '#shared/model/reputation.ts';
import {counterPrefix, END, monthKey, months, readCounterKey} from './buckets.ts';
import type {Store} from './client.ts';

/** As long as counters are kept. */
export const MAX_MONTHS = 14;

/** An item of the Reputation table as it was read. */
export type Item = Readonly<Record<string, unknown>>;

/** The value and the hour of a counter. */
export const keyOf = (item: Item) => readCounterKey(String(item.month), String(item.bucket));

/** Keys that stand together. */
export interface Range {
	readonly month: string;
	readonly from: string;
	readonly to: string;
	readonly limit?: number;
}

/** One page, at most 1 MB. */
export async function readPage(store: Store<'Reputation'>, range: Range, start: Item | undefined) {
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Reputation,
			KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
			ExpressionAttributeNames: {'#month': 'month', '#bucket': 'bucket'},
			ExpressionAttributeValues: {':month': range.month, ':from': range.from, ':to': range.to},
			ExclusiveStartKey: start,
			Limit: range.limit,
		}),
	);
	const items: readonly Item[] = answer.Items ?? [];
	return {items, next: answer.LastEvaluatedKey};
}

/** Whose counters are wanted; hours as everywhere, both included. */
export interface ValueQuery {
	readonly dimension: Exclude<CountedDimension, 'all'>;
	readonly value: string;
	readonly from: string;
	readonly to: string;
}

/**
 * Reads the counters of one value: its keys from the first to the last hour stand together. There are at most eight
 * items an hour, however much was counted.
 */
export async function readValue(
	store: Store<'Reputation'>,
	tenant: TenantId,
	{dimension, value, from, to}: ValueQuery,
	add: (item: Item) => void,
): Promise<void> {
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		const range: Range = {
			month: monthKey(tenant, month),
			from: counterPrefix(dimension, value, first),
			to: counterPrefix(dimension, value, last) + END,
		};
		let start: Item | undefined;
		do {
			const page = await readPage(store, range, start);
			for (const item of page.items) add(item);
			start = page.next;
		} while (start !== undefined);
	}
}
