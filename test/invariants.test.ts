import type {SQSBatchResponse} from 'aws-lambda';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {recordBatch} from '#functions/ledger/batch.ts';
import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {log} from '#functions/middleware/log.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Chunk} from '#shared/model/chunk.ts';
import type {Event} from '#shared/model/event.ts';
import {type Fact, factId, toFact} from '#shared/model/fact.ts';
import {COUNTED_DIMENSIONS, type Count, DIMENSIONS, type Metric} from '#shared/model/reputation.ts';
import {countsOf} from '#shared/projections/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {readFacts} from '#shared/store/facts.ts';
import {readHours} from '#shared/store/hours.ts';
import {listIncidents} from '#shared/store/incidents.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {listSuppressions} from '#shared/store/suppression-list.ts';
import {readSuppression} from '#shared/store/suppressions.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {type Engine, startDynamodb} from './support/dynamodb.ts';
import {address, bounce, chunk, event, RESPONSES, SETTINGS, tenantId} from './support/events.ts';
import {canceled, failing} from './support/failing.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
	for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(log, level).mockImplementation(() => {});
	vi.spyOn(Math, 'random').mockReturnValue(0); // no pauses between attempts
});
afterAll(() => engine.stop());

const now = () => new Date('2026-03-02T12:31:00.000Z');
const time = {from: '2026-02-01T00', to: '2026-03-31T23'};
const settingsOf = async () => SETTINGS;

/** Hands chunks to the ledger as SQS does: what fails comes again, until nothing does. */
async function deliver(store: Store, batch: readonly Chunk[], most = 20): Promise<void> {
	const tellTrouble = troubleTeller(store, now);
	let left = batch.map((one, index) => ({id: String(index), one}));
	for (let round = 0; left.length > 0 && round < most; round += 1) {
		const {batchItemFailures}: SQSBatchResponse = await recordBatch(
			left.map(({id, one}) => ({
				messageId: id,
				body: JSON.stringify(one),
				receiptHandle: '',
				attributes: {
					ApproximateReceiveCount: '1',
					SentTimestamp: '0',
					SenderId: '',
					ApproximateFirstReceiveTimestamp: '0',
				},
				messageAttributes: {},
				md5OfBody: '',
				eventSource: '',
				eventSourceARN: '',
				awsRegion: '',
			})),
			{settingsOf, record: (chunks, settings) => record(chunks, settings, {store, classify, now, tellTrouble})},
		);
		const failed = new Set(batchItemFailures.map(({itemIdentifier}) => itemIdentifier));
		left = left.filter(({id}) => failed.has(id));
	}
	if (left.length > 0) throw new Error(`${left.length} messages would be dead letters`);
}

/** Sending IPs that the events below name, and one that they do not. */
const IPS = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];

/** All counters of a tenant: by dimension, value and metric; those of values hour by hour; those of lists by sending IP. */
async function countersOf(tenant: string): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	const put = (name: string, counts: ReadonlyMap<Metric, number>) => {
		for (const [metric, count] of counts) found.set(`${name} ${metric}`, count);
	};
	const id = tenantId(tenant);
	for (const dimension of DIMENSIONS) {
		for (const {value, counts} of await readCounters(engine.store, id, {dimension, ...time})) {
			put(`${dimension} ${value}`, counts);
			const counted = COUNTED_DIMENSIONS.find((one) => one === dimension);
			if (counted === undefined) continue;
			const hours = await readHours(engine.store, id, {dimension: counted, value, ...time});
			for (const {hour, counts: some} of hours) put(`${hour} ${dimension} ${value}`, some);
		}
	}
	for (const ip of IPS) {
		const {domains, regions} = await readTraffic(engine.store, id, {ip, ...time});
		for (const {dimension, value, counts} of [...domains, ...regions]) put(`${ip} ${dimension} ${value}`, counts);
	}
	return found;
}

/** The names under which a fact's count is found. */
function namesOf({dimension, value, metric, hour}: Count, {senderIp}: Fact): string[] {
	const listed = dimension === 'recipient-domain' || dimension === 'region';
	const plain = [`${dimension} ${value} ${metric}`, ...(dimension === 'esp' ? [`all all ${metric}`] : [])];
	if (!listed) return plain.flatMap((name) => [name, `${hour} ${name}`]);
	return senderIp === null ? plain : plain.flatMap((name) => [name, `${senderIp} ${name}`]);
}

/** The same, counted anew from the facts in their table. */
async function recount(
	tenant: string,
	recipients: Iterable<string>,
): Promise<{ids: string[]; counters: Map<string, number>}> {
	const counters = new Map<string, number>();
	const ids: string[] = [];
	for (const recipient of recipients) {
		for (const {id, event: told, occurredAt} of await readFacts(engine.store, tenantId(tenant), address(recipient))) {
			ids.push(id);
			const fact = toFact(told, tenantId(tenant), occurredAt, classify);
			for (const count of countsOf(fact)) {
				for (const name of namesOf(count, fact)) counters.set(name, (counters.get(name) ?? 0) + count.by);
			}
		}
	}
	return {ids, counters};
}

