import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import {type Count, isMetric} from '#shared/model/reputation.ts';
import {END, listPrefix, monthKey, months} from './buckets.ts';
import type {Store} from './client.ts';
import type {ListedDimension} from './lists.ts';

const MAX_MONTHS = 14;
/** Of at most 1 MB each. */
const MAX_PAGES = 50;

/** What is read of lists. */
export interface ListQuery {
	readonly dimensions: readonly ListedDimension[];
	readonly from: string;
	readonly to: string;
}

/** One entry of a list; `sender` as `readSender` reads it. */
export interface Listed extends Pick<Count, 'value' | 'metric' | 'by'> {
	readonly dimension: ListedDimension;
	readonly sender: string;
}

/**
 * Reads the lists from one hour to another, both included, newest first, and hands on each count. At most 50 MB are read.
 *
 * @returns false where there was more than is read at once
 */
export async function readLists(
	store: Store<'Reputation'>,
	tenant: TenantId,
	{dimensions, from, to}: ListQuery,
	add: (listed: Listed) => void,
): Promise<boolean> {
	let pages = 0;
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		let start: Record<string, unknown> | undefined;
		do {
			if (pages === MAX_PAGES) return false;
			pages += 1;
			const answer = await store.client.send(
				new QueryCommand({
					TableName: store.tables.Reputation,
					KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
					ProjectionExpression: dimensions.map((_, index) => `#list${index}`).join(', '),
					ExpressionAttributeNames: {
						'#month': 'month',
						'#bucket': 'bucket',
						...Object.fromEntries(dimensions.map((dimension, index) => [`#list${index}`, dimension])),
					},
					ExpressionAttributeValues: {
						':month': monthKey(tenant, month),
						':from': listPrefix(first),
						':to': listPrefix(last) + END,
					},
					ScanIndexForward: false,
					ExclusiveStartKey: start,
				}),
			);
			for (const item of answer.Items ?? [])
				for (const dimension of dimensions) readList(dimension, item[dimension], add);
			start = answer.LastEvaluatedKey;
		} while (start !== undefined);
	}
	return true;
}

function readList(dimension: ListedDimension, list: unknown, add: (listed: Listed) => void) {
	for (const [sender, metrics] of entries(list)) {
		for (const [metric, counts] of entries(metrics)) {
			if (!isMetric(metric)) continue; // a metric of a later version
			for (const [count, values] of entries(counts)) {
				if (typeof values !== 'string') throw new Error('Reputation: broken item under key (month, bucket): list');
				for (const value of values.split(' ')) add({dimension, sender, metric, value, by: Number(count)});
			}
		}
	}
}

const entries = (value: unknown): [string, unknown][] =>
	typeof value === 'object' && value !== null ? Object.entries(value) : [];
