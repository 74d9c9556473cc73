import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Chunk} from '#shared/model/chunk.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {readSuppression} from '#shared/store/suppressions.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {address, bounce, chunk, event, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = () => new Date('2026-03-02T12:31:00.000Z');
const recorded = (...chunks: Chunk[]) =>
	record(chunks, SETTINGS, {store: engine.store, classify, now, tellTrouble: async () => {}});
const suppression = (tenant: string, recipient: string) =>
	readSuppression(engine.store, tenantId(tenant), address(recipient));

describe('chunks of one tenant', () => {
	it('are recorded together and told of by what they came to', async () => {
		const mixed = chunk(
			[
				bounce(),
				event('deferral', {diagnostic: RESPONSES.busy}),
				event('delivery', {recipient: 'a@example.org'}),
				event('delivery', {recipient: 'b@example.org'}),
			],
			'mixed',
		);
		const more = chunk([event('complaint', {recipient: 'c@example.org'})], 'mixed');
		expect(await recorded(mixed, more)).toEqual({recorded: 3, duplicates: 0, tallied: 1, talliedBefore: 0, cleared: 0});
		expect(await recorded(more, mixed)).toEqual({recorded: 0, duplicates: 3, tallied: 0, talliedBefore: 1, cleared: 0});
		const [all] = await readCounters(engine.store, tenantId('mixed'), {
			dimension: 'all',
			from: '2026-03-02T00',
			to: '2026-03-02T23',
		});
		expect(Object.fromEntries(all?.counts ?? [])).toEqual({
			'bounced.recipient-unknown': 1,
			'deferred.server-busy': 1,
			complained: 1,
			delivered: 2,
		});
	});

	it('clear the count of a watched address with a delivery, and of no other', async () => {
		const times = ['2026-03-01T12:00:00.000Z', '2026-03-02T12:00:00.000Z'];
		const full = (recipient: string) =>
			times.map((occurredAt) => bounce({recipient, occurredAt, diagnostic: RESPONSES.full}));
		await recorded(chunk([...full('well@example.com'), ...full('ill@example.com')], 'clear'));
		const delivered = chunk(
			[
				event('delivery', {recipient: 'well@example.com', occurredAt: '2026-03-02T12:10:00.000Z'}),
				event('delivery', {recipient: 'ill@example.com', occurredAt: '2026-03-01T11:00:00.000Z'}),
				event('delivery', {recipient: 'new@example.com'}),
			],
			'clear',
		);
		expect(await recorded(delivered)).toMatchObject({cleared: 1});
		expect(await recorded(delivered)).toMatchObject({cleared: 0});
		expect(await suppression('clear', 'well@example.com')).toMatchObject({status: 'watching', countedAt: [], count: 2});
		expect(await suppression('clear', 'ill@example.com')).toMatchObject({countedAt: times});
		expect(await suppression('clear', 'new@example.com')).toBeUndefined();
	});

	it('read the region of a delivery out of a Microsoft host name', async () => {
		const diagnostic =
			'250 2.6.0 <x@y> [InternalId=1, Hostname=AM0PR05MB1234.eurprd05.prod.outlook.com] Queued mail for delivery';
		await recorded(chunk([event('delivery', {diagnostic}), event('delivery', {diagnostic: '250 OK'})], 'region'));
		const regions = await readCounters(engine.store, tenantId('region'), {
			dimension: 'region',
			from: '2026-03-02T12',
			to: '2026-03-02T12',
		});
		expect(regions.map(({value, counts}) => [value, counts.get('delivered')])).toEqual([['EUR05', 1]]);
	});

	it('take nothing to have happened after it was told of', async () => {
		await recorded(chunk([bounce({occurredAt: '2031-01-01T00:00:00.000Z'})], 'ahead'));
		expect(await suppression('ahead', 'jo@example.com')).toMatchObject({lastSeenAt: '2026-03-02T12:30:00.000Z'});
	});
});