const sorted = (map: ReadonlyMap<string, number>) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));

/** Few of everything, so that much of it meets. */
const someEvent: fc.Arbitrary<Event> = fc
	.record({
		kind: fc.constantFrom('bounce', 'bounce', 'bounce', 'deferral', 'complaint', 'unsubscribe'),
		recipient: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.org', 'd@example.net'),
		diagnostic: fc.constantFrom(
			RESPONSES.unknown,
			RESPONSES.full,
			RESPONSES.banned('192.0.2.1'),
			`${RESPONSES.spamhaus('192.0.2.2')} [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]`,
			RESPONSES.busy,
		),
		esp: fc.constantFrom('ses', 'sendgrid', 'postmark'),
		day: fc.integer({min: 1, max: 28}),
		hour: fc.nat(23),
		eventId: fc.nat(30),
		senderIp: fc.constantFrom(null, '192.0.2.1', '192.0.2.3'),
		part: fc.constantFrom(undefined, undefined, 'news'),
	})
	.map(({kind, recipient, diagnostic, esp, day, hour, eventId, senderIp, part}) => {
		const given = {
			recipient,
			esp,
			senderIp,
			part,
			eventId: `event-${eventId}`,
			occurredAt: new Date(Date.UTC(2026, 1, day, hour)).toISOString(),
		};
		return event(kind, kind === 'bounce' || kind === 'deferral' ? {...given, diagnostic} : given);
	});

describe('however often and in whatever order an event arrives, it is counted once', () => {
	it('repeated, reordered, put together anew, between tenants, with faults in the way', async () => {
		let run = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(someEvent, {minLength: 1, maxLength: 40}),
				// How the events are cut, over and over: batches of chunks of indexes.
				fc.array(fc.array(fc.array(fc.nat(), {minLength: 1, maxLength: 12}), {minLength: 1, maxLength: 4}), {
					minLength: 1,
					maxLength: 6,
				}),
				fc.infiniteStream(
					fc.constantFrom('', '', '', 'TransactionConflict', 'ThrottlingError', 'crash before', 'crash after'),
				),
				async (events, batches, faults) => {
					run += 1;
					const tenants = [`inv-${run}-a`, `inv-${run}-b`];
					const flaky = failing(engine.store, (_, writes) => {
						const fault = faults.next().value ?? '';
						if (fault === 'TransactionConflict' || fault === 'ThrottlingError') throw canceled(fault, writes);
						if (fault === 'crash before') throw new Error('the process ends before it is written');
						return fault === 'crash after' ? 'lost' : undefined;
					});
					const sent = new Map(tenants.map((tenant) => [tenant, new Set<string>()]));
					const whole = [events.map((_, index) => index)];
					for (const [round, batch] of [...batches, whole].entries()) {
						const tenant = tenants[round % 2] ?? '';
						const chunks = batch.map((indexes) =>
							chunk(
								indexes.map((index) => events[index % events.length]!),
								tenant,
							),
						);
						for (const {events: some} of chunks) for (const one of some) sent.get(tenant)?.add(factId(one));
						await deliver(flaky.store, chunks, 200);
					}
					for (const tenant of tenants) {
						const {ids, counters} = await recount(tenant, new Set(events.map(({recipient}) => recipient)));
						expect(ids.sort()).toEqual([...(sent.get(tenant) ?? [])].sort());
						expect(sorted(await countersOf(tenant))).toEqual(sorted(counters));
						for (const {recipient, count} of (await listSuppressions(engine.store, tenantId(tenant), {limit: 10}))
							.records) {
							const facts = await readFacts(engine.store, tenantId(tenant), recipient);
							expect(count).toBe(facts.filter(({suppression}) => suppression !== 'keep').length);
						}
					}
				},
			),
			{numRuns: 12},
		);
	}, 60_000);

	it('also where eight deliver the same messages at the same time', async () => {
		const events = Array.from({length: 120}, (_, index) =>
			bounce({
				recipient: `r${index % 30}@example.com`,
				diagnostic: index % 3 === 0 ? RESPONSES.full : RESPONSES.banned('192.0.2.1'),
			}),
		);
		const chunks = [chunk(events.slice(0, 70), 'eight'), chunk(events.slice(50), 'eight')];
		await Promise.all(Array.from({length: 8}, () => deliver(engine.store, chunks)));
		const {ids, counters} = await recount('eight', new Set(events.map(({recipient}) => recipient)));
		expect(ids).toHaveLength(120);
		expect(sorted(await countersOf('eight'))).toEqual(sorted(counters));
	});

	it('also where the answer to a write was lost', async () => {
		const events = [bounce(), bounce({diagnostic: RESPONSES.full}), event('delivery')];
		const flaky = failing(engine.store, (transaction) => (transaction % 2 === 1 ? 'lost' : undefined));
		await deliver(flaky.store, [chunk(events, 'lost')]);
		expect(Object.fromEntries(await countersOf('lost'))).toMatchObject({
			'all all bounced.recipient-unknown': 1,
			'all all bounced.mailbox-full': 1,
			'all all delivered': 1,
		});
	});
});

