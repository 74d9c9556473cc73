import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {isTenantId} from '#shared/model/names.ts';
import {readAlertLog, writeAlertLog} from '#shared/store/alert-log.ts';
import {listIncidents, listUnresolved, readIncident, readIncidents, writeIncident} from '#shared/store/incidents.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {incident} from '#test/support/incidents.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const NOW = new Date('2026-03-02T12:00:00.000Z');
const SENT = {id: 'ip-ban#192.0.2.10#exchange-online', sequence: 1, at: NOW.toISOString()};

function tenantOf(name: string) {
	if (!isTenantId(name)) throw new Error('not an id');
	return name;
}

describe('the log of alerts', () => {
	it('is empty at first, keeps what was written, and is written by one at a time', async () => {
		const tenant = tenantOf('log-one');
		const empty = await readAlertLog(engine.store, tenant);
		expect(empty).toEqual({sent: [], heldBack: [], version: 0});
		expect(await writeAlertLog(engine.store, tenant, {...empty, sent: [SENT]}, NOW)).toBe(true);
		expect(await writeAlertLog(engine.store, tenant, {...empty, sent: []}, NOW)).toBe(false);
		const read = await readAlertLog(engine.store, tenant);
		expect(read).toEqual({sent: [SENT], heldBack: [], version: 1});
		expect(await writeAlertLog(engine.store, tenant, {...read, heldBack: [SENT]}, NOW)).toBe(true);
		expect(await readAlertLog(engine.store, tenant)).toMatchObject({heldBack: [SENT], version: 2});
	});

	it('is never taken for an incident', async () => {
		const tenant = tenantOf('log-two');
		const about = incident({tenant, version: 0});
		await writeIncident(engine.store, about);
		await writeAlertLog(engine.store, tenant, {sent: [SENT], heldBack: [], version: 0}, NOW);
		const listed = await listIncidents(engine.store, tenant, {limit: 10});
		expect(listed.incidents.map(({id}) => id)).toEqual([about.id]);
		expect(await readIncident(engine.store, tenant, '~alerts')).toBeUndefined();
		expect([...(await readIncidents(engine.store, tenant, ['~alerts', about.id])).keys()]).toEqual([about.id]);
		const unresolved = (await listUnresolved(engine.store)).filter((one) => one.tenant === tenant);
		expect(unresolved.map(({id}) => id)).toEqual([about.id]);
	});
});
