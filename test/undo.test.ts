import {generateKeyPairSync} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
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
import {createTenant} from '#shared/store/tenants.ts';
import {startEsps} from './support/esps/all.ts';
import {startTestStack, type TestStack} from './support/stack.ts';

/**
 * An IP ban makes the ESPs suppress 500 good addresses. They are found, previewed, released at the three ESPs, and those who
 * complained meanwhile stay: on the whole stack, from signed webhooks to the ESPs' own lists.
 */

const now = new Date();
const id = tenantIdSchema.parse('undo');
const topicArn = 'arn:aws:sns:us-east-1:123456789012:undo-ses';
const sendgridKey = newSendgridKey();
const sns = generateKeyPairSync('rsa', {modulusLength: 2048})
	.privateKey.export({type: 'pkcs8', format: 'pem'})
	.toString();
const password = newSecret();
const {tenant, key} = withApiKey(withPassword(emptyTenant(id, now), password, now), 'Mara', 'manage', now);

const IP = '198.51.100.23';
const BAN = `550 5.7.606 Access denied, banned sending IP [${IP}]. To request removal from this list please visit https://sender.office.com/`;
const BOUNCES = '/v3/suppression/bounces';
const occurredAt = new Date(now.getTime() - 600_000);
const seconds = Math.floor(occurredAt.getTime() / 1_000);

/** As the ESPs spell them: SES remembers capitals, and plus signs are for the paths. */
const addresses = {
	ses: Array.from({length: 200}, (_, index) => `Jo.${index}+news@contoso.example`),
	sendgrid: Array.from({length: 200}, (_, index) => `al${index}@fabrikam.example`),
	postmark: Array.from({length: 100}, (_, index) => `mi${index}@tailspin.example`),
} as const;
/** Of each ESP, one who complains. */
const complained = {ses: addresses.ses[7], sendgrid: addresses.sendgrid[7], postmark: addresses.postmark[7]} as const;

let folder: string;
let stack: TestStack;
let esps: Awaited<ReturnType<typeof startEsps>>;
const signer = {
	privateKey: sns,
	certificatePath: '/SimpleNotificationService-0123456789abcdef.pem',
	topicArns: [topicArn],
};

async function post(esp: EspName, body: object): Promise<void> {
	const bytes = Buffer.from(JSON.stringify(body));
	const signed: Signed =
		esp === 'ses'
			? asSns(bytes, signer, now)
			: esp === 'sendgrid'
				? asSendgrid(bytes, sendgridKey.privateKey, now)
				: asPostmark(bytes, tenant.postmark.username, password);
	const {headers} = signed;
	const answer = await fetch(`${stack.url}/v1/webhooks/${esp}/${id}`, {
		method: 'POST',
		headers,
		body: Buffer.from(signed.body),
	});
	expect(answer.status).toBe(200);
}

// biome-ignore lint/suspicious/noExplicitAny: the test looks into answers of every shape
async function ask(path: string, body?: object, method = body === undefined ? 'GET' : 'POST'): Promise<any> {
	const answer = await fetch(`${stack.url}${path}`, {
		method,
		headers: {authorization: `Bearer ${key}`},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
	});
	expect(answer.status, path).toBe(200);
	return answer.json();
}

/** The ban, as each ESP tells it, and then the complaints. */
async function bounce(): Promise<void> {
	for (let from = 0; from < addresses.ses.length; from += 50) {
		const recipients = addresses.ses.slice(from, from + 50);
		await post('ses', {
			eventType: 'Bounce',
			mail: {messageId: `ses-${from}`, source: 'news@sender.example', timestamp: occurredAt.toISOString()},
			bounce: {
				bounceType: 'Permanent',
				bounceSubType: 'General',
				feedbackId: `feedback-${from}`,
				timestamp: occurredAt.toISOString(),
				bouncedRecipients: recipients.map((emailAddress) => ({
					emailAddress,
					status: '5.7.606',
					diagnosticCode: `smtp; ${BAN}`,
				})),
			},
		});
	}
	await post(
		'sendgrid',
		addresses.sendgrid.map((email, index) => ({
			event: 'bounce',
			type: 'bounce',
			email,
			timestamp: seconds,
			ip: IP,
			reason: BAN,
			status: '5.7.606',
			sg_event_id: `event-${index}`,
			sg_message_id: `message-${index}`,
		})),
	);
	await Promise.all(
		addresses.postmark.map((Email, index) =>
			post('postmark', {
				RecordType: 'Bounce',
				Type: 'HardBounce',
				ID: 1_000 + index,
				MessageID: `message-${index}`,
				MessageStream: 'broadcast',
				Email,
				From: 'news@sender.example',
				BouncedAt: occurredAt.toISOString(),
				Details: BAN,
				Inactive: true,
			}),
		),
	);
}

