import {hash} from 'node:crypto';
import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import type {Tally} from '#shared/model/reputation.ts';
import {END, monthKey, months, tallyPrefix} from './buckets.ts';
import type {Store} from './client.ts';

/** Longest list of recipient domains in one tally, in characters: about 6 KB. */
const MAX_LIST = 6_000;
/** Where domains stand that found no place in the list. */
export const OTHER_DOMAINS = '(other)';
/** Longer than the 23 days for which SNS repeats a message. */
const KEPT_S = 40 * 86_400;
const MAX_MONTHS = 3;
/** Of at most 1 MB each. */
const MAX_PAGES = 50;

/** What a tally is read for. */
type TalliedDimension = 'recipient-domain' | 'region';
const ATTRIBUTES = {'recipient-domain': 'domains', region: 'regions'} as const satisfies Record<
	TalliedDimension,
	string
>;

/** The item of a tally: its key keeps a message from being counted twice, its lists say to whom it went. */
export function tallyItem(tally: Tally, now: Date): Record<string, unknown> {
	return {
		month: monthKey(tally.tenant, tally.hour),
		bucket: `${tallyPrefix(tally.hour)}${tallyId(tally)}`,
		total: tally.total,
		...(tally.recipientDomains.size === 0 ? {} : {domains: byCount(tally.recipientDomains)}),
		...(tally.regions.size === 0 ? {} : {regions: byCount(tally.regions)}),
		expiresAt: Math.floor(now.getTime() / 1000) + KEPT_S,
	};
}

/** The first 128 bits of the SHA-256 of the deliveries' ids. */
export const tallyId = (tally: Tally): string => hash('sha256', tally.ids.join(''), 'hex').slice(0, 32);

/**
 * Names by their count, as in `{"212": "gmail.com", "1": "a.example b.example"}`: most domains of a mailing occur once
 * or twice, so this takes a third less room than a number for each. Frequent names come first; the last find no place.
 */
function byCount(counts: ReadonlyMap<string, number>): Record<string, string> {
	const lists = new Map<number, string[]>();
	const listOf = (count: number): string[] => {
		const list = lists.get(count) ?? [];
		lists.set(count, list);
		return list;
	};
	let room = MAX_LIST;
	let others = 0;
	for (const [name, count] of [...counts].sort(([, one], [, other]) => other - one)) {
		room -= name.length + 1;
		if (room < 0) others += count;
		else listOf(count).push(name);
	}
	if (others > 0) listOf(others).push(OTHER_DOMAINS);
	return Object.fromEntries([...lists].map(([count, names]) => [String(count), names.join(' ')]));
}

/** What tallies came to. */
export interface Delivered {
	readonly counts: ReadonlyMap<string, number>;
	/** False where there were more tallies than are read at once; the newest were. */
	readonly complete: boolean;
}

/**
 * Deliveries by recipient domain or region from one hour to another, both included, read out of the tallies. They are
 * kept for 40 days; at most 50 MB of them are read.
 *
 * @param value only this one
 */
export async function readDelivered(
	store: Store<'Reputation'>,
	tenant: TenantId,
	{dimension, value, from, to}: {dimension: TalliedDimension; value?: string | undefined; from: string; to: string},
): Promise<Delivered> {
	const counts = new Map<string, number>();
	let pages = 0;
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		let start: Record<string, unknown> | undefined;
		do {
			if (pages === MAX_PAGES) return {counts, complete: false};
			pages += 1;
			const answer = await store.client.send(
				new QueryCommand({
					TableName: store.tables.Reputation,
					KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
					ProjectionExpression: '#list',
					ExpressionAttributeNames: {'#month': 'month', '#bucket': 'bucket', '#list': ATTRIBUTES[dimension]},
					ExpressionAttributeValues: {
						':month': monthKey(tenant, month),
						':from': tallyPrefix(first),
						':to': tallyPrefix(last) + END,
					},
					ScanIndexForward: false,
					ExclusiveStartKey: start,
				}),
			);
			for (const item of answer.Items ?? []) addList(counts, item[ATTRIBUTES[dimension]], value);
			start = answer.LastEvaluatedKey;
		} while (start !== undefined);
	}
	return {counts, complete: true};
}

function addList(counts: Map<string, number>, list: unknown, only: string | undefined): void {
	if (typeof list !== 'object' || list === null) return;
	for (const [count, names] of Object.entries(list)) {
		if (typeof names !== 'string') throw new Error('Reputation: broken item under key (month, bucket): tally list');
		for (const name of names.split(' ')) {
			if (only === undefined || name === only) counts.set(name, (counts.get(name) ?? 0) + Number(count));
		}
	}
}
