import {DeleteCommand, PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {settingsSchema, type Tenant} from '#shared/model/tenant.ts';
import {createTenant, listTenants, readTenant, tenantOfTopic, updateTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

function tenantId(text: string): TenantId {
	if (!isTenantId(text)) throw new Error(text);
	return text;
}

function tenant(id: string, topicArns: string[] = []): Tenant {
	return {
		id: tenantId(id),
		createdAt: '2026-03-02T12:00:00.000Z',
		disabled: false,
		settings: settingsSchema.parse({}),
		ses: {topicArns},
		sendgrid: {publicKeys: []},
		postmark: {username: id, passwords: [{hash: 'ab'.repeat(32), createdAt: '2026-03-02T12:00:00.000Z'}]},
		apiKeys: [],
		alertWebhooks: [],
		version: 1,
	};
}

const arn = (name: string): string => `arn:aws:sns:eu-central-1:111122223333:${name}`;

describe('tenants', () => {
	it('are read back as they were written', async () => {
		const acme = tenant('acme', [arn('acme-1'), arn('acme-2')]);
		expect(await createTenant(engine.store, acme)).toEqual(acme);
		expect(await readTenant(engine.store, acme.id)).toEqual(acme);
		expect(await tenantOfTopic(engine.store, arn('acme-2'))).toBe('acme');
		expect(await readTenant(engine.store, tenantId('nobody'))).toBeUndefined();
		expect(await tenantOfTopic(engine.store, arn('nobody'))).toBeUndefined();
	});

	it('are created once', async () => {
		await createTenant(engine.store, tenant('twice'));
		expect(await createTenant(engine.store, tenant('twice', [arn('second')]))).toMatchObject({
			refused: 'conflict',
			reason: 'version',
		});
		expect(await tenantOfTopic(engine.store, arn('second'))).toBeUndefined();
	});

	it('do not share a topic', async () => {
		await createTenant(engine.store, tenant('owner', [arn('shared')]));
		expect(await createTenant(engine.store, tenant('thief', [arn('shared')]))).toMatchObject({
			refused: 'conflict',
			reason: 'topic',
		});
		expect(await readTenant(engine.store, tenantId('thief'))).toBeUndefined();
		expect(await tenantOfTopic(engine.store, arn('shared'))).toBe('owner');
	});

	it('give topics back and take new ones in one write', async () => {
		await createTenant(engine.store, tenant('mover', [arn('old'), arn('kept')]));
		const moved = await updateTenant(engine.store, tenant('mover', [arn('kept'), arn('new')]));
		expect(moved).toMatchObject({version: 2});
		expect(await tenantOfTopic(engine.store, arn('old'))).toBeUndefined();
		expect(await tenantOfTopic(engine.store, arn('kept'))).toBe('mover');
		expect(await tenantOfTopic(engine.store, arn('new'))).toBe('mover');
	});

	it('are not changed by somebody who read an older version', async () => {
		await createTenant(engine.store, tenant('raced'));
		await updateTenant(engine.store, {...tenant('raced'), disabled: true});
		expect(await updateTenant(engine.store, tenant('raced'))).toMatchObject({refused: 'conflict', reason: 'version'});
		expect(await readTenant(engine.store, tenantId('raced'))).toMatchObject({disabled: true, version: 2});
		expect(await updateTenant(engine.store, tenant('missing'))).toMatchObject({refused: 'not-found'});
	});

	it('are listed in order, without their topics', async () => {
		await createTenant(engine.store, tenant('zeta', [arn('zeta')]));
		await createTenant(engine.store, tenant('alpha'));
		const ids = (await listTenants(engine.store)).map(({id}) => id);
		expect(ids).toEqual([...ids].sort());
		expect(ids).toEqual(expect.arrayContaining(['alpha', 'zeta']));
	});

	it('that are broken in the table are named by table and key, without a value', async () => {
		const Item = {id: 'tenant#broken', tenant: 'broken', createdAt: 'secret value'};
		await engine.store.client.send(new PutCommand({TableName: 'Tenants', Item}));
		const failure = readTenant(engine.store, tenantId('broken'));
		await expect(failure).rejects.toThrow(/^Tenants: broken item under key \(id\): createdAt: /);
		await expect(failure).rejects.not.toThrow('secret value');
		await engine.store.client.send(new DeleteCommand({TableName: 'Tenants', Key: {id: 'tenant#broken'}}));
	});
});
