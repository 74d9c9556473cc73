import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {sweepAll} from '#functions/sweep/sweep.ts';
import type {Incident} from '#shared/model/incident.ts';
import {isTenantId, OPERATOR, type TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {listUnresolved, markSent, readIncident, writeIncident} from '#shared/store/incidents.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {incident} from '#test/support/incidents.ts';
import {tenantWith} from '#test/support/tenant.ts';

const OPENED = '2026-03-02T12:00:00.000Z';
const hours = (count: number) => () => new Date(Date.parse(OPENED) + count * 3_600_000);

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

let made = 0;
async function tenant(settings: Partial<TenantSettings> = {}): Promise<TenantId> {
	made += 1;
	const id = `tenant-${made}`;
	if (!isTenantId(id)) throw new Error('not an id');
	const plain = tenantWith({id});
	await createTenant(engine.store, {...plain, settings: {...plain.settings, ...settings}, version: 0});
	return id;
}

async function stored(of: TenantId, changes: Parameters<typeof incident>[0] = {}): Promise<Incident> {
	const about = incident({tenant: of, version: 0, lastSeenAt: OPENED, alertAt: OPENED, sentSequence: 1, ...changes});
	expect(await writeIncident(engine.store, about)).toBe(true);
	return about;
}

const sweep = (now: () => Date, remaining = () => 60_000) =>
	sweepAll({store: engine.store, now, remaining, looked: new Map()});
const now = ({tenant: of, id}: Incident) => readIncident(engine.store, of, id);

/** Leaves nothing for the next test to count. */
async function settle(): Promise<void> {
	for (const each of await listUnresolved(engine.store)) {
		await writeIncident(engine.store, {...each, state: 'resolved', sentSequence: each.alertSequence});
	}
}

/** Runs `work` while something happens before each item that is put. */
async function beforePut(happens: (id: unknown, undo: () => void) => Promise<void>, work: () => Promise<void>) {
	const name = 'before-put';
	const {middlewareStack} = engine.store.client;
	const undo = () => void middlewareStack.remove(name);
	middlewareStack.add(
		(next) => async (args) => {
			if ('Item' in args.input) await happens(args.input.Item?.id, undo);
			return next(args);
		},
		{step: 'initialize', name},
	);
	await work().finally(undo);
}

describe('sweepAll', () => {
	it("goes by each tenant's quiet period: resolved with an alert, once", async () => {
		await settle();
		const slow = await stored(await tenant(), {id: 'ip-ban#192.0.2.11#exchange-online', resource: '192.0.2.11'});
		const quick = await stored(await tenant({incidentQuietHours: 2}));

		expect(await sweep(hours(1.5))).toMatchObject({unchanged: 2, resolved: 0});
		expect(await sweep(hours(13))).toMatchObject({unchanged: 1, resolved: 1});
		expect(await now(quick)).toMatchObject({
			state: 'resolved',
			alertSequence: 2,
			alertState: 'resolved',
			resolvedAt: hours(13)().toISOString(),
		});
		expect(await now(slow)).toMatchObject({state: 'open'});

		await markSent(engine.store, quick, 2);
		expect(await sweep(hours(14))).toMatchObject({unchanged: 1, resolved: 0, resent: 0});
		expect(await now(quick)).toMatchObject({alertSequence: 2});
	});

	it('brings an alert that was not sent back to the stream, also of an incident that is over', async () => {
		await settle();
		const of = await tenant();
		const fresh = await stored(of, {id: 'a', sentSequence: 0});
		expect(await sweep(hours(0.05))).toMatchObject({unchanged: 1, resent: 0});
		const over = await stored(of, {id: 'b', state: 'resolved', alertSequence: 2, alertState: 'resolved'});
		expect(await sweep(hours(0.2))).toMatchObject({resent: 2});
		expect(await now(fresh)).toEqual({...fresh, version: 2});
		expect(await now(over)).toEqual({...over, version: 2});
	});

	it('does so for trends and for the operator, which go by other signs', async () => {
		await settle();
		const trend = await stored(await tenant(), {
			id: 'complaints#all#any',
			kind: 'complaints',
			resource: 'all',
			receiver: 'any',
			sentSequence: 0,
		});
		const shared = {tenant: OPERATOR, version: 0, lastSeenAt: OPENED, alertAt: OPENED};
		await writeIncident(engine.store, incident({...shared, id: 'throttling#192.0.2.1#any', kind: 'throttling'}));
		await stored(await tenant(), {id: 'throttling#192.0.2.1#any', kind: 'throttling', resource: '192.0.2.1'});
		await sweep(hours(0.05));
		expect(await now(trend)).toMatchObject({version: 1});
		expect(await sweep(hours(0.2))).toMatchObject({resent: 2});
		expect(await now(trend)).toMatchObject({version: 2, state: 'open'});
		await sweep(hours(24.5));
		expect(await now(trend)).toMatchObject({state: 'resolved', alertSequence: 2});
		await sweep(hours(25));
		expect(await readIncident(engine.store, OPERATOR, 'throttling#192.0.2.1#any')).toMatchObject({state: 'resolved'});
	});

	it('reads what was half through its quiet period as open', async () => {
		await settle();
		const about = await stored(await tenant());
		const {client, tables} = engine.store;
		const Item = {...about, version: 1, state: 'quiet', unresolved: 'shard-0'};
		await client.send(new PutCommand({TableName: tables.Incidents, Item}));
		expect(await now(about)).toMatchObject({state: 'open'});
		expect(await sweep(hours(25))).toMatchObject({resolved: 1});
	});

	it('leaves an incident of a tenant that is gone to the defaults', async () => {
		await settle();
		const id = 'nobody';
		if (!isTenantId(id)) throw new Error('not an id');
		const about = await stored(id);
		expect(await sweep(hours(25))).toMatchObject({resolved: 1});
		expect(await now(about)).toMatchObject({state: 'resolved'});
	});

	it('begins nothing in the last seconds', async () => {
		await settle();
		const of = await tenant();
		for (let each = 0; each < 25; each += 1) await stored(of, {id: `incident-${each}`});
		let calls = 0;
		const remaining = () => {
			calls += 1;
			return calls > 2 ? 9_000 : 60_000;
		};
		expect(await sweep(hours(25), remaining)).toMatchObject({resolved: 20, late: 5});
		expect(await sweep(hours(25))).toMatchObject({resolved: 5, late: 0});
	});

	it('leaves what somebody else wrote meanwhile for the next run', async () => {
		await settle();
		const about = await stored(await tenant());
		await beforePut(
			async (_id, undo) => {
				undo();
				expect(await writeIncident(engine.store, {...about, version: 1, count: 99})).toBe(true);
			},
			async () => expect(await sweep(hours(25))).toMatchObject({conflict: 1, resolved: 0}),
		);
		expect(await sweep(hours(25))).toMatchObject({conflict: 0, resolved: 1});
		expect(await now(about)).toMatchObject({count: 99, alertSequence: 2, state: 'resolved'});
	});

	it('does the others where one fails, and fails at the end', async () => {
		await settle();
		const of = await tenant();
		await stored(of, {id: 'bad'});
		const good = await stored(of, {id: 'good'});
		await beforePut(
			async (id) => {
				if (id === 'bad') throw new Error('out of order');
			},
			async () => {
				await expect(sweep(hours(25))).rejects.toThrow('sweep: 1 of 2 failed');
			},
		);
		expect(await now(good)).toMatchObject({state: 'resolved'});
	});
});
