import type {DynamoDBRecord} from 'aws-lambda';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {log} from '#functions/middleware/log.ts';
import {turnOf, withdrawn} from '#functions/notify/ceiling.ts';
import type {AlertMessage} from '#functions/notify/message.ts';
import {notifyAll} from '#functions/notify/notify.ts';
import {type AlertLog, MAX_HELD_BACK} from '#shared/model/alert-log.ts';
import type {Incident} from '#shared/model/incident.ts';
import {isTenantId, OPERATOR, type TenantId} from '#shared/model/names.ts';
import {settingsSchema} from '#shared/model/tenant.ts';
import {readAlertLog} from '#shared/store/alert-log.ts';
import {readIncident, writeIncident} from '#shared/store/incidents.ts';
import {createTenant, readTenant, updateTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {incident} from '#test/support/incidents.ts';
import {tenantWith} from '#test/support/tenant.ts';

const START = Date.parse('2026-03-02T12:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number) => new Date(START + minutes * MINUTE);
// SNS is out of order hundreds of times here.
beforeAll(() => {
	for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(log, level).mockImplementation(() => {});
});

const EMPTY: AlertLog = {sent: [], heldBack: [], version: 0};

describe('whose turn it is', () => {
	const claimed = (log: AlertLog, id: string, minutes: number, limit = 2) => {
		const {turn, log: changed = log} = turnOf(log, {id, sequence: 1}, limit, at(minutes));
		return {turn, log: changed};
	};

	it('is everybody’s up to the ceiling within an hour, and theirs again when the first is an hour old', () => {
		const one = claimed(EMPTY, 'a', 0);
		const two = claimed(one.log, 'b', 10);
		const three = claimed(two.log, 'c', 20);
		expect([one, two, three].map(({turn}) => turn.turn)).toEqual(['publish', 'publish', 'hold']);
		expect(claimed(three.log, 'd', 59).turn.turn).toBe('hold');
		expect(claimed(three.log, 'c', 60).turn).toEqual({turn: 'publish', named: [], more: 0});
		expect(claimed(three.log, 'd', 60).turn).toMatchObject({turn: 'publish', named: [{id: 'c'}]});
	});

	it('is nobody else’s while somebody is at it, and another’s a minute later without a second place', () => {
		const one = claimed(EMPTY, 'a', 0, 1);
		expect(claimed(one.log, 'a', 0.5, 1).turn).toEqual({turn: 'claimed'});
		const again = claimed(one.log, 'a', 2, 1);
		expect(again.turn.turn).toBe('publish');
		expect(again.log.sent).toHaveLength(1);
	});

	it('is given back where nothing was published', () => {
		const full = claimed(claimed(EMPTY, 'a', 0, 1).log, 'b', 1, 1);
		const {turn, log} = claimed(full.log, 'c', 61, 1);
		if (turn.turn !== 'publish') throw new Error('expected a turn');
		const back = withdrawn(log, {id: 'c', sequence: 1}, turn.named);
		expect(back.sent.map(({id}) => id)).toEqual([]);
		expect(back.heldBack.map(({id}) => id)).toEqual(['b']);
	});

	it('names at most 20, those that wait longest first, and counts the others', () => {
		let log = claimed(EMPTY, 'first', 0, 1).log;
		for (let n = 0; n < 30; n += 1) log = claimed(log, `held-${n}`, 1 + n / 10, 1).log;
		const {turn, log: after} = claimed(log, 'next', 61, 1);
		expect(turn).toMatchObject({turn: 'publish', more: 10});
		expect(turn.turn === 'publish' && turn.named.map(({id}) => id)).toEqual(
			Array.from({length: 20}, (_, n) => `held-${n}`),
		);
		expect(after.heldBack.map(({id}) => id)).toEqual(Array.from({length: 10}, (_, n) => `held-${20 + n}`));
	});

	it('is remembered of so many only', () => {
		let log = claimed(EMPTY, 'first', 0, 1).log;
		for (let n = 0; n < MAX_HELD_BACK + 50; n += 1) log = claimed(log, `held-${n}`, 1, 1).log;
		expect(log.heldBack).toHaveLength(MAX_HELD_BACK);
	});
});

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

let made = 0;
async function tenantOf(settings: Record<string, unknown>): Promise<TenantId> {
	made += 1;
	const id = `ceiling-${made}`;
	if (!isTenantId(id)) throw new Error('not an id');
	await createTenant(engine.store, {...tenantWith({id}), settings: settingsSchema.parse(settings)});
	return id;
}

const recordOf = ({tenant, id}: Incident): DynamoDBRecord => ({
	dynamodb: {SequenceNumber: '1', Keys: {tenant: {S: tenant}, id: {S: id}}},
});

async function raise(tenant: TenantId, resource: string): Promise<Incident> {
	const id = `ip-ban#${resource}#exchange-online`;
	const before = await readIncident(engine.store, tenant, id);
	const raised = before ?? incident({tenant, id, resource, version: 0, alertSequence: 0});
	const due: Incident = {
		...raised,
		alertSequence: raised.alertSequence + 1,
		alertState: before === undefined ? 'opened' : 'reminder',
	};
	expect(await writeIncident(engine.store, due)).toBe(true);
	return due;
}

/** What a subscriber was told: of each message its own alert and those that it names. */
const toldBy = ({message}: AlertMessage): {own: string; named: string[]; more: number} => {
	const {incident: about, sequence, heldBack} = JSON.parse(JSON.parse(message).default);
	return {
		own: `${about.id}/${sequence}`,
		named: heldBack.named.map((held: {id: string; sequence: number}) => `${held.id}/${held.sequence}`),
		more: heldBack.more,
	};
};

/** A subscriber, and a sweep: every incident that was not told comes by again. */
function world(tenant: TenantId) {
	const published: {at: number; alert: AlertMessage}[] = [];
	const raised = new Map<string, Incident>();
	let minutes = 0;
	let broken = false;
	const notifier = {
		store: engine.store,
		now: () => at(minutes),
		publish: async (alert: AlertMessage) => {
			if (broken) throw new Error('SNS is out of order');
			published.push({at: minutes, alert});
		},
	};
	const bring = async (about: Incident, times = 1) =>
		notifyAll({Records: Array.from({length: times}, () => recordOf(about))}, notifier);
	return {
		published,
		pass: (more: number) => {
			minutes += more;
		},
		breaks: (now: boolean) => {
			broken = now;
		},
		async raise(resource: string, times = 1) {
			const about = await raise(tenant, resource);
			raised.set(about.id, about);
			return bring(about, times);
		},
		async sweep() {
			for (const about of raised.values()) await bring(about);
		},
		due: async () => {
			const now = await Promise.all([...raised.values()].map(({id}) => readIncident(engine.store, tenant, id)));
			return now.filter((one) => one !== undefined && one.alertSequence > one.sentSequence).length;
		},
		raised,
	};
}

describe('the ceiling', () => {
	it('holds back what is too much, and names it in the next message', async () => {
		const tenant = await tenantOf({alertsPerHour: 2});
		const {published, pass, raise: rise, sweep, due} = world(tenant);
		for (const host of [1, 2, 3, 4, 5]) await rise(`192.0.2.${host}`);
		expect(published).toHaveLength(2);
		expect(await due()).toBe(3);
		await sweep();
		expect(published).toHaveLength(2);
		pass(61);
		await sweep();
		expect(published).toHaveLength(3);
		const {message} = published[2]?.alert ?? {message: ''};
		expect(JSON.parse(message).email).toContain(
			'- Microsoft 365 bans the sending IP 192.0.2.4 of tenant acme'.replace('acme', tenant),
		);
		expect(JSON.parse(message).sms).toContain('and 2 more alerts');
		expect(toldBy(published[2]?.alert ?? {...published[0]!.alert}).named).toHaveLength(2);
		expect(await due()).toBe(0);
		expect(await readAlertLog(engine.store, tenant)).toMatchObject({heldBack: []});
	});

	it('gives the message the subject of the gravest', async () => {
		const tenant = await tenantOf({alertsPerHour: 1});
		const {published, pass, raise: rise, sweep} = world(tenant);
		await rise('192.0.2.1');
		await rise('192.0.2.1');
		await rise('192.0.2.2');
		pass(61);
		await sweep();
		expect(published.map(({alert}) => alert.subject)).toEqual([
			`[${tenant}] sending IP 192.0.2.1 banned by Microsoft 365`,
			`[${tenant}] sending IP 192.0.2.2 banned by Microsoft 365`,
		]);
		expect(JSON.parse(published[1]?.alert.message ?? '{}').email).toContain('- Microsoft 365 still bans');
	});

	it('names an incident as it stands, and not one that was told meanwhile', async () => {
		const tenant = await tenantOf({alertsPerHour: 1});
		const {published, pass, raise: rise, sweep} = world(tenant);
		for (const host of [1, 2, 3]) await rise(`192.0.2.${host}`);
		const third = await raise(tenant, '192.0.2.3');
		const second = await readIncident(engine.store, tenant, 'ip-ban#192.0.2.2#exchange-online');
		await writeIncident(engine.store, {...second!, sentSequence: 1});
		pass(61);
		await rise('192.0.2.9');
		await sweep();
		expect(published.map(({alert}) => toldBy(alert))).toEqual([
			{own: 'ip-ban#192.0.2.1#exchange-online/1', named: [], more: 0},
			{own: 'ip-ban#192.0.2.9#exchange-online/1', named: [`${third.id}/2`], more: 0},
		]);
	});

	it('is the settings’, at once when they change, and twelve for an operator without a profile', async () => {
		const tenant = await tenantOf({alertsPerHour: 1});
		const {published, raise: rise, sweep} = world(tenant);
		await rise('192.0.2.1');
		await rise('192.0.2.2');
		expect(published).toHaveLength(1);
		const before = await readTenant(engine.store, tenant);
		await updateTenant(engine.store, {...before!, settings: {...before!.settings, alertsPerHour: 5}});
		await sweep();
		expect(published).toHaveLength(2);

		const operator = world(OPERATOR);
		for (let host = 1; host <= 14; host += 1) await operator.raise(`192.0.2.${host}`);
		expect(operator.published).toHaveLength(12);
	});

	it('rings for no kind that the tenant has muted, also not later', async () => {
		const tenant = await tenantOf({mutedKinds: ['ip-ban']});
		const {published, raise: rise, due} = world(tenant);
		await rise('192.0.2.1');
		expect(published).toEqual([]);
		expect(await due()).toBe(0);
	});

	it('loses no alert and tells none twice, whatever comes when, and however often', async () => {
		const step = fc.oneof(
			fc.record({what: fc.constant('raise'), host: fc.integer({min: 1, max: 8}), times: fc.integer({min: 1, max: 3})}),
			fc.record({what: fc.constant('pass'), host: fc.integer({min: 1, max: 45}), times: fc.constant(1)}),
			fc.record({what: fc.constant('sweep'), host: fc.constant(1), times: fc.constant(1)}),
			fc.record({what: fc.constantFrom('break', 'mend'), host: fc.constant(1), times: fc.constant(1)}),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, {minLength: 5, maxLength: 25}),
				fc.integer({min: 1, max: 3}),
				async (steps, alertsPerHour) => {
					const here = world(await tenantOf({alertsPerHour}));
					for (const {what, host, times} of steps) {
						if (what === 'raise') await here.raise(`192.0.2.${host}`, times);
						else if (what === 'sweep') await here.sweep();
						else if (what === 'pass') here.pass(host);
						else here.breaks(what === 'break');
					}
					here.breaks(false);
					for (let hour = 0; hour < 8; hour += 1) {
						here.pass(61);
						await here.sweep();
					}
					expect(await here.due()).toBe(0);
					const told = here.published.flatMap(({alert}) => [toldBy(alert).own, ...toldBy(alert).named]);
					expect(new Set(told).size).toBe(told.length);
					for (const {id, alertSequence} of here.raised.values()) expect(told).toContain(`${id}/${alertSequence}`);
					for (const {at: end} of here.published) {
						const within = here.published.filter(({at: time}) => time > end - 60 && time <= end);
						expect(within.length).toBeLessThanOrEqual(alertsPerHour);
					}
				},
			),
			{numRuns: 12},
		);
	}, 60_000);

	it('lets nobody tell by itself what another message is just telling', async () => {
		const tenant = await tenantOf({alertsPerHour: 2});
		const here = world(tenant);
		for (const host of [1, 2, 3]) await here.raise(`192.0.2.${host}`);
		const held = await readIncident(engine.store, tenant, 'ip-ban#192.0.2.3#exchange-online');
		const fresh = await raise(tenant, '192.0.2.4');
		const told: string[] = [];
		const later = {
			store: engine.store,
			now: () => at(61),
			publish: async (alert: AlertMessage): Promise<void> => {
				const {own, named} = toldBy(alert);
				told.push(own, ...named);
				// Before it is noted that these are told, the sweep brings the one that was held back.
				if (told.length === 2) await notifyAll({Records: [recordOf(held!)]}, later);
			},
		};
		await notifyAll({Records: [recordOf(fresh)]}, later);
		expect(told.toSorted()).toEqual([`${held!.id}/1`, `${fresh.id}/1`]);
		expect(await here.due()).toBe(0);
	});

	it('is kept by two at once, who tell nothing twice', async () => {
		const tenant = await tenantOf({alertsPerHour: 3});
		const here = world(tenant);
		const incidents = await Promise.all([1, 2, 3, 4, 5, 6].map((host) => raise(tenant, `192.0.2.${host}`)));
		const notifier = {
			store: engine.store,
			now: () => at(0),
			publish: async (alert: AlertMessage) => {
				here.published.push({at: 0, alert});
			},
		};
		await Promise.all([...incidents, ...incidents].map((about) => notifyAll({Records: [recordOf(about)]}, notifier)));
		const told = here.published.map(({alert}) => toldBy(alert).own);
		expect(told).toHaveLength(3);
		expect(new Set(told).size).toBe(3);
	});
});
