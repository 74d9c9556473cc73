import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {ESP} from '#shared/esp/index.ts';
import {ESP_NAMES, eventSchema, type Normalized} from '#shared/model/event.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import {NOW, POSTERS, type Posted} from '#test/support/posters.ts';
import {tenantWith} from '#test/support/tenant.ts';
import {webhookWith} from '#test/support/webhook.ts';

/** A body that is authentic, whatever is in it: SES's is the inner message. */
const bodies = {
	'an empty object': '{}',
	'prototype keys': '{"__proto__": {"email": "x@example.com"}, "constructor": 1, "hasOwnProperty": null}',
	null: 'null',
	'a text': '"x"',
	'a number': '1e999',
};

const flipped = ({headers, body}: Posted): Posted => {
	const other = Buffer.from(body);
	const at = other.indexOf('example');
	other[at] = (other[at] ?? 0) ^ 1;
	return {headers, body: other};
};

describe.each(ESP_NAMES)('%s', (esp) => {
	const poster = POSTERS[esp];

	it('has its event in the queue when it answers 200', async () => {
		const webhook = webhookWith(poster.tenant(0));
		expect(await webhook.post(poster.post(poster.good), esp)).toMatchObject({statusCode: 200});
		expect(webhook.work).toMatchObject([{version: 1, tenant: 'acme', esp, receivedAt: NOW.toISOString()}]);
		expect(webhook.events()).toMatchObject([{esp, kind: 'bounce', recipient: 'jo@example.com'}]);
		expect(webhook.quarantine).toEqual([]);
	});

	it('is understood in base64 as well, byte for byte', async () => {
		const webhook = webhookWith(poster.tenant(0));
		expect(await webhook.post(poster.post(poster.good), esp, 'acme', true)).toMatchObject({statusCode: 200});
		expect(webhook.events()).toHaveLength(1);
	});

	it('passes with either of two secrets, and with no third', async () => {
		const webhook = webhookWith(poster.tenant(0, 1));
		const status = async (secret: number) => (await webhook.post(poster.post(poster.good, secret), esp)).statusCode;
		expect([await status(0), await status(1), await status(2)]).toEqual([200, 200, 401]);
	});

	it('refuses strangers in the same words, whether or not the tenant exists or is disabled', async () => {
		const disabled = {...poster.tenant(0), id: tenantWith({id: 'closed'}).id, disabled: true};
		const bare = tenantWith({id: 'bare'});
		const webhook = webhookWith(poster.tenant(0), disabled, bare);
		const answers = [
			await webhook.post(poster.post(poster.good, 2), esp, 'acme'),
			await webhook.post(poster.post(poster.good), esp, 'closed'),
			await webhook.post(poster.post(poster.good), esp, 'bare'),
			await webhook.post(poster.post(poster.good), esp, 'unknown'),
			await webhook.post(poster.post(poster.good), esp, 'NOT A TENANT'),
		];
		expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
		expect(answers[0]).toMatchObject({statusCode: 401});
		expect(webhook.work).toEqual([]);
	});

	it('refuses what has no proof at all', async () => {
		const webhook = webhookWith(poster.tenant(0));
		const {body} = poster.post(poster.good);
		const unsigned = esp === 'ses' ? Buffer.from(poster.good) : body;
		expect(await webhook.post({headers: {}, body: unsigned}, esp)).toMatchObject({statusCode: 401});
		expect(webhook.work).toEqual([]);
	});

	if (esp !== 'postmark')
		it('refuses a body with one bit changed, and a truncated one', async () => {
			const webhook = webhookWith(poster.tenant(0));
			const posted = poster.post(poster.good);
			expect(await webhook.post(flipped(posted), esp)).toMatchObject({statusCode: 401});
			const cut = {...posted, body: posted.body.subarray(0, -2)};
			const {statusCode} = await webhook.post(cut, esp);
			expect(statusCode).toBe(esp === 'ses' ? 400 : 401); // SNS's signature stands in the JSON
			expect(webhook.work).toEqual([]);
		});

	if (poster.stale)
		it('refuses what was signed 25 hours ago, or ahead of time', async () => {
			const webhook = webhookWith(poster.tenant(0));
			const status = async (seconds: number) => {
				const at = new Date(NOW.getTime() + seconds * 1000);
				return (await webhook.post(poster.post(poster.good, 0, at), esp)).statusCode;
			};
			expect(await status(-25 * 3600)).toBe(200);
			expect(await status(-25 * 3600 - 1)).toBe(401);
			expect(await status(5 * 60)).toBe(200);
			expect(await status(5 * 60 + 1)).toBe(401);
		});

	it('counts events of an unknown type and answers 200', async () => {
		const webhook = webhookWith(poster.tenant(0));
		const {statusCode, body} = await webhook.post(poster.post(poster.unknownType), esp);
		expect([statusCode, JSON.parse(body ?? '')]).toEqual([200, {events: 0, ignored: 1, unusable: 0}]);
	});

	it('puts an event aside that cannot be used, with its reason', async () => {
		const webhook = webhookWith(poster.tenant(0));
		expect(await webhook.post(poster.post(poster.unusable), esp)).toMatchObject({statusCode: 200});
		expect(webhook.work).toEqual([]);
		expect(webhook.quarantine).toMatchObject([{tenant: 'acme', esp, receivedAt: NOW.toISOString()}]);
		expect(webhook.quarantine[0]?.reason).toMatch(/^\w+: .*(missing|without)/);
		const whole = JSON.parse(poster.unusable);
		expect(webhook.quarantine[0]?.event).toEqual(Array.isArray(whole) ? whole[0] : whole);
	});

	const {mixed, doubled} = poster;
	if (mixed !== undefined)
		it('loses no event to a bad one beside it', async () => {
			const webhook = webhookWith(poster.tenant(0));
			expect(await webhook.post(poster.post(mixed), esp)).toMatchObject({statusCode: 200});
			const names = webhook.events().map(({recipient}) => recipient);
			expect(names).toEqual(['jo@example.com', 'sam@example.com', 'kim@example.com']);
			expect(webhook.quarantine).toHaveLength(1);
		});

	if (doubled !== undefined)
		it('takes a fact that occurs twice in a body for one', async () => {
			const webhook = webhookWith(poster.tenant(0));
			const {body} = await webhook.post(poster.post(doubled), esp);
			expect(JSON.parse(body ?? '')).toEqual({events: 1, ignored: 1, unusable: 0});
		});

	it.each([
		['no JSON', Buffer.from('[{]')],
		['empty', Buffer.alloc(0)],
		['blank', Buffer.from(' \r\n')],
		['of the wrong shape', Buffer.from(poster.wrongShape)],
		['of bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
	])('says 400 to a body that is %s', async (_what, body) => {
		const webhook = webhookWith(poster.tenant(0));
		const answer = await webhook.post(poster.raw(body), esp, 'acme', true);
		expect(answer).toMatchObject({statusCode: 400, headers: {'content-type': 'application/problem+json'}});
		expect(JSON.parse(answer.body ?? '')).toMatchObject({detail: expect.stringMatching(/^The body is .*\.$/)});
	});

	it('says 413 to more than 1 MiB, counted after base64 is undone', async () => {
		const webhook = webhookWith(poster.tenant(0));
		const large = poster.raw(Buffer.alloc(1_048_577, ' '));
		expect(await webhook.post(large, esp)).toMatchObject({statusCode: 413});
		expect(await webhook.post(large, esp, 'acme', true)).toMatchObject({statusCode: 413});
		const allowed = poster.raw(Buffer.alloc(1_048_576, ' '));
		expect(await webhook.post(allowed, esp, 'acme', true)).toMatchObject({statusCode: 400});
	});

	it.each(Object.entries(bodies))('has an answer to %s', async (_what, inner) => {
		const webhook = webhookWith(poster.tenant(0));
		const {statusCode} = await webhook.post(poster.post(inner), esp);
		expect([200, 400]).toContain(statusCode);
		expect(webhook.work).toEqual([]);
	});

	it('has an answer to 100,000 brackets, open, closed, and inside an event', async () => {
		const webhook = webhookWith(poster.tenant(0));
		const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		for (const inner of [
			nested,
			'['.repeat(100_000),
			'{"a":'.repeat(100_000),
			`[{"x": ${nested}}]`,
			`{"x": ${nested}}`,
		]) {
			expect([200, 400]).toContain((await webhook.post(poster.post(inner), esp)).statusCode);
		}
		const grown = poster.good.replace(/"(event|RecordType|eventType)"/, `"deep": ${nested}, "$1"`);
		expect((await webhook.post(poster.post(grown), esp)).statusCode).toBe(200);
		expect(webhook.events()).toHaveLength(1);
	});

	it('takes a heap of rubbish with a bounded number of messages', async () => {
		const webhook = webhookWith(poster.tenant(0));
		const heap = `[${'0,'.repeat(250_000)}0]`;
		expect([200, 400]).toContain((await webhook.post(poster.post(heap), esp)).statusCode);
		expect(webhook.quarantine.length).toBeLessThan(500);
	});
});

/** Refused as a whole, or events as the queue's other end wants them. */
function expectSound(normalized: Normalized | Refusal): void {
	if (isRefusal(normalized)) expect(normalized.refused).toBe('malformed');
	else for (const event of normalized.events) expect(eventSchema.safeParse(event)).toMatchObject({success: true});
}

/** JSON in which the words that ESPs use are likely, in the right and in the wrong places. */
const words = fc.constantFrom(
	...['bounce', 'Bounce', 'blocked', 'deferred', 'delivered', 'spamreport', 'group_unsubscribe', 'dropped', 'open'],
	...['Complaint', 'Delivery', 'DeliveryDelay', 'Subscription', 'Notification', 'SpamComplaint', 'SubscriptionChange'],
	...['HardBounce', 'Transient', 'Unsubscribe', 'ManualSuppression', 'OptOut', 'delayed', 'Permanent', 'General'],
	...['jo@example.com', '"Jo" <JO@EXAMPLE.COM>', 'x@', '@', '\u0000@x', 'ü@exämple.com', '192.0.2.1', '2001:DB8::1'],
	...['2026-03-02T12:00:00Z', '2026-13-45T99:99:99Z', '1772450000', '1772450000123', '', ' ', '\ud800', '\uffff'],
);
const names = fc.constantFrom(
	...['email', 'event', 'timestamp', 'sg_event_id', 'sg_message_id', 'reason', 'response', 'status', 'type', 'ip'],
	...['from', 'asm_group_id', 'bounce_classification', 'RecordType', 'Type', 'ID', 'Email', 'Recipient', 'BouncedAt'],
	...['Details', 'MessageID', 'MessageStream', 'ServerID', 'Inactive', 'SuppressSending', 'SuppressionReason'],
	...['Message', 'Timestamp', 'eventType', 'notificationType', 'bounce', 'mail', 'tags', 'bouncedRecipients'],
	...['emailAddress', 'diagnosticCode', 'action', 'feedbackId', 'delayedRecipients', 'recipients', 'subscription'],
	...['newTopicPreferences', 'topicSubscriptionStatus', 'topicName', 'subscriptionStatus', 'unsubscribeAll'],
	...['destination', 'source', 'ses:outgoing-ip', '__proto__', 'constructor', 'toString', 'FromFull', 'ChangedAt'],
);
const json = fc.letrec<{value: unknown}>((tie) => ({
	value: fc.oneof(
		{depthSize: 'small', maxDepth: 4},
		words,
		fc.oneof(fc.double(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.string({unit: 'binary'})),
		fc.array(tie('value'), {maxLength: 4}),
		fc.uniqueArray(fc.tuple(names, tie('value')), {selector: ([name]) => name, maxLength: 12}).map(Object.fromEntries),
	),
})).value;

describe.each(ESP_NAMES)('%s, whatever JSON it posts', (esp) => {
	const normalize = (text: string) => ESP[esp].normalize(vouchedFor({body: Buffer.from(text), headers: new Map()}));

	it('gives events of the schema, or a refusal', () => {
		const wrap = (value: unknown) => (esp === 'sendgrid' ? [value, value] : value);
		fc.assert(
			fc.property(json, (value) => {
				const normalized = normalize(JSON.stringify(wrap(value)) ?? 'null');
				expectSound(normalized);
			}),
			{numRuns: 2000},
		);
	});

	it('gives events of the schema from its own events with a few members changed', () => {
		const poster = POSTERS[esp];
		const change = fc.tuple(fc.nat(40), fc.oneof(words, json));
		fc.assert(
			fc.property(fc.array(change, {minLength: 1, maxLength: 6}), (changes) => {
				let at = 0;
				const text = JSON.stringify(JSON.parse(poster.good), (_key, value) => {
					const found = changes.find(([index]) => index === at);
					at++;
					return found === undefined || at === 1 ? value : found[1];
				});
				const normalized = normalize(text);
				expectSound(normalized);
			}),
			{numRuns: 1000},
		);
	});

	it('gives a refusal or nothing for any bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
				const normalized = ESP[esp].normalize(vouchedFor({body: bytes, headers: new Map()}));
				if (!isRefusal(normalized)) expect(normalized.events).toEqual([]);
			}),
		);
	});
});
