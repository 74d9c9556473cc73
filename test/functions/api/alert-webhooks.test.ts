import {Webhook} from 'standardwebhooks';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {AlertWebhooksAnswer} from '#functions/api/answers/alert-webhooks.ts';
import {respond} from '#functions/api/respond.ts';
import type {Means} from '#functions/api/route.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {classify} from '#shared/classify/classify.ts';
import {alertSchema} from '#shared/model/alert.ts';
import {signed} from '#shared/outgoing/sign.ts';
import {changeAlertWebhook} from '#shared/store/alert-webhooks.ts';
import {listAudit} from '#shared/store/audit.ts';
import {outgoingInMemory, secretsInMemory} from '#test/support/secrets.ts';
import {type Api, startApi, toEvent} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let outgoing: ReturnType<typeof outgoingInMemory>;
let means: Means;
let count = 0;
beforeAll(async () => {
	api = await startApi();
});
afterAll(() => api.engine.stop());
beforeEach(async () => {
	count += 1;
	acme = await api.tenant(`acme-${count}`);
	outgoing = outgoingInMemory();
	const now = () => new Date();
	means = {store: api.store, classify, now, removeAtEsp: async () => [], secrets: secretsInMemory(), ...outgoing};
});

const url = 'https://hooks.example.com/alerts/a-token';

async function ask(method: string, path = '', body?: object, key = acme.manage) {
	const answer = await respond(toEvent({method, path: `/v1/alert-webhooks${path}`, body, key}), means, ROUTES);
	return {status: answer.statusCode, body: JSON.parse(answer.body ?? '')};
}
const add = async (more: object = {}) => (await ask('POST', '', {url, ...more})).body;
const list = async (): Promise<AlertWebhooksAnswer['alertWebhooks']> => (await ask('GET')).body.alertWebhooks;
const log = async () =>
	(await listAudit(api.store, acme.id, {limit: 20})).entries.map(({action, key, detail}) => [action, key, detail]);

describe('an alert webhook', () => {
	it('is added with a secret that is shown once and kept in no table', async () => {
		const added = await add({description: 'on call', kinds: ['ip-ban', 'ip-ban', 'complaints']});
		expect(added).toEqual({
			id: expect.stringMatching(/^[0-9a-f]{16}$/),
			url,
			description: 'on call',
			kinds: ['ip-ban', 'complaints'],
			createdAt: expect.any(String),
			failingSince: null,
			disabledAt: null,
			note: null,
			secret: expect.stringMatching(/^whsec_/),
		});
		const {secret, ...rest} = added;
		expect(await list()).toEqual([rest]);
		expect([...outgoing.kept]).toEqual([[`${acme.id}/${added.id}`, secret]]);
	});

	it('is written as it is called, however it was spelled', async () => {
		expect((await add({url: 'HTTPS://Hooks.EXAMPLE.com:443/a/../b'})).url).toBe('https://hooks.example.com/b');
	});

	it('keeps a description that no table would take as it came', async () => {
		expect((await ask('POST', '', {url, description: 'half \ud83d a letter'})).body.description).toBe(
			'half \ufffd a letter',
		);
	});

	it('is removed with its secret', async () => {
		const [one, two] = [await add(), await add()];
		expect(await ask('DELETE', `/${one.id}`)).toEqual({status: 200, body: {id: one.id, removed: true}});
		expect((await list()).map(({id}) => id)).toEqual([two.id]);
		expect([...outgoing.kept.keys()]).toEqual([`${acme.id}/${two.id}`]);
	});

	it('leaves entries in the log that hold neither its secret nor its path', async () => {
		const {id} = await add();
		await ask('DELETE', `/${id}`);
		expect(await log()).toEqual([
			['alert-webhook', 'manager', `hooks.example.com (${id}): removed`],
			['alert-webhook', 'manager', `hooks.example.com (${id}): added`],
		]);
	});

	it.each([
		[{}, 'url', 'missing'],
		[{url: 7}, 'url', 'string'],
		[{url: 'http://hooks.example.com/'}, 'url', 'https://'],
		[{url: 'https://169.254.169.254/latest/meta-data/'}, 'url', 'public address'],
		[{url: 'https://127.0.0.1/'}, 'url', 'public address'],
		[{url, kinds: []}, 'kinds', 'at least 1'],
		[{url, kinds: ['nonsense']}, 'kinds[0]', 'must be one of: ip-ban'],
		[{url, description: 'x'.repeat(201)}, 'description', 'at most 200'],
		[{url, secret: 'mine'}, 'secret', 'no field'],
	])('is refused with the field at fault: %j', async (body, field, detail) => {
		expect(await ask('POST', '', body)).toMatchObject({
			status: 400,
			body: {field, detail: expect.stringContaining(detail)},
		});
		expect(await list()).toEqual([]);
	});

	it('is one of ten at most', async () => {
		for (let index = 0; index < 10; index += 1) await add();
		expect(await ask('POST', '', {url})).toMatchObject({status: 400, body: {detail: expect.stringContaining('10')}});
		expect(outgoing.kept.size).toBe(10);
	});

	it('is not added beside a change that was quicker, and leaves no secret behind', async () => {
		const create = outgoing.signing.create;
		means = {
			...means,
			signing: {
				...outgoing.signing,
				create: async (...given) => {
					await create(...given);
					means = {...means, signing: outgoing.signing};
					if (outgoing.kept.size === 1) await add();
				},
			},
		};
		expect(await ask('POST', '', {url})).toMatchObject({status: 409});
		expect(await list()).toHaveLength(1);
		expect(outgoing.kept.size).toBe(1);
	});

	it('is nobody’s but its tenant’s, and needs the role manage', async () => {
		const {id} = await add();
		const other = await api.tenant(`other-${count}`);
		for (const [method, path, body] of [
			['DELETE', `/${id}`, undefined],
			['POST', `/${id}/test`, {}],
			['POST', `/${id}/enable`, {}],
		] as const) {
			expect((await ask(method, path, body, other.manage)).status).toBe(404);
			expect((await ask(method, path, body, acme.read)).status).toBe(403);
		}
		expect((await ask('GET', '', undefined, acme.read)).status).toBe(403);
		expect((await ask('GET', '', undefined, other.manage)).body).toEqual({alertWebhooks: []});
		expect(outgoing.posted).toEqual([]);
	});
});

