import {BatchGetCommand, GetCommand, PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {EmailAddress} from '#shared/model/names.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {
	listIncidents,
	listUnresolved,
	markSent,
	readIncident,
	readIncidents,
	writeIncident,
} from '#shared/store/incidents.ts';
import {listSuppressions} from '#shared/store/suppression-list.ts';
import {readSuppression, readSuppressions} from '#shared/store/suppressions.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {address, bounce, fact, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {failing} from '#test/support/failing.ts';
import {incident} from '#test/support/incidents.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:31:00.000Z');

/** `count` addresses, every fifth suppressed, the others watched. */
async function fill(tenant: string, count: number): Promise<EmailAddress[]> {
	const addresses = Array.from({length: count}, (_, index) =>
		address(`r${String(index).padStart(4, '0')}@example.com`),
	);
	const facts = addresses.map((recipient, index) =>
		fact(bounce({recipient, diagnostic: index % 5 === 0 ? RESPONSES.unknown : RESPONSES.full}), tenant),
	);
	await recordFacts(engine.store, facts, SETTINGS, now, EFFECTS);
	return addresses;
}

describe('suppressions', () => {
	it("are looked up in any number, each tenant's own", async () => {
		const addresses = await fill('lookup', 250);
		const strangers = ['stranger@example.com', 'r0000@example.org'].map(address);
		const found = await readSuppressions(engine.store, tenantId('lookup'), [...addresses, ...addresses, ...strangers]);
		expect([...found.keys()].sort()).toEqual(addresses);
		expect(found.get(address('r0005@example.com'))).toMatchObject({status: 'active', parts: null, heldByEsp: false});
		expect(await readSuppressions(engine.store, tenantId('other'), addresses)).toEqual(new Map());
		expect(await readSuppressions(engine.store, tenantId('lookup'), [])).toEqual(new Map());
	});

	it('are listed page by page, in order and each once', async () => {
		const addresses = await fill('paged', 60);
		const seen: EmailAddress[] = [];
		let after: string | undefined;
		do {
			const page = await listSuppressions(engine.store, tenantId('paged'), {limit: 25, after});
			expect(page.records.length).toBeLessThanOrEqual(25);
			seen.push(...page.records.map(({recipient}) => recipient));
			after = page.next;
		} while (after !== undefined);
		expect(seen).toEqual(addresses);
	});

	it('of one status are listed in full pages', async () => {
		const addresses = await fill('status', 300);
		const first = await listSuppressions(engine.store, tenantId('status'), {limit: 40, status: 'active'});
		expect(first.records).toHaveLength(40);
		const second = await listSuppressions(engine.store, tenantId('status'), {
			limit: 40,
			status: 'active',
			after: first.next,
		});
		expect([...first.records, ...second.records].map(({recipient}) => recipient).sort()).toEqual(
			addresses.filter((_, index) => index % 5 === 0),
		);
		expect(second.next).toBeUndefined();
		expect((await listSuppressions(engine.store, tenantId('status'), {limit: 5, status: 'released'})).records).toEqual(
			[],
		);
	});

	it('left unprocessed by DynamoDB are asked for again', async () => {
		const addresses = await fill('slow', 3);
		const flaky = failing(engine.store, () => {});
		let calls = 0;
		flaky.stub.on(BatchGetCommand).callsFake(async (input) => {
			calls += 1;
			const [one, ...rest] = input.RequestItems.Suppressions.Keys;
			const answer = await engine.store.client.send(new BatchGetCommand({RequestItems: {Suppressions: {Keys: [one]}}}));
			return rest.length === 0 ? answer : {...answer, UnprocessedKeys: {Suppressions: {Keys: rest}}};
		});
		const found = await readSuppressions(flaky.store, tenantId('slow'), addresses);
		expect([...found.keys()].sort()).toEqual(addresses);
		expect(calls).toBe(3);
	});

	it('that are broken are named by table and key, without the address', async () => {
		const Item = {tenant: 'broken', mailbox: 'example.com@jo', status: 'perhaps'};
		await engine.store.client.send(new PutCommand({TableName: 'Suppressions', Item}));
		const failure = readSuppression(engine.store, tenantId('broken'), address('jo@example.com'));
		await expect(failure).rejects.toThrow(/^Suppressions: broken item under key \(tenant, mailbox\): /);
		await expect(failure).rejects.not.toThrow('jo@example.com');
	});
});

