import {Webhook} from 'standardwebhooks';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {
	type AddedWebhookAnswer,
	type AlertWebhookAnswer,
	addedWebhookAnswer,
	alertWebhooksAnswer,
} from '#functions/api/answers/alert-webhooks.ts';
import {newSendgridKey} from '#functions/command/dev-keys.ts';
import {asSendgrid} from '#functions/command/sign.ts';
import {emptyTenant, withApiKey} from '#functions/command/tenant-change.ts';
import {alertSchema} from '#shared/model/alert.ts';
import {tenantIdSchema} from '#shared/model/names.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {type Endpoint, startEndpoint} from './support/endpoint.ts';
import {startTestStack, type TestStack} from './support/stack.ts';

/** A ban comes in by an ESP's webhook, and goes out as a signed alert to whoever has no AWS: on the deployed template, whole. */

const now = new Date();
const id = tenantIdSchema.parse('hooked');
const sendgrid = newSendgridKey();
const {tenant, key} = withApiKey(emptyTenant(id, now), 'test', 'manage', now);
const BANNED = '198.51.100.23';

let stack: TestStack;
const endpoints: Endpoint[] = [];

async function start(port = 0): Promise<Endpoint> {
	const endpoint = await startEndpoint('', port);
	endpoints.push(endpoint);
	return endpoint;
}

async function ask(method: string, path = '', body?: object) {
	const response = await fetch(`${stack.url}/v1/alert-webhooks${path}`, {
		method,
		headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
	});
	expect(response.status).toBe(200);
	return response.json();
}
const add = async (url: string, more: object = {}): Promise<AddedWebhookAnswer> =>
	addedWebhookAnswer.parse(await ask('POST', '', {url, ...more}));
async function standing(of: AddedWebhookAnswer): Promise<AlertWebhookAnswer | undefined> {
	const {alertWebhooks} = alertWebhooksAnswer.parse(await ask('GET'));
	return alertWebhooks.find((one) => one.id === of.id);
}

async function ban(recipient: string): Promise<void> {
	const event = {
		event: 'bounce',
		type: 'bounce',
		email: recipient,
		timestamp: Math.floor(now.getTime() / 1_000) - 600,
		ip: BANNED,
		reason: `550 5.7.606 Access denied, banned sending IP [${BANNED}]. To request removal from this list please visit https://sender.office.com/`,
		status: '5.7.606',
		sg_event_id: `event-of-${recipient}`,
		sg_message_id: 'message-1',
	};
	const {headers, body} = asSendgrid(Buffer.from(JSON.stringify([event])), sendgrid.privateKey, now);
	const url = `${stack.url}/v1/webhooks/sendgrid/${id}`;
	expect((await fetch(url, {method: 'POST', headers, body: Buffer.from(body)})).status).toBe(200);
}

const eventually = {timeout: 25_000, interval: 50};

beforeAll(async () => {
	stack = await startTestStack();
	await createTenant(stack.store, {...tenant, sendgrid: {publicKeys: [sendgrid.publicKey]}});
}, 60_000);
afterAll(async () => {
	await stack.stop();
	await Promise.all(endpoints.map((endpoint) => endpoint.stop()));
});

describe('a ban', () => {
	test('is told, signed, to whoever wants its kind, and once it is up to an endpoint that was down', async () => {
		const [up, gone, other, down] = await Promise.all([start(), start(), start(), startEndpoint('')]);
		await down.stop();
		gone.otherwise = (response) => response.writeHead(410).end();
		const added = await add(up.url, {kinds: ['ip-ban']});
		const addedGone = await add(gone.url);
		await add(other.url, {kinds: ['complaints']});
		const addedDown = await add(down.url);

		await ban('banned@fabrikam.example');
		await expect.poll(() => up.received.length, eventually).toBe(1);
		const [came] = up.received;
		const alert = new Webhook(added.secret).verify(came?.body ?? '', came?.headers ?? {});
		expect(alertSchema.safeParse(alert).error?.issues ?? []).toEqual([]);
		expect(alert).toMatchObject({state: 'opened', incident: {tenant: id, kind: 'ip-ban', resource: BANNED}});

		await expect.poll(async () => (await standing(addedDown))?.failingSince, eventually).toEqual(expect.any(String));
		const back = await start(down.port);
		await expect.poll(() => back.received.length, eventually).toBe(1);
		const [late] = back.received;
		expect(late?.body).toBe(came?.body);
		expect(new Webhook(addedDown.secret).verify(late?.body ?? '', late?.headers ?? {})).toEqual(alert);
		expect(late?.headers['webhook-id']).not.toBe(came?.headers['webhook-id']);
		await expect.poll(async () => (await standing(addedDown))?.failingSince, eventually).toBe(null);

		expect(await standing(addedGone)).toMatchObject({
			disabledAt: expect.any(String),
			note: expect.stringContaining('410 Gone'),
		});
		expect(gone.received).toHaveLength(1);
		expect(other.received).toEqual([]);
		expect(up.received).toHaveLength(1);
	}, 60_000);
});

describe('an endpoint', () => {
	test('is tried by hand, enabled again, and gets nothing after it was removed', async () => {
		const endpoint = await start();
		const added = await add(endpoint.url);
		expect(await ask('POST', `/${added.id}/test`, {})).toMatchObject({delivered: true, status: 204});
		endpoint.answers.push((response) => response.writeHead(500).end());
		expect(await ask('POST', `/${added.id}/test`, {})).toMatchObject({delivered: false, status: 500});
		expect(endpoint.received).toHaveLength(2);
		const {body = '', headers = {}} = endpoint.received[0] ?? {};
		expect(new Webhook(added.secret).verify(body, headers)).toMatchObject({test: true});
		await ask('DELETE', `/${added.id}`);
		expect(await standing(added)).toBeUndefined();
	});
});

test('no function lacked a permission or failed', () => {
	expect(stack.said).toEqual([]);
});
