import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import {toFact} from '#shared/model/fact.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {tenantWith} from '#test/support/tenant.ts';

const folder = join(import.meta.dirname, '../../shared/payloads');
const bodiesOf = (esp: EspName) =>
	existsSync(folder)
		? readdirSync(join(folder, esp)).filter((name) => name.endsWith('.json') && !name.endsWith('.expect.json'))
		: ['where there are samples, each'];

/** One fact in the form of the expectations. */
function written(esp: EspName, body: Buffer) {
	const normalized = ESP[esp].normalize(vouchedFor({body, headers: new Map()}));
	if (isRefusal(normalized)) return normalized;
	return normalized.events.map((event) => {
		const fact = toFact(event, tenantWith({}).id, '2000-01-01T00:00:00.000Z', classify);
		return {
			kind: event.kind,
			recipient: event.recipient,
			occurredAt: event.occurredAt,
			eventId: event.eventId,
			esp: event.esp,
			diagnostic: 'diagnostic' in event ? event.diagnostic : null,
			senderIp: fact.senderIp,
			category: fact.classification?.category ?? null,
			suppression: fact.suppression,
		};
	});
}

describe.skipIf(!existsSync(folder))('sample bodies', () => {
	for (const esp of ESP_NAMES) {
		describe(esp, () => {
			it.each(bodiesOf(esp))('%s gives the facts expected of it', (name) => {
				const expected = JSON.parse(readFileSync(join(folder, esp, name.replace('.json', '.expect.json')), 'utf8'));
				expect(written(esp, readFileSync(join(folder, esp, name)))).toEqual(expected);
			});
		});
	}

	it.each(bodiesOf('ses'))('ses/%s is signed truly, and not with one byte changed', async (name) => {
		const body = readFileSync(join(folder, 'ses', name));
		const certificate = readFileSync(join(folder, 'signatures/sns-test-certificate.pem'), 'utf8');
		const topics = ['us-east-1', 'us-west-2', 'eu-west-1'].map((at) => `arn:aws:sns:${at}:123456789012:ses-events`);
		const deps = {now: () => new Date('2026-03-02T12:00:00Z'), fetchCertificate: async () => certificate};
		const tenant = tenantWith({topicArns: topics});
		expect(await ESP.ses.authenticate({body, headers: new Map()}, tenant, deps)).not.toHaveProperty('refused');

		const text = body.toString('utf8');
		const tampered = Buffer.from(
			text.replace(/"Message" : "(.)/, '"Message" : "~').replace('"Message":"', '"Message":"~'),
		);
		expect(tampered.equals(body)).toBe(false);
		const refused = await ESP.ses.authenticate({body: tampered, headers: new Map()}, tenant, deps);
		expect(refused).toMatchObject({refused: 'not-authentic', reason: 'signature does not fit'});
	});

	it.each(bodiesOf('sendgrid'))('sendgrid/%s is signed truly, and not with one byte changed', async (name) => {
		const body = readFileSync(join(folder, 'sendgrid', name));
		const signed = JSON.parse(readFileSync(join(folder, 'signatures/sendgrid.json'), 'utf8'));
		const {timestamp, signature} = signed.signatures[name];
		const headers = new Map([
			['x-twilio-email-event-webhook-signature', signature],
			['x-twilio-email-event-webhook-timestamp', timestamp],
		]);
		const deps = {now: () => new Date(Number(timestamp) * 1000), fetchCertificate: async () => ''};
		const tenant = tenantWith({publicKeys: [signed.publicKey]});
		expect(await ESP.sendgrid.authenticate({body, headers}, tenant, deps)).not.toHaveProperty('refused');

		const shorter = body.subarray(0, -1);
		const refused = await ESP.sendgrid.authenticate({body: shorter, headers}, tenant, deps);
		expect(refused).toMatchObject({refused: 'not-authentic', reason: 'signature does not fit'});
	});
});
