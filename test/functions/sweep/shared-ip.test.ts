import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {notifyAll} from '#functions/notify/notify.ts';
import {sweepAll} from '#functions/sweep/sweep.ts';
import {classify} from '#shared/classify/classify.ts';
import {OPERATOR, type TenantId} from '#shared/model/names.ts';
import {listIncidents, listUnresolved, readIncident} from '#shared/store/incidents.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, chunk, event, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';

const IP = '192.0.2.99';
const ID = `ip-ban#${IP}#exchange-online`;
const TENANTS = Array.from({length: 50}, (_, index) => tenantId(`neighbor-${String(index + 1).padStart(2, '0')}`));
const EACH = 200;
const START = Date.parse('2026-03-02T12:00:00.000Z');
const hours = (count: number) => new Date(START + count * 3_600_000);

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

let clock = hours(1);
const now = () => clock;
const sweep = () => sweepAll({store: engine.store, now, remaining: () => 60_000, looked: new Map()});
const recorded = (events: Parameters<typeof chunk>[0], tenant: TenantId) =>
	record([chunk(events, tenant, clock.toISOString())], SETTINGS, {
		store: engine.store,
		classify,
		now,
		tellTrouble: async () => {},
	});

/** Publishes what is due; gives whom it was told, and what. */
async function told(): Promise<string[]> {
	const published: string[] = [];
	for (const {tenant, id, alertSequence, sentSequence} of await listUnresolved(engine.store)) {
		if (alertSequence <= sentSequence) continue;
		const publish = async ({attributes}: {attributes: object}) => {
			published.push(`${tenant} ${'state' in attributes ? attributes.state : ''}`);
		};
		const Keys = {tenant: {S: tenant}, id: {S: id}};
		await notifyAll({Records: [{dynamodb: {Keys, SequenceNumber: '1'}}]}, {store: engine.store, publish, now});
	}
	return published.sort();
}

describe('10,000 responses of 50 tenants on one IP', () => {
	it('ring once for each tenant and once for the operator, and once more for each when it is over', async () => {
		for (const tenant of TENANTS) {
			const events = Array.from({length: EACH}, (_, index) =>
				bounce({
					occurredAt: new Date(START + index * 10_000).toISOString(),
					recipient: `person-${index}@d${index % 20}.example`,
					senderIp: IP,
					diagnostic: `${RESPONSES.banned(IP)} [AM6EUR05FT012.eop-eur05.prod.protection.outlook.com]`,
				}),
			);
			await recorded(events, tenant);
		}
		const opened = TENANTS.map((tenant) => `${tenant} opened`);
		expect(await told()).toEqual(opened);

		await sweep();
		expect(await told()).toEqual(['operator opened']);
		await sweep();
		expect(await told()).toEqual([]);

		const all = await readIncident(engine.store, OPERATOR, ID);
		expect(all).toMatchObject({
			state: 'open',
			count: TENANTS.length * EACH,
			otherDomains: 0,
			senderIp: IP,
			attribution: {verdict: 'spread'},
		});
		expect(all?.tenants).toHaveLength(TENANTS.length);
		expect(all?.domains).toHaveLength(20);
		expect(all?.domains[0]?.count).toBe((TENANTS.length * EACH) / 20);
		const [first] = TENANTS;
		if (first === undefined) throw new Error('no tenant');
		const own = await listIncidents(engine.store, first, {limit: 10});
		expect(own.incidents.map(({id, count}) => [id, count])).toEqual([[ID, EACH]]);

		clock = hours(10);
		for (const tenant of TENANTS) {
			const events = Array.from({length: 12}, (_, index) =>
				event('delivery', {
					occurredAt: hours(3 + index / 4).toISOString(),
					recipient: `person-${index}@d${index % 20}.example`,
					senderIp: IP,
				}),
			);
			await recorded(events, tenant);
		}
		await sweep();
		expect(await told()).toEqual(TENANTS.map((tenant) => `${tenant} resolved`));
		await sweep();
		expect(await told()).toEqual(['operator resolved']);
		await sweep();
		expect(await told()).toEqual([]);
		expect(await readIncident(engine.store, OPERATOR, ID)).toMatchObject({state: 'resolved', episode: 1});
	}, 120_000);
});
