import {TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {QueryCommand, ScanCommand, TransactWriteCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {readFacts} from '#shared/store/facts.ts';
import {isPassing} from '#shared/store/faults.ts';
import {listIncidents} from '#shared/store/incidents.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {readSuppression} from '#shared/store/suppressions.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {address, bounce, event, fact, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {canceled, failing} from '#test/support/failing.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:31:00.000Z');
const record = (facts: readonly Fact[]) => recordFacts(engine.store, facts, SETTINGS, now, EFFECTS);
const hours = {from: '2026-03-01T00', to: '2026-03-03T23'};
const counters = async (tenant: string, dimension: Parameters<typeof readCounters>[2]['dimension'], value?: string) =>
	Object.fromEntries(
		(await readCounters(engine.store, tenantId(tenant), {dimension, value, ...hours})).map((entry) => [
			entry.value,
			Object.fromEntries(entry.counts),
		]),
	);

describe('recorded facts', () => {
	it('are read back whole, newest first', async () => {
		const tenant = 'whole';
		const facts = [
			fact(
				bounce({senderIp: '192.0.2.1', status: '5.1.10', heldByEsp: true, recipientAsReceived: 'Jo@Example.com'}),
				tenant,
			),
			fact(event('deferral', {diagnostic: RESPONSES.throttled, occurredAt: '2026-03-02T13:00:00.000Z'}), tenant),
			fact(event('complaint', {occurredAt: null, part: 'news'}), tenant),
		];
		await record(facts);
		const read = await readFacts(engine.store, tenantId(tenant), address('jo@example.com'));
		expect(read.map(({id}) => id)).toEqual([facts[1]?.id, facts[2]?.id, facts[0]?.id]);
		const withoutTokens = ({classification, ...rest}: Fact) => ({
			...rest,
			classification: classification === null ? null : {...classification, tokens: {}},
		});
		expect(read.map(withoutTokens)).toEqual([facts[1], facts[2], facts[0]].map((one) => withoutTokens(one!)));
	});

	it('keep the tokens that cannot be read out of the kept response', async () => {
		const diagnostic = `${RESPONSES.banned('192.0.2.7')} ${'x'.repeat(1000)} [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]`;
		const one = fact(bounce({diagnostic, recipient: 'long@example.com'}), 'whole');
		await record([one]);
		const [read] = await readFacts(engine.store, tenantId('whole'), address('long@example.com'));
		expect(read?.event).toMatchObject({diagnostic: diagnostic.slice(0, 1000)});
		expect(one.classification?.tokens.region).toBe('EUR05');
		expect(read?.classification?.tokens).toMatchObject({region: 'EUR05'});
		expect(read?.classification?.tokens).not.toHaveProperty('senderIp');
		expect(read?.senderIp).toBe('192.0.2.7');
		expect(read?.event.senderIp).toBeNull();
	});

	it('suppress, count and open incidents in the same breath', async () => {
		const tenant = 'breath';
		const facts = [
			fact(bounce({recipient: 'gone@example.com'}), tenant),
			fact(bounce({recipient: 'good@example.org', diagnostic: RESPONSES.banned('192.0.2.9'), heldByEsp: true}), tenant),
			fact(bounce({recipient: 'full@example.net', diagnostic: RESPONSES.full}), tenant),
		];
		const recorded = await record(facts);
		expect([...recorded.values()]).toEqual(['recorded', 'recorded', 'recorded']);
		const read = (text: string) => readSuppression(engine.store, tenantId(tenant), address(text));
		expect(await read('gone@example.com')).toMatchObject({status: 'active', reason: 'recipient-unknown', version: 1});
		expect(await read('good@example.org')).toBeUndefined();
		expect(await read('full@example.net')).toMatchObject({status: 'watching', countedAt: ['2026-03-02T12:00:00.000Z']});
		expect(await counters(tenant, 'all')).toEqual({
			all: {'bounced.recipient-unknown': 1, 'bounced.ip-banned': 1, 'bounced.mailbox-full': 1},
		});
		expect(await counters(tenant, 'sending-ip')).toEqual({'192.0.2.9': {'bounced.ip-banned': 1}});
		expect(await counters(tenant, 'recipient-domain', 'example.net')).toEqual({
			'example.net': {'bounced.mailbox-full': 1},
		});
		const {incidents} = await listIncidents(engine.store, tenantId(tenant), {limit: 10});
		expect(incidents).toMatchObject([
			{id: 'ip-ban#192.0.2.9#exchange-online', count: 1, heldByEsp: 1, state: 'open', alertSequence: 1, version: 1},
		]);
		const {Items} = await engine.store.client.send(
			new QueryCommand({
				TableName: 'Facts',
				IndexName: 'byIncident',
				KeyConditionExpression: 'incident = :incident',
				ExpressionAttributeValues: {':incident': `${tenant}#ip-ban#192.0.2.9#exchange-online`},
			}),
		);
		expect(Items?.map(({owner}) => owner)).toEqual([`${tenant}#good@example.org`]);
	});

	it('that come again move nothing, also where only some of them come again', async () => {
		const tenant = 'again';
		const facts = Array.from({length: 250}, (_, index) =>
			fact(bounce({recipient: `r${index}@d${index % 40}.example.com`}), tenant),
		);
		await record(facts.slice(0, 120));
		const second = await record(facts.slice(60).concat(facts.slice(60, 90)));
		expect([...second.values()].filter((outcome) => outcome === 'duplicate')).toHaveLength(60);
		expect([...second.values()].filter((outcome) => outcome === 'recorded')).toHaveLength(130);
		await record(facts);
		expect(await counters(tenant, 'all')).toEqual({all: {'bounced.recipient-unknown': 250}});
		expect(await readSuppression(engine.store, tenantId(tenant), address('r70@d30.example.com'))).toMatchObject({
			count: 1,
			version: 1,
		});
	});

	it('of one recipient share one record, across transactions too', async () => {
		const tenant = 'shared';
		const facts = Array.from({length: 150}, (_, index) =>
			fact(
				bounce({diagnostic: RESPONSES.full, occurredAt: new Date(Date.UTC(2026, 2, 1, 0, index)).toISOString()}),
				tenant,
			),
		);
		const counting = failing(engine.store, () => undefined);
		await recordFacts(counting.store, facts, SETTINGS, now, EFFECTS);
		expect(counting.transactions()).toBe(2);
		expect(await readSuppression(engine.store, tenantId(tenant), address('jo@example.com'))).toMatchObject({
			status: 'active',
			count: 150,
			firstSeenAt: '2026-03-01T00:00:00.000Z',
		});
	});

	it('of several tenants in one call are refused', async () => {
		await expect(record([fact(bounce(), 'one'), fact(bounce(), 'two')])).rejects.toThrow('several tenants');
	});
});

describe('writers that meet', () => {
	it('all count: eight at once on one recipient and one incident', async () => {
		const tenant = 'met';
		const writers = Array.from({length: 8}, (_, writer) =>
			record(
				Array.from({length: 5}, (_, index) =>
					fact(
						bounce({
							eventId: `${writer}-${index}`,
							diagnostic: index % 2 === 0 ? RESPONSES.full : RESPONSES.banned('192.0.2.3'),
						}),
						tenant,
					),
				),
			),
		);
		await Promise.all(writers);
		expect(await counters(tenant, 'all')).toEqual({all: {'bounced.mailbox-full': 24, 'bounced.ip-banned': 16}});
		expect(await readSuppression(engine.store, tenantId(tenant), address('jo@example.com'))).toMatchObject({count: 24});
		const {incidents} = await listIncidents(engine.store, tenantId(tenant), {limit: 10});
		expect(incidents).toMatchObject([{count: 16, alertSequence: 1, alertState: 'opened'}]);
	});
});

describe('a transaction that cannot be written', () => {
	afterEach(() => vi.restoreAllMocks());
	const twenty = (tenant: string) =>
		Array.from({length: 20}, () => fact(bounce({recipient: 'jo@example.com'}), tenant));

	it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
		'for %s is tried again, with other shards',
		async (code) => {
			const tenant = `busy-${code.toLowerCase()}`;
			const shards = new Set<string>();
			const flaky = failing(engine.store, (transaction, writes) => {
				if (transaction <= 3) throw canceled(code, writes);
			});
			await recordFacts(flaky.store, twenty(tenant), SETTINGS, now, EFFECTS);
			for (const call of flaky.stub.commandCalls(TransactWriteCommand)) {
				for (const {Update} of call.args[0].input.TransactItems ?? []) {
					if (Update?.Key?.bucket.startsWith('esp#')) shards.add(Update.Key.bucket.slice(-1));
				}
			}
			expect(flaky.transactions()).toBe(4);
			expect(shards.size).toBe(4);
			expect(await counters(tenant, 'all')).toEqual({all: {'bounced.recipient-unknown': 20}});
		},
	);

	it('for ever is given up, as a fault that passes', async () => {
		vi.spyOn(Math, 'random').mockReturnValue(0); // no pauses
		const flaky = failing(engine.store, (_, writes) => {
			throw canceled('TransactionConflict', writes);
		});
		const failure = await recordFacts(flaky.store, twenty('jammed'), SETTINGS, now, EFFECTS).catch((fault) => fault);
		expect(failure).toBeInstanceOf(Error);
		expect(isPassing(failure)).toBe(true);
		expect(flaky.transactions()).toBe(10);
		expect(await counters('jammed', 'all')).toEqual({});
	});

	it('because it is wrong is not tried again', async () => {
		const flaky = failing(engine.store, (_, writes) => {
			throw canceled('ValidationError', writes);
		});
		const failure = await recordFacts(flaky.store, twenty('wrong'), SETTINGS, now, EFFECTS).catch((fault) => fault);
		expect(failure).toBeInstanceOf(TransactionCanceledException);
		expect(isPassing(failure)).toBe(false);
		expect(flaky.transactions()).toBe(1);
	});

	it('because somebody wrote the record meanwhile is made anew from what they wrote', async () => {
		const tenant = 'overtaken';
		const flaky = failing(engine.store, async (transaction) => {
			if (transaction === 1) await record([fact(bounce({diagnostic: RESPONSES.full}), tenant)]);
		});
		const late = [fact(bounce({diagnostic: RESPONSES.full}), tenant)];
		expect([...(await recordFacts(flaky.store, late, SETTINGS, now, EFFECTS)).values()]).toEqual(['recorded']);
		expect(await readSuppression(engine.store, tenantId(tenant), address('jo@example.com'))).toMatchObject({
			count: 2,
			version: 2,
		});
	});

	it('between others leaves whole transactions, and is made up for by doing it all again', async () => {
		const tenant = 'crashed';
		const facts = Array.from({length: 300}, (_, index) =>
			fact(bounce({recipient: `r${index}@example.com`, diagnostic: RESPONSES.banned('192.0.2.5')}), tenant),
		);
		const flaky = failing(engine.store, (transaction) => {
			if (transaction === 3) throw new Error('the process ends here');
		});
		await expect(recordFacts(flaky.store, facts, SETTINGS, now, EFFECTS)).rejects.toThrow('ends here');
		const half = (await counters(tenant, 'all')).all?.['bounced.ip-banned'] ?? 0;
		const {Items = []} = await engine.store.client.send(
			new ScanCommand({
				TableName: 'Facts',
				FilterExpression: 'begins_with(#owner, :owner)',
				ExpressionAttributeNames: {'#owner': 'owner'},
				ExpressionAttributeValues: {':owner': `${tenant}#`},
			}),
		);
		expect(half).toBeGreaterThan(0);
		expect(half).toBeLessThan(300);
		expect(Items).toHaveLength(half);
		expect((await listIncidents(engine.store, tenantId(tenant), {limit: 1})).incidents).toMatchObject([{count: half}]);
		const again = await record(facts);
		expect([...again.values()].filter((outcome) => outcome === 'duplicate')).toHaveLength(half);
		expect(await counters(tenant, 'all')).toEqual({all: {'bounced.ip-banned': 300}});
		expect((await listIncidents(engine.store, tenantId(tenant), {limit: 1})).incidents).toMatchObject([
			{count: 300, alertSequence: 1},
		]);
	});
});
