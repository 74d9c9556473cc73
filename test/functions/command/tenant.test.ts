import {generateKeyPairSync} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {ScanCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {bounce, type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
});
afterAll(() => stack.stop());

const json = async (...args: string[]) => {
	const ran = await stack.bounce(['tenant', ...args, '--json']);
	expect(ran.err).toBe('');
	return JSON.parse(ran.out);
};
const status = async (key: string) =>
	(await fetch(`${stack.url}/v1/suppressions`, {headers: {authorization: `Bearer ${key}`}})).status;
const postmark = async (password: string, tenant: string) => {
	const authorization = `Basic ${Buffer.from(`${tenant}:${password}`).toString('base64')}`;
	const body = JSON.stringify({RecordType: 'Open', Recipient: 'jo@example.com', MessageID: 'm'});
	const url = `${stack.url}/v1/webhooks/postmark/${tenant}`;
	return (await fetch(url, {method: 'POST', headers: {authorization}, body})).status;
};
const newPublicKey = (namedCurve: string) =>
	generateKeyPairSync('ec', {namedCurve}).publicKey.export({type: 'spki', format: 'der'}).toString('base64');

describe('tenant create', () => {
	it('prints each webhook with its credentials and an API key, and keeps hashes only', async () => {
		const {code, out, err} = await stack.bounce(['tenant', 'create', 'acme']);
		expect({code, err}).toEqual({code: 0, err: ''});
		const [, password = ''] = /http:\/\/acme:([\w-]{43})@[\d.:]+\/v1\/webhooks\/postmark\/acme/.exec(out) ?? [];
		const [key = ''] = /bl_acme_[\w-]{43}/.exec(out) ?? [];
		expect(out).toContain(`${stack.url}/v1/webhooks/sendgrid/acme`);
		expect(out).toContain(`${stack.url}/v1/webhooks/ses/acme`);
		expect(out).toContain('arn:aws:sns:us-east-1:000000000000:acme-ses-events');
		expect(await status(key)).toBe(200);
		expect(await postmark(password, 'acme')).toBe(200);

		const shown = await stack.bounce(['tenant', 'show', 'acme']);
		const stored = JSON.stringify((await stack.store.client.send(new ScanCommand({TableName: 'Tenants'}))).Items);
		for (const text of [shown.out, stored]) {
			expect(text).toContain('acme');
			expect(text).not.toContain(password);
			expect(text).not.toContain(key);
		}
		expect(shown.out).not.toMatch(/[0-9a-f]{64}/);
		expect(statSync(join(stack.data, 'dev-keys.json')).mode & 0o777).toBe(0o600);
		expect(readFileSync(join(stack.data, 'dev-keys.json'), 'utf8')).toContain(key);
	});

	it('makes the operator a profile with a key, and no webhooks', async () => {
		const {code, out, err} = await stack.bounce(['tenant', 'create', 'operator']);
		expect({code, err}).toEqual({code: 0, err: ''});
		const [key = ''] = /bl_operator_[\w-]{43}/.exec(out) ?? [];
		expect(await status(key)).toBe(200);
		expect(out).not.toContain('/v1/webhooks/');
	});

	it('does not touch a tenant that exists', async () => {
		await json('create', 'twice');
		const again = await stack.bounce(['tenant', 'create', 'twice']);
		expect(again).toEqual({code: 1, out: '', err: 'bounce: The tenant twice exists already.\n'});
	});

	it('gives the key the role that was asked for', async () => {
		expect((await json('create', 'reader', '--role', 'read')).apiKeys).toMatchObject([{name: 'default', role: 'read'}]);
		expect(await stack.bounce(['tenant', 'create', 'x1', '--role', 'admin'])).toMatchObject({code: 2, out: ''});
	});
});

