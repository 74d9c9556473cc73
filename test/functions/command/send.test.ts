import {createPrivateKey, generateKeyPairSync, X509Certificate} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {selfSigned} from '#functions/command/certificate.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
	await stack.bounce(['tenant', 'create', 'acme']);
});
afterAll(() => stack.stop());

const file = (name: string, text: string): string => {
	const path = join(stack.data, name);
	writeFileSync(path, text);
	return path;
};
const send = (esp: string, ...more: string[]) => stack.bounce(['send', '--esp', esp, '--tenant', 'acme', ...more]);

const bounceEvent = {
	eventType: 'Bounce',
	mail: {timestamp: '2026-03-02T12:00:00.000Z', messageId: 'm-1', destination: ['jo@example.com']},
	bounce: {
		bounceType: 'Permanent',
		bounceSubType: 'General',
		feedbackId: 'f-1',
		timestamp: '2026-03-02T12:00:05.000Z',
		bouncedRecipients: [{emailAddress: 'jo@example.com', diagnosticCode: 'smtp; 550 5.1.1 no'}],
	},
};
const envelope = (more: object = {}) =>
	JSON.stringify({
		Type: 'Notification',
		MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
		TopicArn: 'arn:aws:sns:eu-west-1:111122223333:somebody-elses',
		Message: JSON.stringify(bounceEvent),
		Timestamp: '2026-03-02T12:00:06.000Z',
		SignatureVersion: '2',
		Signature: 'bm9uZQ==',
		SigningCertURL: 'https://example.com/x.pem',
		...more,
	});

describe('send', () => {
	it("signs SendGrid's bytes exactly as they are in the file", async () => {
		const text = '[ {"event":"bounce",\r\n"email":"jo@example.com","timestamp":1772451000,"sg_event_id":"a"} ]\r\n';
		const ran = await send('sendgrid', file('sendgrid.json', text));
		expect(ran).toMatchObject({code: 0, err: ''});
		expect(ran.out).toMatch(/^200 \[\{.*"recipient":"jo@example.com"/);
	});

	it('signs an SNS envelope anew, for a topic of the tenant', async () => {
		const ran = await send('ses', file('envelope.json', envelope()));
		expect(ran.code).toBe(0);
		expect(ran.out).toMatch(/^200 \[\{.*"eventId":"f-1"/);
		expect(ran.err).toBe(
			"bounce: topic replaced by the tenant's own, arn:aws:sns:us-east-1:000000000000:acme-ses-events\n",
		);
	});

	it('puts an envelope around a bare SES event', async () => {
		const ran = await stack.bounce(['send', '--esp', 'ses', '--tenant', 'acme', '-'], {
			input: JSON.stringify(bounceEvent, null, 2),
		});
		expect(ran.code).toBe(0);
		expect(ran.out).toContain('"eventId":"f-1"');
		expect(ran.err).toMatch(/no SNS envelope/);
	});

	it("uses Postmark's password, given or local", async () => {
		const path = file('postmark.json', '{"RecordType":"Open","Recipient":"a@example.com","MessageID":"m"}');
		expect(await send('postmark', path)).toMatchObject({code: 0, out: '200 []\n'});
		expect(await send('postmark', path, '--password', 'wrong')).toMatchObject({
			code: 1,
			out: expect.stringMatching(/^401 /),
		});
	});

	it('goes to another address with the keys given', async () => {
		const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
		const pem = file('key.pem', privateKey.export({type: 'pkcs8', format: 'pem'}).toString());
		const publicKey = file('events.json', '[]');
		expect(await send('sendgrid', publicKey, '--url', stack.url, '--private-key', pem)).toMatchObject({
			code: 1,
			out: expect.stringMatching(/^401 /),
		});
		const whole = `${stack.url}/v1/webhooks/sendgrid/acme`;
		expect(await send('sendgrid', publicKey, '--url', whole)).toMatchObject({code: 0, out: '200 []\n'});
		expect(await send('ses', publicKey, '--url', stack.url)).toMatchObject({code: 2, out: ''});
	});

	it('prints the answer, and a hint where it is no 2xx', async () => {
		for (const [esp, text] of [
			['sendgrid', '{"not": "an array"}'],
			['postmark', '[]'],
			['ses', 'no JSON'],
		] as const) {
			const ran = await send(esp, file('bad.json', text));
			expect(ran.code).toBe(1);
			expect(ran.out).toMatch(/^400 /);
			expect(ran.err).toMatch(/bounce: The body is not of the ESP's shape/);
		}
	});

	it('says what is missing', async () => {
		const err = async (...args: string[]) => (await stack.bounce(['send', ...args])).err;
		expect(await err()).toMatch(/--esp ses\|sendgrid\|postmark/);
		expect(await err('--esp', 'mailgun')).toMatch(/--esp/);
		expect(await err('--esp', 'ses')).toMatch(/--tenant/);
		expect(await err('--esp', 'ses', '--tenant', 'acme')).toMatch(/one file/);
		expect(await err('--esp', 'ses', '--tenant', 'acme', '/nowhere/x.json')).toMatch(/ENOENT/);
		for (const esp of ['ses', 'sendgrid', 'postmark']) {
			expect(await err('--esp', esp, '--tenant', 'nobody', file('any.json', '{}'))).toMatch(/tenant create nobody/);
		}
	});
});

describe('the certificate that stands for that of Amazon SNS', () => {
	it('is one that OpenSSL reads, signed by its own key and good for years', () => {
		const pem = generateKeyPairSync('rsa', {modulusLength: 2048})
			.privateKey.export({type: 'pkcs8', format: 'pem'})
			.toString();
		const now = new Date('2026-03-02T12:00:00Z');
		const certificate = new X509Certificate(selfSigned(pem, 'sns.amazonaws.com', now));
		expect(certificate.subject).toBe('CN=sns.amazonaws.com');
		expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true);
		expect(certificate.verify(certificate.publicKey)).toBe(true);
		expect(new Date(certificate.validFrom).toISOString()).toBe('2026-03-02T11:00:00.000Z');
		expect(new Date(certificate.validTo).toISOString()).toBe('2036-03-02T12:00:00.000Z');
	});

	it('stays the same from one `send` to the next', async () => {
		const path = join(stack.data, 'sns-certificate.pem');
		await send('ses', file('envelope.json', envelope()));
		const before = readFileSync(path, 'utf8');
		await send('ses', file('envelope.json', envelope()));
		expect(readFileSync(path, 'utf8')).toBe(before);
	});
});
