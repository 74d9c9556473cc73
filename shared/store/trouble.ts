import {hash} from 'node:crypto';
import {PutCommand, QueryCommand} from '@aws-sdk/lib-dynamodb';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {SHARDS, troubleKey} from './buckets.ts';
import type {Store} from './client.ts';

type Reputation = Store<'Reputation'>;

/** A mark, and samples, are written once in so many milliseconds by whoever writes them. */
export const TOLD_EVERY_MS = 300_000;

const MARK_S = 2 * 86_400;
/** Of a shard's marks; of at most 1 MB each. */
const MAX_PAGES = 50;

const shardOf = (tenant: TenantId): number => Number.parseInt(hash('sha256', tenant, 'hex').slice(0, 2), 16) % SHARDS;

/** Marks that there is trouble with a tenant's mail, so that whoever looks for trends need not look at all tenants. */
export async function markTroubled(store: Reputation, tenant: TenantId, now: Date): Promise<void> {
	await store.client.send(
		new PutCommand({
			TableName: store.tables.Reputation,
			Item: {
				month: troubleKey(shardOf(tenant)),
				bucket: tenant,
				at: now.toISOString(),
				expiresAt: Math.floor(now.getTime() / 1000) + MARK_S,
			},
		}),
	);
}

/**
 * The tenants with trouble in their mail since a time, in no order. A mark stands for the five minutes after it, and is
 * kept for two days.
 */
export async function listTroubled(store: Reputation, since: Date): Promise<TenantId[]> {
	const from = new Date(since.getTime() - TOLD_EVERY_MS).toISOString();
	const shards = await Promise.all(
		Array.from({length: SHARDS}, async (_, shard) => {
			const found: TenantId[] = [];
			let start: Record<string, unknown> | undefined;
			for (let page = 0; page === 0 || (start !== undefined && page < MAX_PAGES); page += 1) {
				const answer = await store.client.send(
					new QueryCommand({
						TableName: store.tables.Reputation,
						KeyConditionExpression: '#month = :month',
						FilterExpression: '#at >= :from',
						ExpressionAttributeNames: {'#month': 'month', '#at': 'at'},
						ExpressionAttributeValues: {':month': troubleKey(shard), ':from': from},
						ExclusiveStartKey: start,
					}),
				);
				for (const {bucket} of answer.Items ?? []) {
					if (typeof bucket === 'string' && isTenantId(bucket)) found.push(bucket);
				}
				start = answer.LastEvaluatedKey;
			}
			return found;
		}),
	);
	return shards.flat();
}
