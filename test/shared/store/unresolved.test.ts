import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {writeIncident} from '#shared/store/incidents.ts';
import {listUnresolvedIds, readUnresolved} from '#shared/store/unresolved.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {tenantId} from '#test/support/events.ts';
import {incident} from '#test/support/incidents.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

describe('the incidents of one tenant that go on', () => {
	const acme = tenantId('acme');
	const write = (some: object) => writeIncident(engine.store, incident({version: 0, sentSequence: 1, ...some}));

	it('are found among those that are over, and among other tenants’', async () => {
		await write({id: 'c', state: 'easing'});
		await write({id: 'a'});
		await write({id: 'b', state: 'resolved'});
		await write({id: 'd', state: 'reopened'});
		await write({id: 'e', tenant: 'other'});
		const ids = await listUnresolvedIds(engine.store, acme);
		expect(ids).toEqual(['a', 'c', 'd']);
		expect((await readUnresolved(engine.store, acme, ids)).map(({id}) => id)).toEqual(['a', 'c', 'd']);
		expect((await readUnresolved(engine.store, acme, ['d', 'e', 'a'])).map(({id}) => id)).toEqual(['d', 'a']);
	});

	it('leave out one that is over and was not told of yet', async () => {
		await write({id: 'due', tenant: 'late', state: 'resolved', alertSequence: 2});
		const ids = await listUnresolvedIds(engine.store, tenantId('late'));
		expect(ids).toEqual(['due']);
		expect(await readUnresolved(engine.store, tenantId('late'), ids)).toEqual([]);
	});
});
