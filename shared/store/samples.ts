import {PutCommand, QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TrendKind} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {type Sample, sampleSchema, type Trouble} from '#shared/model/trouble.ts';
import {END, monthKey, months, samplePrefix} from './buckets.ts';
import type {Store} from './client.ts';
import {parseItem} from './parse.ts';
import {sideBySide} from './side-by-side.ts';

type Reputation = Store<'Reputation'>;

const KEPT_S = 15 * 86_400;
const AT_ONCE = 4;
const MAX_MONTHS = 2;
/** Of at most 1 MB each. */
const MAX_PAGES = 10;
const MAX_SAMPLES = 2_000;

/**
 * Writes samples of trouble, one item for each kind and resource. Written again, they take the place of themselves.
 *
 * @throws the SDK's exception where one could not be written; others may be
 */
export async function writeSamples(
	store: Reputation,
	tenant: TenantId,
	troubles: readonly Trouble[],
	now: Date,
): Promise<void> {
	const hour = now.toISOString().slice(0, 13);
	await sideBySide(troubles, AT_ONCE, async ({kind, resource, samples: [first, ...rest]}) => {
		if (first === undefined) return;
		await store.client.send(
			new PutCommand({
				TableName: store.tables.Reputation,
				Item: {
					month: monthKey(tenant, hour),
					bucket: `${samplePrefix(hour)}${kind}#${resource}#${first.id}`,
					samples: [first, ...rest].map(({kind: _, resource: __, ...sample}) => sample),
					expiresAt: Math.floor(now.getTime() / 1000) + KEPT_S,
				},
			}),
		);
	});
}

/** Which samples are wanted. */
export interface SampleQuery {
	readonly kind?: TrendKind;
	/** First and last hour in which they were taken, both included: "2026-03-02T12", UTC. */
	readonly from: string;
	readonly to: string;
}

/**
 * Samples of what went wrong with a tenant's mail, newest first, each fact once: at most 2,000 out of the newest 10 MB.
 * They are kept for 15 days.
 */
export async function readSamples(
	store: Reputation,
	tenant: TenantId,
	{kind, from, to}: SampleQuery,
): Promise<Sample[]> {
	const samples = new Map<string, Sample>();
	let pages = 0;
	for (const {month, first, last} of months(from, to, MAX_MONTHS)) {
		let start: Record<string, unknown> | undefined;
		do {
			const answer = await store.client.send(
				new QueryCommand({
					TableName: store.tables.Reputation,
					KeyConditionExpression: '#month = :month AND #bucket BETWEEN :from AND :to',
					ExpressionAttributeNames: {'#month': 'month', '#bucket': 'bucket'},
					ExpressionAttributeValues: {
						':month': monthKey(tenant, month),
						':from': samplePrefix(first),
						':to': samplePrefix(last) + END,
					},
					ScanIndexForward: false,
					ExclusiveStartKey: start,
				}),
			);
			for (const item of answer.Items ?? []) {
				for (const sample of samplesIn(item))
					if (kind === undefined || sample.kind === kind) samples.set(sample.id, sample);
			}
			start = answer.LastEvaluatedKey;
			pages += 1;
		} while (start !== undefined && pages < MAX_PAGES && samples.size < MAX_SAMPLES);
	}
	const newest = [...samples.values()].sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0));
	return newest.slice(0, MAX_SAMPLES);
}

function samplesIn({bucket, samples}: Readonly<Record<string, unknown>>): Sample[] {
	const [, , kind, resource] = String(bucket).split('#');
	if (!Array.isArray(samples)) return [];
	return samples.map((sample: object) => parseItem('Reputation', sampleSchema, {...sample, kind, resource}));
}