describe('no block suppresses a recipient', () => {
	it('a thousand of them, called hard by the ESP, with facts of all kinds around', async () => {
		const blocks = Array.from({length: 1_000}, (_, index) =>
			bounce({
				recipient: `r${index % 100}@example.com`,
				occurredAt: new Date(Date.UTC(2026, 2, 2, 11, 0, index)).toISOString(),
				diagnostic: [
					RESPONSES.banned('192.0.2.1'),
					RESPONSES.spamhaus('192.0.2.1'),
					'550 5.7.1 Message rejected as spam by Content Filtering.',
					'550 5.7.26 This mail has been blocked because the sender is unauthenticated.',
				][index % 4]!,
				heldByEsp: true,
				opinion: 'hardbounce',
			}),
		);
		await deliver(engine.store, [chunk(blocks.slice(0, 500), 'blocks'), chunk(blocks.slice(500), 'blocks')]);
		expect((await listSuppressions(engine.store, tenantId('blocks'), {limit: 10})).records).toEqual([]);
		const deferrals = blocks
			.slice(0, 100)
			.map(({recipient}) => event('deferral', {recipient, diagnostic: RESPONSES.unknown}));
		await deliver(engine.store, [chunk(deferrals, 'blocks')]);
		expect((await listSuppressions(engine.store, tenantId('blocks'), {limit: 10})).records).toEqual([]);
	});
});

describe("no tenant sees or moves another one's records", () => {
	it('not with the same addresses and events, nor with a name that begins alike', async () => {
		const [one, other, third] = ['apart', 'apart-2', 'apart-3'];
		const same = bounce({eventId: 'the-same'});
		await deliver(engine.store, [chunk([same], one), chunk([same, event('complaint')], other)]);
		await deliver(engine.store, [chunk([same], one)]);
		const read = (tenant: string) => readSuppression(engine.store, tenantId(tenant), address('jo@example.com'));
		expect(await read(one)).toMatchObject({tenant: one, count: 1, reason: 'recipient-unknown'});
		expect(await read(other)).toMatchObject({tenant: other, count: 2, reason: 'complaint'});
		expect(await read(third)).toBeUndefined();
		expect((await countersOf(one)).get('all all bounced.recipient-unknown')).toBe(1);
		expect((await countersOf(one)).get('all all complained')).toBeUndefined();
		expect(await countersOf(third)).toEqual(new Map());
		expect(await readFacts(engine.store, tenantId('apart'), address('jo@example.com'))).toHaveLength(1);
	});

	it('not by a chunk that cannot be recorded for one of them', async () => {
		const flaky = failing(engine.store, (_, writes) => {
			if (writes > 20) throw canceled('ValidationError', writes);
		});
		const big = chunk(
			Array.from({length: 30}, (_, index) => bounce({recipient: `r${index}@example.com`})),
			'poisoned',
		);
		await expect(deliver(flaky.store, [big, chunk([bounce()], 'healthy')], 2)).rejects.toThrow('1 messages');
		expect((await countersOf('healthy')).get('all all bounced.recipient-unknown')).toBe(1);
		expect(await countersOf('poisoned')).toEqual(new Map());
	});
});

describe('an incident alerts once when it opens', () => {
	it('however many responses come, at once, in pieces, again, and from how many sides', async () => {
		const events = Array.from({length: 400}, (_, index) =>
			bounce({
				recipient: `r${index}@d${index % 9}.example.com`,
				diagnostic: RESPONSES.banned('192.0.2.1'),
				occurredAt: new Date(Date.UTC(2026, 2, 2, 11, 0, index)).toISOString(),
			}),
		);
		const pieces = Array.from({length: 40}, (_, piece) => chunk(events.slice(piece * 10, piece * 10 + 10), 'alerts'));
		await Promise.all([0, 1, 2, 3].map((side) => deliver(engine.store, pieces.slice(side * 8, side * 10 + 10))));
		await deliver(engine.store, pieces.toReversed());
		const {incidents} = await listIncidents(engine.store, tenantId('alerts'), {limit: 10});
		expect(incidents).toMatchObject([
			{
				id: 'ip-ban#192.0.2.1#exchange-online',
				count: 400,
				alertSequence: 1,
				sentSequence: 0,
				openedAt: '2026-03-02T11:00:00.000Z',
				lastSeenAt: '2026-03-02T11:06:39.000Z',
			},
		]);
		expect(incidents[0]?.domains.reduce((sum, {count}) => sum + count, 0)).toBe(400);
	});
});
