import {generateKeyPairSync} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {selfSigned} from '#functions/command/certificate.ts';
import {newSendgridKey} from '#functions/command/dev-keys.ts';
import {asPostmark, asSendgrid, asSns, type Signed} from '#functions/command/sign.ts';
import {emptyTenant, withApiKey, withPassword} from '#functions/command/tenant-change.ts';
import {newSecret} from '#shared/authenticate/secret.ts';
import type {EspName} from '#shared/model/event.ts';
import {tenantIdSchema} from '#shared/model/names.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {type DnsServer, startDns} from './support/dns.ts';
import {incident} from './support/incidents.ts';
import {startTestStack, type TestStack} from './support/stack.ts';

/** Signed webhook in, SNS message out: the deployed template, whole, on this machine. */

const now = new Date();
const id = tenantIdSchema.parse('flow');
const topicArn = 'arn:aws:sns:us-east-1:123456789012:flow-ses';
const sendgrid = newSendgridKey();
const sns = generateKeyPairSync('rsa', {modulusLength: 2048})
	.privateKey.export({type: 'pkcs8', format: 'pem'})
	.toString();
const password = newSecret();
const {tenant, key: apiKey} = withApiKey(withPassword(emptyTenant(id, now), password, now), 'test', 'read', now);

const BANNED = '198.51.100.23';
const LISTED = '192.0.2.91';
const occurredAt = new Date(now.getTime() - 600_000);

const ses = (recipient: string) => ({
	eventType: 'Bounce',
	mail: {messageId: 'ses-1', source: 'news@sender.example', timestamp: occurredAt.toISOString()},
	bounce: {
		bounceType: 'Permanent',
		bounceSubType: 'General',
		feedbackId: 'feedback-1',
		timestamp: occurredAt.toISOString(),
		bouncedRecipients: [
			{
				emailAddress: recipient,
				status: '5.1.10',
				diagnosticCode: 'smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
			},
		],
	},
});
const sendgridEvents = [
	{
		event: 'bounce',
		type: 'bounce',
		email: 'banned@fabrikam.example',
		timestamp: Math.floor(occurredAt.getTime() / 1_000),
		ip: BANNED,
		reason: `550 5.7.606 Access denied, banned sending IP [${BANNED}]. To request removal from this list please visit https://sender.office.com/`,
		status: '5.7.606',
		sg_event_id: 'event-1',
		sg_message_id: 'message-1',
	},
	{
		event: 'delivered',
		email: 'reader@example.net',
		timestamp: Math.floor(occurredAt.getTime() / 1_000),
		ip: BANNED,
		response: '250 OK',
		sg_event_id: 'event-2',
		sg_message_id: 'message-2',
	},
	{event: 'bounce', email: 'no address', timestamp: Math.floor(occurredAt.getTime() / 1_000), sg_event_id: 'event-3'},
];
const postmark = {
	RecordType: 'Bounce',
	Type: 'HardBounce',
	ID: 4_323_372_036_854_775_807n.toString(),
	MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
	Email: 'listed@tailspin.example',
	From: 'news@sender.example',
	BouncedAt: occurredAt.toISOString(),
	Details: `550 5.7.1 Service unavailable, Client host [${LISTED}] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/${LISTED} (AS16012609)`,
};

/** What each ESP posts, byte for byte; SendGrid ends its lines with CR LF. */
const bodies = {
	ses: Buffer.from(JSON.stringify(ses('gone@contoso.example'))),
	sendgrid: Buffer.from(`${JSON.stringify(sendgridEvents, undefined, '\t').replaceAll('\n', '\r\n')}\r\n`),
	postmark: Buffer.from(JSON.stringify(postmark)),
};

let folder: string;
let dns: DnsServer;
let stack: TestStack;
const signer = {
	privateKey: sns,
	certificatePath: '/SimpleNotificationService-0123456789abcdef.pem',
	topicArns: [topicArn],
};
/** Signed once: an ESP that missed our answer sends the same again. */
const signed: Readonly<Record<EspName, Signed>> = {
	ses: asSns(bodies.ses, signer, now),
	sendgrid: asSendgrid(bodies.sendgrid, sendgrid.privateKey, now),
	postmark: asPostmark(bodies.postmark, tenant.postmark.username, password),
};

async function post(esp: EspName, {headers, body}: Signed = signed[esp]): Promise<number> {
	const url = `${stack.url}/v1/webhooks/${esp}/${id}`;
	return (await fetch(url, {method: 'POST', headers, body: Buffer.from(body)})).status;
}

async function ask(path: string): Promise<unknown> {
	const response = await fetch(`${stack.url}${path}`, {headers: {authorization: `Bearer ${apiKey}`}});
	return {status: response.status, answer: await response.json()};
}

/** Until the ledger has recorded all that is in the queue. */
async function alerts(count: number): Promise<unknown[]> {
	const taken: unknown[] = [];
	await expect
		.poll(
			async () => {
				taken.push(...(await stack.take(stack.info.inboxQueueUrl, 1)).map((body) => JSON.parse(body)));
				return taken.length;
			},
			{timeout: 20_000, interval: 10},
		)
		.toBe(count);
	return taken;
}

const suppression = (address: string) => ask(`/v1/suppressions/${encodeURIComponent(address)}`);
const counters = () => ask('/v1/reputation?dimension=sending-ip&window=24h');

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-flow-'));
	writeFileSync(join(folder, 'sns-certificate.pem'), selfSigned(sns, 'sns.amazonaws.com', now));
	dns = await startDns({
		'23.100.51.198.in-addr.arpa': {PTR: ['mail.sender.example']},
		'mail.sender.example': {A: [BANNED]},
	});
	stack = await startTestStack(folder, {dnsServers: dns.address});
	await createTenant(stack.store, {
		...tenant,
		ses: {topicArns: [topicArn]},
		sendgrid: {publicKeys: [sendgrid.publicKey]},
	});
}, 60_000);