async function complain(): Promise<void> {
	await post('ses', {
		eventType: 'Complaint',
		mail: {messageId: 'ses-c', source: 'news@sender.example', timestamp: occurredAt.toISOString()},
		complaint: {
			feedbackId: 'complaint-1',
			timestamp: occurredAt.toISOString(),
			complainedRecipients: [{emailAddress: complained.ses}],
		},
	});
	await post('sendgrid', [
		{event: 'spamreport', email: complained.sendgrid, timestamp: seconds, sg_event_id: 'complaint', sg_message_id: 'c'},
	]);
	await post('postmark', {
		RecordType: 'SpamComplaint',
		Type: 'SpamComplaint',
		ID: 9_999,
		MessageID: 'message-c',
		MessageStream: 'broadcast',
		Email: complained.postmark,
		From: 'news@sender.example',
		BouncedAt: occurredAt.toISOString(),
	});
}

const lower = (some: readonly (string | undefined)[]) => some.map((one) => one?.toLowerCase()).toSorted();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-undo-'));
	writeFileSync(join(folder, 'sns-certificate.pem'), selfSigned(sns, 'sns.amazonaws.com', now));
	esps = await startEsps();
	for (const address of addresses.ses) esps.ses.list(address);
	for (const address of addresses.sendgrid) esps.sendgrid.list(BOUNCES, address);
	for (const address of addresses.postmark) esps.postmark.list('broadcast', address);
	esps.postmark.list('broadcast', complained.postmark ?? '', 'SpamComplaint');
	stack = await startTestStack(folder, {espOrigin: esps.origin});
	await createTenant(stack.store, {
		...tenant,
		ses: {topicArns: [topicArn]},
		sendgrid: {publicKeys: [sendgridKey.publicKey]},
	});
	await bounce();
	await complain();
}, 90_000);

afterAll(async () => {
	await stack.stop();
	await esps.stop();
	await rm(folder, {recursive: true, force: true});
});

describe('an IP ban that cost 500 good addresses', () => {
	let incident = '';

	test('is one incident, and its addresses are previewed without those who complained', async () => {
		await expect
			.poll(async () => (await ask('/v1/incidents')).incidents[0]?.count, {timeout: 30_000, interval: 200})
			.toBe(500);
		await expect
			.poll(async () => (await ask('/v1/suppressions?reason=complaint')).suppressions.length, {timeout: 30_000})
			.toBe(3);
		incident = (await ask('/v1/incidents')).incidents[0].id;
		const preview = await ask('/v1/releases/preview', {incident});
		expect(preview).toMatchObject({count: 497, byReason: {'held by the ESP': 497}});
		expect(preview.sample).toHaveLength(20);
	});

	test('the credentials are given once, and are in no table', async () => {
		for (const esp of ['ses', 'sendgrid', 'postmark'] as const) {
			const {region: _, ...credentials} = {region: '', ...esps[esp].credentials};
			const body = esp === 'ses' ? esps.ses.credentials : credentials;
			expect(await ask(`/v1/esp-credentials/${esp}`, body, 'PUT')).toEqual({esp, set: true});
		}
		expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toContain(esps.postmark.credentials.serverToken);
	});

	test('all but the complaints are released at the three ESPs', async () => {
		const body = {filter: {incident}, why: 'our IP was banned on that day', atEsp: true};
		let done = 0;
		const failed: unknown[] = [];
		let next: string | null | undefined;
		do {
			const round = await ask('/v1/releases', {...body, ...(next == null ? {} : {next})});
			done += round.done;
			failed.push(...(round.failed ?? []));
			next = round.next;
		} while (next != null);
		expect(failed).toEqual([]);
		expect(done).toBe(497);
		expect(lower(esps.ses.listed())).toEqual(lower([complained.ses]));
		expect(lower(esps.sendgrid.listed(BOUNCES))).toEqual(lower([complained.sendgrid]));
		expect(lower(esps.postmark.listed('broadcast'))).toEqual(lower([complained.postmark]));
	}, 60_000);

	test('the log says who did it and why, and nothing is left to release', async () => {
		const address = addresses.sendgrid.at(0) ?? '';
		const {entries} = await ask(`/v1/audit?address=${encodeURIComponent(address)}`);
		expect(entries).toMatchObject([{action: 'release-at-esp', key: 'Mara', why: 'our IP was banned on that day'}]);
		expect(await ask('/v1/releases/preview', {incident})).toMatchObject({count: 0});
		expect((await ask('/v1/suppressions?reason=complaint')).suppressions).toHaveLength(3);
	});

	test('no function lacked a permission or failed', () => {
		expect(stack.said).toEqual([]);
	});
});