describe('tenant rotate', () => {
	it('lets two passwords open, and the older no more when finished or rotated again', async () => {
		const {secrets} = await json('create', 'spin');
		const one = secrets.postmarkPassword;
		const two = (await json('rotate', 'spin', 'postmark')).postmarkPassword;
		expect(await Promise.all([postmark(one, 'spin'), postmark(two, 'spin')])).toEqual([200, 200]);
		expect((await stack.bounce(['tenant', 'rotate', 'spin', 'postmark', '--finish'])).code).toBe(0);
		expect(await Promise.all([postmark(one, 'spin'), postmark(two, 'spin')])).toEqual([401, 200]);
		const three = (await json('rotate', 'spin', 'postmark')).postmarkPassword;
		const four = (await json('rotate', 'spin', 'postmark')).postmarkPassword;
		expect(await Promise.all([two, three, four].map((each) => postmark(each, 'spin')))).toEqual([401, 200, 200]);
	});

	it('does the same for API keys, by their name', async () => {
		const {secrets} = await json('create', 'keyed');
		const {apiKey: extra} = await json('keys', 'keyed', 'add', 'ci', '--role', 'read');
		const {apiKey: newer} = await json('rotate', 'keyed', 'api-key');
		expect(await Promise.all([secrets.apiKey, newer, extra].map(status))).toEqual([200, 200, 200]);
		await stack.bounce(['tenant', 'rotate', 'keyed', 'api-key', '--finish']);
		expect(await Promise.all([secrets.apiKey, newer, extra].map(status))).toEqual([401, 200, 200]);
		await stack.bounce(['tenant', 'keys', 'keyed', 'remove', 'ci']);
		expect(await Promise.all([newer, extra].map(status))).toEqual([200, 401]);
		expect((await stack.bounce(['tenant', 'keys', 'keyed'])).out).toMatch(/^key +role +created\ndefault +manage/);
		expect(await stack.bounce(['tenant', 'rotate', 'keyed', 'api-key', '--name', 'ci'])).toMatchObject({code: 1});
	});

	it('keeps what `send` signs with in step', async () => {
		await json('create', 'step');
		for (const what of ['postmark', 'sendgrid', 'postmark']) {
			await stack.bounce(['tenant', 'rotate', 'step', what]);
			await stack.bounce(['tenant', 'rotate', 'step', what, '--finish']);
		}
		const event = '[{"event":"bounce","email":"jo@example.com","timestamp":1772451000,"sg_event_id":"a"}]';
		const open = '{"RecordType":"Open","Recipient":"a@example.com","MessageID":"m"}';
		const send = (esp: string, input: string) => stack.bounce(['send', '--esp', esp, '--tenant', 'step', '-'], {input});
		expect(await send('sendgrid', event)).toMatchObject({code: 0, err: ''});
		expect(await send('postmark', open)).toMatchObject({code: 0, err: ''});
	});
});

