import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {entered} from '#shared/projections/by-hand.ts';
import {listAudit} from '#shared/store/audit.ts';
import {changeSuppressions} from '#shared/store/change.ts';
import {readSuppressions} from '#shared/store/suppressions.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {address, tenantId} from '#test/support/events.ts';
import {failing} from '#test/support/failing.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const at = new Date('2026-03-02T12:00:00.000Z');
const add = (tenant: string, names: readonly string[], parts: string[], store = engine.store) =>
	changeSuppressions(
		store,
		tenantId(tenant),
		names.map(address),
		(name, record) => entered(record, {tenant: tenantId(tenant), address: name, parts, at: at.toISOString()}),
		{at, key: 'jo', action: 'add', why: 'asked'},
	);

describe('changes by people', () => {
	it('of the same records at the same time all hold, each with its entry in the log', async () => {
		const names = Array.from({length: 60}, (_, index) => `p${index}@example.com`);
		const parts = ['a', 'b', 'c', 'd'];
		await Promise.all(parts.map((part) => add('crowd', names, [part])));
		const records = await readSuppressions(engine.store, tenantId('crowd'), names.map(address));
		expect(records.size).toBe(60);
		for (const record of records.values()) expect(record).toMatchObject({parts, version: 4});
		const {entries} = await listAudit(engine.store, tenantId('crowd'), {address: address('p7@example.com'), limit: 10});
		expect(entries).toHaveLength(4);
		const steps = entries.map(({before, after}) => [before, after].map((state) => Object(state).version));
		expect(steps.sort()).toEqual([
			[undefined, 1],
			[1, 2],
			[2, 3],
			[3, 4],
		]);
	});

	it('that fail leave neither record nor entry', async () => {
		const flaky = failing(engine.store, () => {
			throw new Error('out of order');
		});
		await expect(add('broken', ['jo@example.com'], ['a'], flaky.store)).rejects.toThrow('out of order');
		expect((await readSuppressions(engine.store, tenantId('broken'), [address('jo@example.com')])).size).toBe(0);
		expect((await listAudit(engine.store, tenantId('broken'), {limit: 10})).entries).toEqual([]);
	});
});