describe('incidents', () => {
	it('are written by who read them last', async () => {
		const one = incident({tenant: 'versions', version: 0, sentSequence: 0});
		expect(await writeIncident(engine.store, one)).toBe(true);
		expect(await writeIncident(engine.store, one)).toBe(false);
		expect(await readIncident(engine.store, one.tenant, one.id)).toEqual({...one, version: 1});
		expect(await writeIncident(engine.store, {...one, version: 1, count: 13})).toBe(true);
		expect(await writeIncident(engine.store, {...one, version: 1, count: 14})).toBe(false);
		expect(await readIncident(engine.store, one.tenant, one.id)).toEqual({...one, version: 2, count: 13});
		expect(await readIncident(engine.store, tenantId('nobody'), one.id)).toBeUndefined();
		expect([...(await readIncidents(engine.store, one.tenant, [one.id, one.id, 'x'])).keys()]).toEqual([one.id]);
	});

	it('know which alert was sent, whoever writes at the same time', async () => {
		const one = incident({tenant: 'sent', version: 0, alertSequence: 3, sentSequence: 0});
		await writeIncident(engine.store, one);
		expect(await markSent(engine.store, one, 2)).toBe(true);
		expect(await markSent(engine.store, one, 2)).toBe(false);
		expect(await markSent(engine.store, one, 1)).toBe(false);
		expect(await writeIncident(engine.store, {...one, version: 1})).toBe(false);
		const marks = await Promise.all([3, 3, 3].map((sequence) => markSent(engine.store, one, sequence)));
		expect(marks.filter((marked) => marked)).toHaveLength(1);
		expect(await readIncident(engine.store, one.tenant, one.id)).toMatchObject({sentSequence: 3});
	});

	it('bear a mark for the stream as long as an alert is due', async () => {
		const one = incident({tenant: 'due', version: 0, alertSequence: 1, sentSequence: 0});
		const due = async () => {
			const Key = {tenant: one.tenant, id: one.id};
			return (await engine.store.client.send(new GetCommand({TableName: 'Incidents', Key}))).Item?.due;
		};
		await writeIncident(engine.store, one);
		expect(await due()).toBe('alert');
		await markSent(engine.store, one, 1);
		expect(await due()).toBeUndefined();
	});

	it('that go on, or whose alert was not sent, are found over all tenants', async () => {
		const lastSeenAt = '2020-01-01T00:00:00.000Z';
		const make = (tenant: string, changes: object) =>
			writeIncident(engine.store, incident({tenant, version: 0, lastSeenAt, ...changes}));
		await make('find-open', {sentSequence: 1});
		await make('find-quiet', {state: 'easing', sentSequence: 1});
		await make('find-unsent', {state: 'resolved', alertSequence: 2, sentSequence: 1});
		await make('find-done', {state: 'resolved', alertSequence: 2, sentSequence: 2});
		await make('find-recent', {lastSeenAt: '2020-01-02T00:00:00.000Z'});
		const found = (await listUnresolved(engine.store)).filter(({tenant}) => tenant.startsWith('find-'));
		expect(
			found
				.slice(0, 3)
				.map(({tenant}) => tenant)
				.sort(),
		).toEqual(['find-open', 'find-quiet', 'find-unsent']);
		expect(found.slice(3).map(({tenant}) => tenant)).toEqual(['find-recent']); // silent for the shortest time
		const unsent = found.find(({tenant}) => tenant === 'find-unsent');
		await markSent(engine.store, unsent!, 2);
		expect((await listUnresolved(engine.store)).map(({tenant}) => tenant)).not.toContain('find-unsent');
	});

	it('are listed page by page', async () => {
		for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
			await writeIncident(engine.store, incident({tenant: 'listed', version: 0, id: `ip-ban#${ip}#exchange-online`}));
		}
		const first = await listIncidents(engine.store, tenantId('listed'), {limit: 2});
		expect(first.incidents).toHaveLength(2);
		const second = await listIncidents(engine.store, tenantId('listed'), {limit: 2, after: first.next});
		expect(second.incidents.map(({id}) => id)).toEqual(['ip-ban#192.0.2.3#exchange-online']);
		expect(second.next).toBeUndefined();
	});
});