describe('tenant set, disable, list', () => {
	it('sets keys, topics and numbers, and refuses what is none', async () => {
		await json('create', 'setter');
		const key = newPublicKey('P-256');
		const arn = 'arn:aws:sns:eu-west-1:111122223333:bounces';
		const some = [`sendgrid-public-key=${key}`, `ses-topic=+${arn}`, 'threshold=5', 'quiet-hours=6'];
		const set = await json('set', 'setter', ...some);
		expect(set.sendgrid.publicKeys).toHaveLength(2);
		expect(set.sendgrid.publicKeys[0]).toBe(key);
		expect(set.ses.topicArns).toContain(arn);
		expect(set.settings).toMatchObject({softBounceThreshold: 5, incidentQuietHours: 6});
		expect((await json('set', 'setter', `ses-topic=-${arn}`)).ses.topicArns).not.toContain(arn);

		const wrong = [
			'sendgrid-public-key=abc',
			`sendgrid-public-key=${newPublicKey('secp256k1')}`,
			'ses-topic=+arn:aws:sqs:eu-west-1:111122223333:bounces',
			`ses-topic=-${arn}`,
			'threshold=0',
			'threshold=2.5',
			'threshold=',
			'threshold=x',
			'treshold=3',
			'threshold',
		];
		for (const each of wrong) {
			const ran = await stack.bounce(['tenant', 'set', 'setter', 'threshold=7', each]);
			expect(ran, each).toMatchObject({code: 1, out: ''});
			expect(ran.err, each).toMatch(/^bounce: .+\n$/);
		}
		expect((await json('show', 'setter')).settings.softBounceThreshold).toBe(5);
	});

	it('sets what raises alerts, and shows it as it is written', async () => {
		await json('create', 'quiet');
		const set = await json(
			'set',
			'quiet',
			'alerts-per-hour=3',
			'muted-kinds=complaints, blocklist',
			'least-rates=complaints:0.002,list-quality:0.03',
		);
		expect(set.settings).toMatchObject({
			alertsPerHour: 3,
			mutedKinds: ['complaints', 'blocklist'],
			leastRates: {'list-quality': 0.03, complaints: 0.002},
			softBounceThreshold: 3,
		});
		const {out} = await stack.bounce(['tenant', 'show', 'quiet']);
		expect(out).toMatch(/alerts-per-hour +3\n/);
		expect(out).toMatch(/muted-kinds +complaints,blocklist\n/);
		expect(out).toMatch(/least-rates +complaints:0\.002,list-quality:0\.03\n/);
		const {settings} = await json('set', 'quiet', 'muted-kinds=none', 'least-rates=none');
		expect(settings).toMatchObject({alertsPerHour: 3, mutedKinds: [], leastRates: {}});
		for (const wrong of [
			'alerts-per-hour=0',
			'muted-kinds=ban',
			'muted-kinds=',
			'least-rates=ip-ban:0.1',
			'least-rates=complaints',
			'least-rates=complaints:2',
		]) {
			const ran = await stack.bounce(['tenant', 'set', 'quiet', wrong]);
			expect(ran, wrong).toMatchObject({code: 1, out: ''});
			expect(ran.err).toMatch(/must be .*(?:number|none)/);
		}
	});

	it("does not give a topic away that is another tenant's", async () => {
		await json('create', 'thief');
		const arn = 'arn:aws:sns:us-east-1:000000000000:owner-ses-events';
		expect((await json('set', 'thief', `ses-topic=+${arn}`)).ses.topicArns).toContain(arn);
		expect(await stack.bounce(['tenant', 'create', 'owner'])).toMatchObject({code: 1, out: ''});
	});

	it('closes a disabled tenant and opens it again', async () => {
		const {secrets} = await json('create', 'sleepy');
		await stack.bounce(['tenant', 'disable', 'sleepy']);
		expect(await status(secrets.apiKey)).toBe(401);
		expect((await stack.bounce(['tenant', 'list'])).out).toMatch(/sleepy +\S+ +disabled/);
		await stack.bounce(['tenant', 'enable', 'sleepy']);
		expect(await status(secrets.apiKey)).toBe(200);
	});

	it('tells wrong use, unknown tenants and other verbs apart', async () => {
		expect(await stack.bounce(['tenant', 'show', 'nobody'])).toMatchObject({code: 1, out: ''});
		expect(await stack.bounce(['tenant', 'show', 'No Body'])).toMatchObject({code: 2, out: ''});
		expect((await stack.bounce(['tenant', 'crate', 'acme'])).err).toContain('tenant create');
		expect(await stack.bounce(['tenant', 'show', 'acme', '--verbose'])).toMatchObject({code: 2, out: ''});
	});

	it('says what is missing where no stack runs', async () => {
		const ran = await bounce(['tenant', 'list'], {env: {BOUNCE_DATA: join(stack.data, 'nothing')}});
		expect(ran).toMatchObject({code: 1, out: ''});
		expect(ran.err).toMatch(/not running.*npm start/);
	});
});
