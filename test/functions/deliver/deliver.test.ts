import type {SQSRecord} from 'aws-lambda';
import {afterAll, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {type Deliverer, deliverAll} from '#functions/deliver/deliver.ts';
import {type Delivery, letterOf} from '#functions/deliver/letter.ts';
import type {AlertWebhook} from '#shared/model/alert-webhook.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import type {Attempt, Outgoing} from '#shared/outgoing/post.ts';
import {createTenant, readTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {tenantWith} from '#test/support/tenant.ts';

vi.hoisted(() => {
	process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
});

let engine: Engine;
let tenant: Tenant;
let count = 0;
const sent: Delivery[] = [];
const later: [string, number][] = [];
const posted: Outgoing[] = [];
let answer: Partial<Attempt> | Error;
let now: Date;

beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());
beforeEach(() => {
	for (const list of [sent, later, posted]) list.length = 0;
	answer = {delivered: true, status: 204, words: 'answered 204'};
	now = new Date('2026-03-02T12:00:00.000Z');
});

const deliverer = (more: Partial<Deliverer> = {}): Deliverer => ({
	store: engine.store,
	secretOf: async (_, endpoint) => (endpoint === id('f') ? undefined : `whsec_${endpoint}`),
	queue: {
		send: async (delivery) => {
			sent.push(delivery);
		},
		later: async (receiptHandle, seconds) => {
			later.push([receiptHandle, seconds]);
		},
	},
	post: async (message) => {
		posted.push(message);
		if (answer instanceof Error) throw answer;
		return {delivered: false, status: 500, words: 'answered 500', milliseconds: 3, ...answer};
	},
	now: () => now,
	random: () => 0.5,
	...more,
});

const id = (letter: string) => letter.repeat(16);
const webhook = (letter: string, more: Partial<AlertWebhook> = {}): AlertWebhook => ({
	id: id(letter),
	url: `https://${letter}.example.com/alerts`,
	createdAt: '2026-03-01T00:00:00.000Z',
	...more,
});

async function given(alertWebhooks: AlertWebhook[], more: Partial<Tenant> = {}): Promise<void> {
	count += 1;
	tenant = {...tenantWith({id: `acme-${count}`}), alertWebhooks, ...more};
	await createTenant(engine.store, tenant);
}

function record(body: string, attempt = 1): SQSRecord {
	const messageId = `message-${body.length}-${attempt}`;
	return {
		messageId,
		receiptHandle: `handle of ${messageId}`,
		body,
		attributes: {
			ApproximateReceiveCount: String(attempt),
			SentTimestamp: '0',
			SenderId: 'sns',
			ApproximateFirstReceiveTimestamp: '0',
		},
		messageAttributes: {},
		md5OfBody: '',
		eventSource: 'aws:sqs',
		eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:alerts',
		awsRegion: 'eu-central-1',
	};
}

/** An alert with a spelling of its own, to see that it goes out byte for byte. */
const alert = (more: object = {}, sequence = 3) =>
	` ${JSON.stringify({version: 7, sequence, incident: {tenant: tenant.id, id: 'ip-ban#192.0.2.1#x', kind: 'ip-ban', episode: 2, more: 'ü', ...more}}, undefined, 1)}\n`;
const delivery = (endpoint = id('a')): Delivery => ({tenant: tenant.id, endpoint, id: 'msg_1', body: alert()});
const stored = async () => (await readTenant(engine.store, tenant.id))?.alertWebhooks;

describe('an alert', () => {
	const fanOut = (body = alert()) => deliverAll([record(body)], deliverer());

	it('becomes a delivery to each endpoint that wants its kind, byte for byte', async () => {
		await given([
			webhook('a'),
			webhook('b', {kinds: ['ip-ban', 'complaints']}),
			webhook('c', {kinds: ['complaints']}),
			webhook('d', {disabledAt: '2026-03-01T00:00:00.000Z'}),
		]);
		expect(await fanOut()).toEqual({batchItemFailures: []});
		expect(sent.map(({endpoint}) => endpoint)).toEqual([id('a'), id('b')]);
		expect(sent.map(({body}) => body)).toEqual([alert(), alert()]);
		expect(sent.every((one) => one.tenant === tenant.id)).toBe(true);
		expect(posted).toEqual([]);
	});

	it('has the same name at an endpoint however often it comes, and another at each endpoint, sequence and episode', async () => {
		await given([webhook('a'), webhook('b')]);
		await fanOut();
		await fanOut();
		await fanOut(alert({}, 4));
		await fanOut(alert({episode: 3}));
		const names = sent.map((one) => one.id);
		expect(names.slice(0, 2)).toEqual(names.slice(2, 4));
		expect(new Set(names).size).toBe(6);
	});

	it('goes where the kind is wanted of an alert that it tells besides', async () => {
		await given([webhook('a', {kinds: ['complaints']}), webhook('b', {kinds: ['throttling']})]);
		const {incident, ...rest} = JSON.parse(alert());
		await fanOut(JSON.stringify({...rest, incident, heldBack: {named: [{kind: 'complaints'}], more: 0}}));
		expect(sent.map(({endpoint}) => endpoint)).toEqual([id('a')]);
	});

	it('goes nowhere from a tenant that has no endpoint, is disabled, or is not there', async () => {
		await given([]);
		await fanOut();
		await given([webhook('a')], {disabled: true});
		await fanOut();
		await fanOut(alert({tenant: 'nobody'}));
		expect(sent).toEqual([]);
	});

	it('comes again where not all of its deliveries are in the queue', async () => {
		await given([webhook('a'), webhook('b')]);
		const send = async (one: Delivery) => {
			if (one.endpoint === id('b')) throw new Error('SQS is out of order');
			sent.push(one);
		};
		const queue = {...deliverer().queue, send};
		const came = record(alert());
		expect(await deliverAll([came], deliverer({queue}))).toEqual({
			batchItemFailures: [{itemIdentifier: came.messageId}],
		});
	});
});

describe('a delivery', () => {
	const attempt = (number = 1, endpoint = id('a')) =>
		deliverAll([record(letterOf(delivery(endpoint)), number)], deliverer());

	it('is posted with the endpoint’s own secret, and done with where it was taken', async () => {
		await given([webhook('a')]);
		expect(await attempt()).toEqual({batchItemFailures: []});
		const url = 'https://a.example.com/alerts';
		expect(posted).toEqual([{url, secret: `whsec_${id('a')}`, id: 'msg_1', body: alert()}]);
		expect(await stored()).toEqual([webhook('a')]);
	});

	it('comes back after a growing wait where it was not taken, and the endpoint is known to fail', async () => {
		await given([webhook('a')]);
		answer = {};
		for (const number of [1, 2, 8]) {
			const came = await attempt(number);
			expect(came.batchItemFailures).toHaveLength(1);
			now = new Date(now.getTime() + 60_000);
		}
		expect(later.map(([, seconds]) => seconds)).toEqual([5, 30, 28_800]);
		expect(later[0]?.[0]).toMatch(/^handle of /);
		expect(await stored()).toEqual([webhook('a', {failingSince: '2026-03-02T12:00:00.000Z'})]);
		answer = {delivered: true, status: 200};
		await attempt(9);
		expect(await stored()).toEqual([webhook('a')]);
	});

	it('is dropped after the last attempt; the endpoint stays until five days are over', async () => {
		await given([webhook('a', {failingSince: '2026-02-26T12:00:01.000Z'})]);
		answer = {};
		expect(await attempt(9)).toEqual({batchItemFailures: []});
		expect(later).toEqual([]);
		expect((await stored())?.[0]?.disabledAt).toBeUndefined();
		now = new Date('2026-03-03T12:00:01.000Z');
		await attempt(9);
		expect((await stored())?.[0]).toMatchObject({
			disabledAt: now.toISOString(),
			note: expect.stringContaining('answered 500'),
		});
	});

	it('disables an endpoint that is gone, and what was on its way is dropped', async () => {
		await given([webhook('a')]);
		answer = {status: 410, words: 'answered 410 Gone'};
		expect(await attempt()).toEqual({batchItemFailures: []});
		expect((await stored())?.[0]).toMatchObject({
			disabledAt: now.toISOString(),
			note: expect.stringContaining('410 Gone'),
		});
		posted.length = 0;
		expect(await attempt()).toEqual({batchItemFailures: []});
		expect(posted).toEqual([]);
	});

	it('to an endpoint that was removed, or of a tenant that was disabled, is dropped', async () => {
		await given([webhook('a')]);
		expect(await attempt(1, id('b'))).toEqual({batchItemFailures: []});
		await given([webhook('a')], {disabled: true});
		expect(await attempt()).toEqual({batchItemFailures: []});
		expect(posted).toEqual([]);
	});

	it('costs no other of its batch, whatever goes wrong with it', async () => {
		await given([webhook('a'), webhook('f')]);
		const good = record(letterOf(delivery()), 1);
		const bad = ['', 'null', '{}', '{"deliver": {"tenant": "acme"}}', letterOf(delivery(id('f')))].map((body) =>
			record(body),
		);
		const {batchItemFailures} = await deliverAll([...bad, good], deliverer());
		expect(batchItemFailures.map(({itemIdentifier}) => itemIdentifier)).toEqual(bad.map(({messageId}) => messageId));
		expect(posted).toHaveLength(1);
		expect(later).toEqual([]);
	});
});
