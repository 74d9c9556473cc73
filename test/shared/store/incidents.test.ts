import {DeleteCommand, GetCommand, PutCommand} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {EFFECTS} from '#shared/projections/effects.ts';
import {listUnresolved, readIncident, readIncidents, writeIncident} from '#shared/store/incidents.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {anyIncident} from '#test/support/any-incident.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, fact, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {gathered, incident} from '#test/support/incidents.ts';
import {countUnits, type Units} from '#test/support/units.ts';

let engine: Engine;
let units: Units;
beforeAll(async () => {
	engine = await startDynamodb();
	units = countUnits(engine);
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:45:00.000Z');

/** What a response costs that is counted in an incident. */
async function costOf(changes: object, tenant: string): Promise<number> {
	await writeIncident(engine.store, incident({tenant, version: 0, ...changes}));
	const response = fact(
		bounce({
			recipient: 'someone@firm-1.example',
			occurredAt: '2026-03-02T12:44:00.000Z',
			senderIp: '192.0.2.10',
			diagnostic: RESPONSES.banned('192.0.2.10'),
		}),
		tenant,
	);
	units.written = 0;
	await recordFacts(engine.store, [response], SETTINGS, now, EFFECTS);
	const counted = await readIncident(engine.store, tenantId(tenant), incident().id);
	expect(counted?.count).toBe(incident().count + 1);
	return units.written;
}

describe('incidents', () => {
	it('of weeks cost a response hardly more than new ones', async () => {
		const [young, old] = [await costOf({}, 'young'), await costOf(gathered(), 'old')];
		expect(JSON.stringify(gathered()).length).toBeGreaterThan(15_000);
		expect(old - young).toBeLessThanOrEqual(4);
	});

	it('are charged in no index for a response that is counted', async () => {
		const one = incident({tenant: 'index', version: 0});
		await writeIncident(engine.store, one);
		units.written = 0;
		await writeIncident(engine.store, {...one, version: 1, count: 13, lastSeenAt: '2026-03-02T12:44:00.000Z'});
		expect(units.written).toBeLessThanOrEqual(2);
	});

	it('are read as they were written, whatever they gather', async () => {
		await fc.assert(
			fc.asyncProperty(anyIncident, async ({domains, timeline, samples, trend, attribution, evidence, tenants}) => {
				const any = {domains, timeline, samples, trend, attribution, evidence, tenants};
				const one = incident({tenant: 'any', version: 0, ...any});
				const key = {TableName: 'Incidents', Key: {tenant: one.tenant, id: one.id}};
				await engine.store.client.send(new DeleteCommand(key));
				expect(await writeIncident(engine.store, one)).toBe(true);
				expect(await readIncident(engine.store, one.tenant, one.id)).toEqual({...one, version: 1});
			}),
			{numRuns: 60},
		);
	});

	it('of ids that no key may have are none', async () => {
		for (const id of ['', 'x'.repeat(1_025), 'é'.repeat(600)]) {
			expect(await readIncident(engine.store, tenantId('acme'), id)).toBeUndefined();
			expect(await readIncidents(engine.store, tenantId('acme'), [id])).toEqual(new Map());
		}
	});

	it('that are broken cost no other one that goes on', async () => {
		const [one, other] = [incident({tenant: 'broken', version: 0}), incident({tenant: 'sound', version: 0})];
		for (const each of [one, other]) expect(await writeIncident(engine.store, each)).toBe(true);
		const Key = {tenant: one.tenant, id: one.id};
		const stored = (await engine.store.client.send(new GetCommand({TableName: 'Incidents', Key}))).Item;
		const Item = {...stored, kind: 'of-tomorrow'};
		await engine.store.client.send(new PutCommand({TableName: 'Incidents', Item}));
		const faults: unknown[] = [];
		const found = await listUnresolved(engine.store, (fault) => faults.push(fault));
		expect(found.map(({tenant}) => tenant)).toContain('sound');
		expect(found.map(({tenant}) => tenant)).not.toContain('broken');
		expect(faults.map(String)).toEqual([expect.stringMatching(/^Error: Incidents: broken item .*kind/)]);
		await expect(listUnresolved(engine.store)).rejects.toThrow('kind');
		await engine.store.client.send(new DeleteCommand({TableName: 'Incidents', Key}));
	});

	it('that were written before anything was packed are read too, and packed with the next write', async () => {
		const one = incident({tenant: 'before', version: 1, ...gathered()});
		const Item = {...one, unresolved: 'shard-0'};
		await engine.store.client.send(new PutCommand({TableName: 'Incidents', Item}));
		expect(await readIncident(engine.store, one.tenant, one.id)).toEqual(one);
		expect((await listUnresolved(engine.store)).filter(({tenant}) => tenant === one.tenant)).toEqual([one]);
		await writeIncident(engine.store, one);
		const Key = {tenant: one.tenant, id: one.id};
		const stored = (await engine.store.client.send(new GetCommand({TableName: 'Incidents', Key}))).Item;
		expect(stored).not.toHaveProperty('timeline');
		expect(await readIncident(engine.store, one.tenant, one.id)).toEqual({...one, version: 2});
	});
});