afterAll(async () => {
	await stack.stop();
	await dns.stop();
	await rm(folder, {recursive: true, force: true});
});

describe('signed webhooks of three ESPs', () => {
	test('are answered 200, and their facts are in the tables', async () => {
		expect(await Promise.all([post('ses'), post('sendgrid'), post('postmark')])).toEqual([200, 200, 200]);
		await stack.recorded();
		expect(await suppression('gone@contoso.example')).toMatchObject({
			status: 200,
			answer: {status: 'active', reason: 'recipient-unknown', suppressed: true},
		});
		expect(await suppression('banned@fabrikam.example')).toMatchObject({answer: {status: 'none', suppressed: false}});
		expect(await suppression('listed@tailspin.example')).toMatchObject({answer: {status: 'none', suppressed: false}});
	});

	test('raise one alert for the ban and one for the listing, as a subscriber gets them', async () => {
		const received = await alerts(2);
		const alert = (Subject: string) =>
			expect.objectContaining({
				Type: 'Notification',
				Subject,
				TopicArn: stack.info.alertTopicArn,
				MessageAttributes: expect.objectContaining({tenant: {Type: 'String', Value: 'flow'}}),
			});
		expect(received).toEqual(
			expect.arrayContaining([
				alert(`[flow] sending IP ${LISTED} listed by Spamhaus`),
				alert(`[flow] sending IP ${BANNED} banned by Microsoft 365`),
			]),
		);
	});

	test('send the one event that cannot be read to the quarantine, with its reason', async () => {
		const [letter = '', ...more] = await stack.take(stack.info.queues.quarantine, 5);
		expect(more).toEqual([]);
		expect(JSON.parse(letter)).toMatchObject({reason: expect.stringContaining('email')});
	});

	test('are counted once however often they come', async () => {
		const before = await counters();
		expect(before).toMatchObject({
			status: 200,
			answer: {values: expect.arrayContaining([expect.objectContaining({value: BANNED, delivered: 1, bounced: 1})])},
		});
		expect(await Promise.all([post('ses'), post('sendgrid'), post('postmark')])).toEqual([200, 200, 200]);
		await stack.recorded();
		expect(await counters()).toEqual(before);
	});

	test('are refused with 401 where a single byte is changed, and nothing comes of them', async () => {
		const changed = Buffer.from(bodies.sendgrid.toString().replace('banned@', 'other@'));
		expect(await post('sendgrid', {...signed.sendgrid, body: changed})).toBe(401);
		expect(
			await post('ses', {...signed.ses, body: Buffer.from(signed.ses.body.toString().replace('gone@', 'other@'))}),
		).toBe(401);
		await stack.recorded();
		expect(await suppression('other@contoso.example')).toMatchObject({answer: {status: 'none'}});
	});
});

describe('a restart', () => {
	test('keeps tables, queues and how far the alerts were sent', async () => {
		const before = await counters();
		await stack.stop();
		stack = await startTestStack(folder, {dnsServers: dns.address});
		expect(await suppression('gone@contoso.example')).toMatchObject({answer: {status: 'active'}});
		expect(await counters()).toEqual(before);
		expect(await post('sendgrid')).toBe(200);
		await stack.recorded();
		expect(await counters()).toEqual(before);
		expect(await stack.take(stack.info.inboxQueueUrl, 1)).toEqual([]);
	});
});

test('an incident is found through the gateway, whatever stands in its id', async () => {
	const range = 'ip-ban#198.51.100.0/24#outlook-consumer';
	const told = {tenant: id, id: range, resource: '198.51.100.0/24', receiver: 'outlook-consumer', sentSequence: 1};
	await writeIncident(stack.store, {...incident(told), version: 0});
	for (const one of [range, `ip-ban#${BANNED}#exchange-online`]) {
		const shown = await ask(`/v1/incidents/${encodeURIComponent(one)}`);
		expect(shown).toMatchObject({status: 200, answer: {id: one, kind: 'ip-ban'}});
	}
	expect(await ask('/v1/overview?window=24h')).toMatchObject({
		answer: {score: {ceiling: {at: 40}}, incidents: {length: 3}},
	});
	expect(await ask(`/v1/attribution?ip=${BANNED}`)).toMatchObject({
		answer: {
			places: [
				{domain: 'fabrikam.example', blocked: 1},
				{domain: 'example.net', delivered: 1},
			],
		},
	});
	expect(await ask(`/v1/reputation/series?dimension=sending-ip&value=${BANNED}`)).toMatchObject({
		answer: {series: {length: 168}},
	});
});

test('no function lacked a permission or failed', () => {
	expect(stack.said).toEqual([]);
});

test('the schedule sweeps incidents without a fault', async () => {
	expect(await stack.invoke('Sweep', {source: 'aws.events'})).toMatchObject({failed: false});
});

test('the schedule asks DNS about them, and the API shows what it said', async () => {
	expect(await stack.invoke('Evidence', {source: 'aws.events'})).toMatchObject({failed: false});
	expect(await ask(`/v1/incidents/${encodeURIComponent(`ip-ban#${BANNED}#exchange-online`)}`)).toMatchObject({
		answer: {
			evidence: {
				checks: expect.arrayContaining([
					expect.objectContaining({check: 'reverse-dns', about: BANNED, verdict: 'good', found: 'mail.sender.example'}),
					expect.objectContaining({check: 'list:zen.spamhaus.org', about: BANNED, verdict: 'unknown'}),
				]),
			},
		},
	});
	expect(stack.said).toEqual([]);
});
