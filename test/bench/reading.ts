import {TransactWriteCommand} from '@aws-sdk/lib-dynamodb';
import {classify} from '#shared/classify/classify.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import {toFact} from '#shared/model/fact.ts';
import type {Count, Metric} from '#shared/model/reputation.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {SHARDS} from '#shared/store/buckets.ts';
import {MAX_WRITES, type Write} from '#shared/store/commit.ts';
import {counterWrites} from '#shared/store/counters.ts';
import {readHours} from '#shared/store/hours.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {type Engine, startDynamodb} from '../support/dynamodb.ts';
import {tenantId} from '../support/events.ts';
import {mailing, usualDomains} from '../support/mailing.ts';
import {type Asked, apiOver} from './api.ts';
import {type Measurement, median} from './measure.ts';

const ROUNDS = 5;
const DAYS = 30;
const HOUR_MS = 3_600_000;
const TENANT = tenantId('acme');
const IP = '192.0.2.10';
const now = () => new Date('2026-03-31T12:00:00.000Z');
const hourAgo = (hours: number) => new Date(now().getTime() - hours * HOUR_MS).toISOString().slice(0, 13);

/** Metrics of every hour of a small sender, and those that a hundred times as much mail has besides. */
const USUAL: readonly Metric[] = [
	'delivered',
	'bounced.recipient-unknown',
	'bounced.mailbox-full',
	'deferred.server-busy',
];
const RARE: readonly Metric[] = [
	'complained',
	'unsubscribed',
	'bounced.ip-banned',
	'bounced.content-rejected',
	'bounced.expired',
	'bounced.unknown',
	'deferred.ip-throttled',
	'deferred.rate-limited',
];

/** A sender of so many webhook messages an hour by each ESP; each is a transaction with a shard of its own. */
interface Sender {
	readonly name: string;
	readonly perHour: number;
	readonly metrics: readonly Metric[];
}
const SMALL: Sender = {name: 'small', perHour: 1, metrics: USUAL};
const LARGE: Sender = {name: 'large', perHour: 100, metrics: [...USUAL, ...RARE]};

/** The counters as the ledger leaves them: of the ESPs and of one IP. */
async function fillCounters(engine: Engine, {perHour, metrics}: Sender): Promise<void> {
	const shards = Array.from({length: Math.min(SHARDS, perHour)}, (_, shard) => shard);
	const writes = Array.from({length: DAYS * 24}, (_, ago) => {
		const values = [...ESP_NAMES.map((value) => ['esp', value] as const), ['sending-ip', IP] as const];
		const counts = values.flatMap(([dimension, value]) =>
			metrics.map((metric): Count => ({dimension, value, hour: hourAgo(ago), metric, by: perHour * 12})),
		);
		return shards.flatMap((shard) =>
			counterWrites(counts, {
				table: engine.store.tables.Reputation,
				tenant: TENANT,
				id: '0',
				shard: (shard + ago) % SHARDS,
				now: now(),
			}),
		);
	}).flat();
	await writeAll(engine, writes);
}

async function writeAll({store}: Engine, writes: readonly Write[]): Promise<void> {
	for (let from = 0; from < writes.length; from += MAX_WRITES) {
		const some = writes.slice(from, from + MAX_WRITES).map(({item}) => item);
		await store.client.send(new TransactWriteCommand({TransactItems: some}));
	}
}

/** The lists of a day's webhook messages of 1,000 deliveries each. */
async function fillLists(engine: Engine, {perHour}: Sender): Promise<void> {
	const facts = mailing('delivery', 1_000, usualDomains).map((event) =>
		toFact(event, TENANT, now().toISOString(), classify),
	);
	const counts = talliesOf(facts, () => undefined)
		.flatMap((tally) => tally.counts)
		.filter(({dimension}) => dimension === 'recipient-domain');
	const writes = Array.from({length: 24 * perHour}, (_, message) => {
		const hour = hourAgo(Math.floor(message / perHour));
		const id = message.toString(16).padStart(32, '0');
		const counting = {table: engine.store.tables.Reputation, tenant: TENANT, id, shard: 0, now: now()};
		return counterWrites(
			counts.map((count) => ({...count, hour})),
			counting,
		);
	});
	await writeAll(engine, writes.flat());
}

async function tenantOf(sender: Sender): Promise<Asked> {
	const engine = await startDynamodb();
	await fillCounters(engine, sender);
	await fillLists(engine, sender);
	return apiOver(engine, TENANT, now);
}

async function taken({units}: Asked, read: () => Promise<unknown>): Promise<{ms: number; units: number}> {
	await read();
	units.read = 0;
	await read();
	const counted = units.read;
	const times = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const before = performance.now();
		await read();
		times.push(performance.now() - before);
	}
	return {ms: median(times), units: counted};
}

type Read = (of: Asked) => Promise<unknown>;
const hours =
	(dimension: 'all' | 'sending-ip', value: string, days: number): Read =>
	({engine}) =>
		readHours(engine.store, TENANT, {dimension, value, from: hourAgo(days * 24 - 1), to: hourAgo(0)});

const READINGS: readonly (readonly [name: string, read: Read])[] = [
	['hours of one IP, 15 days', hours('sending-ip', IP, 15)],
	['hours of all ESPs, 30 days', hours('all', 'all', 30)],
	['overview, 24 hours', ({ask}) => ask('/v1/overview?window=24h')],
	['overview, 7 days', ({ask}) => ask('/v1/overview?window=7d')],
	['overview, 30 days', ({ask}) => ask('/v1/overview?window=30d')],
	[
		'traffic of one IP, 24 hours',
		({engine}) => readTraffic(engine.store, TENANT, {ip: IP, from: hourAgo(23), to: hourAgo(0)}),
	],
];

/** What reading the reputation of a tenant takes, with some mail and with a hundred times as much. */
export async function run(): Promise<Measurement[]> {
	const small = await tenantOf(SMALL);
	const large = await tenantOf(LARGE);
	try {
		const measurements: Measurement[] = [];
		for (const [name, read] of READINGS) {
			const [few, many] = [await taken(small, () => read(small)), await taken(large, () => read(large))];
			measurements.push(
				{
					name,
					value: many.units,
					unit: 'read units',
					ratio: many.units / few.units,
					against: 'a hundredth of the mail',
				},
				{name: '  … takes', value: many.ms, unit: 'ms', ratio: many.ms / few.ms, against: 'a hundredth of the mail'},
			);
		}
		return measurements;
	} finally {
		await small.engine.stop();
		await large.engine.stop();
	}
}
