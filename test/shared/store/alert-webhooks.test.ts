import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import type {AlertWebhook} from '#shared/model/alert-webhook.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {changeAlertWebhook, writeAlertWebhooks} from '#shared/store/alert-webhooks.ts';
import {listAudit} from '#shared/store/audit.ts';
import {createTenant, readTenant, updateTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {tenantWith} from '#test/support/tenant.ts';

let engine: Engine;
let tenant: Tenant;
let count = 0;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());
beforeEach(async () => {
	count += 1;
	tenant = tenantWith({id: `acme-${count}`});
	await createTenant(engine.store, tenant);
});

const at = new Date('2026-03-02T12:00:00.000Z');
const webhook = (id: string, more: Partial<AlertWebhook> = {}): AlertWebhook => ({
	id: id.repeat(16),
	url: 'https://hooks.example.com/alerts',
	createdAt: at.toISOString(),
	...more,
});
const noted = {at, key: 'manager', detail: 'added'};

it('are read back as they were written, with an entry in the log, and nothing else of the tenant is touched', async () => {
	const webhooks = [webhook('a', {kinds: ['ip-ban'], description: 'on call'}), webhook('b')];
	expect(await writeAlertWebhooks(engine.store, tenant, webhooks, noted)).toBe(true);
	expect(await readTenant(engine.store, tenant.id)).toEqual({...tenant, alertWebhooks: webhooks, version: 2});
	expect((await listAudit(engine.store, tenant.id, {limit: 5})).entries).toMatchObject([
		{action: 'alert-webhook', key: 'manager', detail: 'added', at: at.toISOString()},
	]);
});

it('are not written, nor noted, where somebody changed the tenant meanwhile', async () => {
	await updateTenant(engine.store, {...tenant, disabled: true});
	expect(await writeAlertWebhooks(engine.store, tenant, [webhook('a')], noted)).toBe(false);
	expect(await readTenant(engine.store, tenant.id)).toMatchObject({alertWebhooks: [], disabled: true});
	expect((await listAudit(engine.store, tenant.id, {limit: 5})).entries).toEqual([]);
});

it('each keep what is noted at them, however many note at once', async () => {
	const ids = [...'0123456789'];
	await writeAlertWebhooks(
		engine.store,
		tenant,
		ids.map((id) => webhook(id)),
		noted,
	);
	const failing = at.toISOString();
	await Promise.all(
		ids.map((id) =>
			changeAlertWebhook(engine.store, tenant.id, id.repeat(16), (one) => ({...one, failingSince: failing})),
		),
	);
	const {alertWebhooks = []} = (await readTenant(engine.store, tenant.id)) ?? {};
	expect(alertWebhooks.map(({failingSince}) => failingSince)).toEqual(ids.map(() => failing));
});

it('are left alone where nothing changes, and where one is gone', async () => {
	await writeAlertWebhooks(engine.store, tenant, [webhook('a')], noted);
	expect(await changeAlertWebhook(engine.store, tenant.id, 'a'.repeat(16), (one) => one)).toEqual(webhook('a'));
	expect(await readTenant(engine.store, tenant.id)).toMatchObject({version: 2});
	const gone = await changeAlertWebhook(engine.store, tenant.id, 'b'.repeat(16), (one) => ({...one, failingSince: ''}));
	expect(gone).toBeUndefined();
});