describe('a test', () => {
	it('posts an alert of the published shape once, signed, and tells what the endpoint said', async () => {
		const {id, secret} = await add({kinds: ['complaints']});
		expect(await ask('POST', `/${id}/test`, {})).toEqual({
			status: 200,
			body: {id, delivered: true, status: 200, words: 'answered 200', milliseconds: 1},
		});
		const [message] = outgoing.posted;
		expect(outgoing.posted).toEqual([{url, secret, id: expect.stringMatching(/^msg_test_/), body: expect.any(String)}]);
		const {body = '', id: name = ''} = message ?? {};
		const alert = new Webhook(secret).verify(body, signed(secret, name, new Date(), body));
		expect(alertSchema.safeParse(alert).error?.issues ?? []).toEqual([]);
		expect(alert).toMatchObject({test: true, incident: {kind: 'complaints', tenant: acme.id}});
	});

	it('of an endpoint whose secret is gone says what to do', async () => {
		const {id} = await add();
		outgoing.kept.clear();
		expect(await ask('POST', `/${id}/test`, {})).toMatchObject({
			status: 409,
			body: {detail: expect.stringContaining('add it once more')},
		});
	});
});

it('a disabled endpoint shows why, and is enabled by hand', async () => {
	const {id, secret: _secret, ...added} = await add();
	const at = '2026-03-02T12:00:00.000Z';
	const note = 'Disabled by Bounceledger on 2026-03-02 12:00 UTC: it answered 410 Gone.';
	await changeAlertWebhook(api.store, acme.id, id, (one) => ({...one, failingSince: at, disabledAt: at, note}));
	expect(await list()).toEqual([{...added, id, failingSince: at, disabledAt: at, note}]);
	expect(await ask('POST', `/${id}/enable`, {})).toEqual({status: 200, body: {...added, id}});
	expect(await ask('POST', `/${id}/enable`, {})).toEqual({status: 200, body: {...added, id}});
	expect((await log()).map(([, , detail]) => detail)).toEqual([
		`hooks.example.com (${id}): enabled`,
		`hooks.example.com (${id}): added`,
	]);
});
