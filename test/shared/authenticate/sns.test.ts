import {generateKeyPairSync} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {selfSigned} from '#functions/command/certificate.ts';
import {verifySns} from '#shared/authenticate/sns.ts';
import {certificateAddress, confirmationAddress} from '#shared/authenticate/sns-address.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {CERTIFICATE, NOW, snsEnvelope, TOPICS} from '#test/support/posters.ts';

const [topic = ''] = TOPICS;

async function verified(
	body: string,
	{
		certificate = CERTIFICATE,
		now = NOW,
		headers = {},
	}: {certificate?: string; now?: Date; headers?: Record<string, string>} = {},
) {
	const deps = {now: () => now, fetchCertificate: async () => certificate};
	const request = {body: Buffer.from(body), headers: new Map(Object.entries(headers))};
	const result = await verifySns(request, TOPICS, deps);
	return isRefusal(result) ? result.reason : 'authentic';
}

/** Signs, then changes what was signed. */
const changed = (more: object, after: object) =>
	JSON.stringify({...JSON.parse(snsEnvelope({Message: '{}', ...more})), ...after});

const confirmation = {
	Type: 'SubscriptionConfirmation',
	Token: '0'.repeat(64),
	SubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${'0'.repeat(64)}`,
	Message: 'You have chosen to subscribe',
};

describe("Amazon SNS's signature", () => {
	it.each(['1', '2'] as const)('fits in version %s, for all three types', async (version) => {
		expect(await verified(snsEnvelope({Message: 'a\nb ü'}, version))).toBe('authentic');
		expect(await verified(snsEnvelope({Message: '{}', Subject: 'Amazon SES'}, version))).toBe('authentic');
		expect(await verified(snsEnvelope({Message: '{}', Subject: null}, version))).toBe('authentic');
		expect(await verified(snsEnvelope(confirmation, version))).toBe('authentic');
		expect(await verified(snsEnvelope({...confirmation, Type: 'UnsubscribeConfirmation'}, version))).toBe('authentic');
	});

	it.each([
		['Message', '{"x":1}'],
		['MessageId', '11111111-2222-4333-8444-555555555556'],
		['Timestamp', '2026-03-02T11:00:02.000Z'],
		['Subject', 'added'],
		['TopicArn', TOPICS[1]],
		['SignatureVersion', '1'],
		['Signature', 'AAAA'],
		['Signature', 7],
	])('does not fit with another %s', async (field, value) => {
		expect(await verified(changed({}, {[field]: value}))).toBe('signature does not fit');
	});

	it.each([
		[{TopicArn: 'arn:aws:sns:us-east-1:999999999999:first'}, 'topic not on the list'],
		[{TopicArn: ['arn']}, 'no TopicArn'],
		[{Type: 'Other'}, 'unknown Type'],
		[{SignatureVersion: '3'}, 'unknown SignatureVersion'],
		[{SignatureVersion: 1}, 'unknown SignatureVersion'],
		[{MessageId: 'x'}, 'MessageId is no UUID'],
		[{MessageId: undefined}, 'MessageId missing'],
		[{Timestamp: '2026\n'}, 'line feed in Timestamp'],
		[{Subject: 'a\nb'}, 'line feed in Subject'],
		[{SigningCertURL: 'https://example.com/SimpleNotificationService-1.pem'}, "SigningCertURL is not Amazon SNS's"],
	])('is refused with %j before any certificate is fetched', async (after, reason) => {
		expect(await verified(changed({}, after), {certificate: 'must not be read'})).toBe(reason);
	});

	it('cannot be moved into other fields', async () => {
		// The text that Amazon signs for a message with a subject, cut so that the subject disappears into another field.
		const signed = JSON.parse(snsEnvelope({Message: '{}', Subject: 'Hello'}));
		const moved = {...signed, MessageId: `${signed.MessageId}\nSubject\nHello`};
		moved.Subject = undefined;
		expect(await verified(JSON.stringify(moved))).toBe('line feed in MessageId');
	});

	it('needs a certificate of an RSA key that is valid now', async () => {
		const body = snsEnvelope({Message: '{}'});
		expect(await verified(body, {certificate: ''})).toBe('no certificate at SigningCertURL');
		expect(await verified(body, {certificate: '<html>'})).toBe('no certificate at SigningCertURL');
		expect(await verified(body, {now: new Date('2026-03-02T10:00:00Z')})).toBe('certificate out of date');
		expect(await verified(body, {now: new Date('2046-03-02T10:00:00Z')})).toBe('certificate out of date');
		const other = generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey.export({type: 'pkcs8', format: 'pem'});
		const stranger = selfSigned(other.toString(), 'sns.amazonaws.com', NOW);
		expect(await verified(body, {certificate: stranger})).toBe('signature does not fit');
	});

	it('is not there with raw delivery: 403', async () => {
		const deps = {now: () => NOW, fetchCertificate: async () => CERTIFICATE};
		const headers = new Map([['x-amz-sns-rawdelivery', 'true']]);
		expect(await verifySns({body: Buffer.from('{"eventType":"Bounce"}'), headers}, TOPICS, deps)).toMatchObject({
			refused: 'forbidden',
			reason: 'raw delivery',
		});
	});

	it('is proven with one fetch of the certificate for many messages', async () => {
		let fetches = 0;
		const fetchCertificate = async () => {
			fetches++;
			return CERTIFICATE;
		};
		const request = {body: Buffer.from(snsEnvelope({Message: '{}'})), headers: new Map()};
		for (let times = 0; times < 3; times++) await verifySns(request, TOPICS, {now: () => NOW, fetchCertificate});
		expect(fetches).toBe(1);
	});

	it('is neither there nor refused while the certificate cannot be fetched', async () => {
		const fetchCertificate = async () => {
			throw new Error('time-out');
		};
		const request = {body: Buffer.from(snsEnvelope({Message: '{}'})), headers: new Map()};
		await expect(verifySns(request, TOPICS, {now: () => NOW, fetchCertificate})).rejects.toThrow('time-out');
	});
});

describe("the certificate's address", () => {
	const path = '/SimpleNotificationService-0123456789abcdef.pem';

	it.each([
		[`https://sns.us-east-1.amazonaws.com${path}`, 'arn:aws:sns:us-east-1:123456789012:t'],
		[`https://sns.us-gov-west-1.amazonaws.com${path}`, 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:t'],
		[`https://sns.cn-north-1.amazonaws.com.cn${path}`, 'arn:aws-cn:sns:cn-north-1:123456789012:t.fifo'],
	])('%s is that of %s', (url, arn) => {
		expect(certificateAddress(url, arn)?.href).toBe(url);
	});

	it.each([
		`http://sns.us-east-1.amazonaws.com${path}`,
		`https://sns.us-west-2.amazonaws.com${path}`,
		`https://sns.us-east-1.amazonaws.com.cn${path}`,
		`https://sns.us-east-1.amazonaws.com:443${path}`,
		`https://sns.us-east-1.amazonaws.com:8443${path}`,
		`https://user@sns.us-east-1.amazonaws.com${path}`,
		`https://:pw@sns.us-east-1.amazonaws.com${path}`,
		`https://sns.us-east-1.amazonaws.com${path}?x`,
		`https://sns.us-east-1.amazonaws.com${path}?`,
		`https://sns.us-east-1.amazonaws.com${path}#x`,
		`https://sns.us-east-1.amazonaws.com/x${path}`,
		`https://sns.us-east-1.amazonaws.com/../x${path}`,
		'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-.pem',
		'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a%2e%2e.pem',
		`https://sns.us-east-1.amazonaws.com.example.com${path}`,
		`https://sns.s3-us-east-1.amazonaws.com${path}`,
		`https://xsns.us-east-1.amazonaws.com${path}`,
		`https://sns.us-east-1.amazonaws.com\\@example.com${path}`,
		`https://SNS.us-east-1.amazonaws.com${path}`,
		` https://sns.us-east-1.amazonaws.com${path}`,
		`https://sns.us-east-1.amazonaws.com${path}\n`,
		`//sns.us-east-1.amazonaws.com${path}`,
		`https://sns.us-east-1.amazonaws.com${path}${'x'.repeat(3000)}`,
		'',
	])('%j is none', (url) => {
		expect(certificateAddress(url, 'arn:aws:sns:us-east-1:123456789012:t')).toBeUndefined();
	});

	it('is none for what is no topic', () => {
		for (const arn of [
			'',
			'x',
			'arn:aws:s3:us-east-1:123456789012:t',
			`arn:aws:sns:us-east-1:1:t`,
			'arn:aws:sns:us-east-1:123456789012:t x',
		]) {
			expect(certificateAddress(`https://sns.us-east-1.amazonaws.com${path}`, arn)).toBeUndefined();
		}
	});
});

describe('the address that confirms a subscription', () => {
	const arn = 'arn:aws:sns:us-east-1:123456789012:t';
	const url = (query: string) => `https://sns.us-east-1.amazonaws.com/?${query}`;
	const asked = `Action=ConfirmSubscription&TopicArn=${arn}&Token=abc`;

	it('is the one of this topic and token', () => {
		expect(confirmationAddress(url(asked), arn, 'abc')?.href).toBe(url(asked));
	});

	it.each([
		url(asked.replace('Confirm', 'Un')),
		url(asked.replace(':t&', ':other&')),
		url(asked.replace('abc', 'abd')),
		url(`${asked}&Action=DeleteTopic`),
		url(`${asked}&TopicArn=${arn}`),
		url(''),
		`https://sns.us-east-1.amazonaws.com/x?${asked}`,
		`https://example.com/?${asked}`,
		`https://sns.us-west-2.amazonaws.com/?${asked}`,
	])('is not %s', (other) => {
		expect(confirmationAddress(other, arn, 'abc')).toBeUndefined();
	});
});
