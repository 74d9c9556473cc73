import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {readSamples, type SampleQuery} from '#shared/store/samples.ts';
import {listTroubled} from '#shared/store/trouble.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, chunk, event, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {failing} from '#test/support/failing.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 13, minute));
const today = {from: '2026-03-02T00', to: '2026-03-02T23'};
const samples = (tenant: string, query: Partial<SampleQuery> = {}) =>
	readSamples(engine.store, tenantId(tenant), {...today, ...query});

/** A ledger of its own memory, by a clock that a test sets. */
function ledger(tenant: string, store = engine.store) {
	const clock = {minute: 0};
	const now = () => at(clock.minute);
	const tellTrouble = troubleTeller(store, now);
	return {
		take: (minute: number, ...events: Event[]) => {
			clock.minute = minute;
			const chunks = [chunk(events, tenant, at(minute).toISOString())];
			return record(chunks, SETTINGS, {store, classify, now, tellTrouble});
		},
	};
}
const throttled = (given: object = {}) =>
	event('deferral', {senderIp: '192.0.2.10', diagnostic: RESPONSES.throttled, ...given});

describe('trouble', () => {
	it('is marked with samples of each kind and resource, the newest first', async () => {
		await ledger('kinds').take(
			0,
			throttled(),
			throttled({senderIp: '192.0.2.11'}),
			bounce({sendingDomain: 'shop.example', occurredAt: '2026-03-02T12:30:00.000Z'}),
			event('complaint'),
			bounce({diagnostic: RESPONSES.full}),
		);
		const found = await samples('kinds');
		expect(found.map(({kind, resource}) => `${kind} ${resource}`).sort()).toEqual([
			'complaints all',
			'list-quality shop.example',
			'throttling 192.0.2.10',
			'throttling 192.0.2.11',
		]);
		expect(found[0]?.kind).toBe('list-quality');
		expect(await samples('kinds', {kind: 'throttling'})).toHaveLength(2);
		expect(await samples('kinds', {to: '2026-03-02T12'})).toEqual([]);
		expect(await listTroubled(engine.store, at(0))).toContain('kinds');
	});

	it('is none where mail is only delivered, or refused for what nobody can help', async () => {
		await ledger('fine').take(0, event('delivery'), bounce({diagnostic: RESPONSES.full}));
		expect(await samples('fine')).toEqual([]);
		expect(await listTroubled(engine.store, new Date(0))).not.toContain('fine');
	});

	it('is told once in five minutes, however many responses come, and again after that', async () => {
		const {take} = ledger('often');
		const all = Array.from({length: 40}, (_, index) => throttled({recipient: `r${index}@d${index}.example`}));
		await take(0, ...all.slice(0, 10));
		await take(1, ...all.slice(10, 20));
		expect(await samples('often')).toHaveLength(5);
		await take(5, ...all.slice(20, 21));
		expect(await samples('often')).toHaveLength(6);
	});

	it('is found by its mark for as long as the mark stands for', async () => {
		await ledger('marked').take(20, throttled());
		const listed = async (minute: number) =>
			(await listTroubled(engine.store, at(minute))).includes(tenantId('marked'));
		expect([await listed(20), await listed(24), await listed(26)]).toEqual([true, true, false]);
	});

	it('of last week makes no mark', async () => {
		await ledger('late').take(0, throttled({occurredAt: '2026-02-25T12:00:00.000Z'}));
		expect(await samples('late')).toEqual([]);
		expect(await listTroubled(engine.store, new Date(0))).not.toContain('late');
	});

	it('of many resources is bounded, and that with most responses is told of', async () => {
		const rare = Array.from({length: 120}, (_, index) => bounce({sendingDomain: `s${index}.example`}));
		const many = Array.from({length: 5}, () => bounce({sendingDomain: 'list.example'}));
		await ledger('wide').take(0, ...rare, ...many);
		const resources = new Set((await samples('wide')).map(({resource}) => resource));
		expect(resources.size).toBe(50);
		expect(resources).toContain('list.example');
	});

	it('is in no counter', async () => {
		await ledger('counted').take(0, throttled(), throttled());
		const [ip] = await readCounters(engine.store, tenantId('counted'), {dimension: 'sending-ip', ...today});
		expect(Object.fromEntries(ip?.counts ?? [])).toEqual({'deferred.ip-throttled': 2});
	});
});

describe('trouble that cannot be told', () => {
	it('makes the chunk come again, recorded once and told of', async () => {
		const flaky = failing(engine.store, () => undefined);
		const {take} = ledger('flaky', flaky.store);
		const one = throttled();
		flaky.stub.on(PutCommand).rejectsOnce(Object.assign(new Error('slow down'), {name: 'ThrottlingException'}));
		await expect(take(0, one)).rejects.toThrow('slow down');
		expect(await samples('flaky')).toEqual([]);
		flaky.stub.on(PutCommand).callsFake((input) => engine.store.client.send(new PutCommand(input)));
		expect(await take(1, one)).toMatchObject({recorded: 1});
		expect(await take(2, one)).toMatchObject({recorded: 0, duplicates: 1});
		expect(await samples('flaky')).toHaveLength(1);
		expect(await listTroubled(engine.store, at(1))).toContain('flaky');
	});

	it('is told once where the facts could not be recorded then, also by another ledger', async () => {
		const flaky = failing(engine.store, (transaction) => {
			if (transaction === 1) throw new Error('the process ends');
		});
		const one = throttled();
		await expect(ledger('again', flaky.store).take(0, one)).rejects.toThrow('the process ends');
		expect(await samples('again')).toHaveLength(1);
		await ledger('again').take(8, one);
		expect(await samples('again')).toHaveLength(1);
	});
});
