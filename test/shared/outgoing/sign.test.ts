import fc from 'fast-check';
import {Webhook} from 'standardwebhooks';
import {describe, expect, it} from 'vitest';
import {messageId, newSigningSecret, signed} from '#shared/outgoing/sign.ts';

describe('a signature', () => {
	it('is what the official library verifies and makes, whatever the body', () => {
		const secret = newSigningSecret();
		const now = new Date();
		fc.assert(
			fc.property(fc.json(), fc.uuid(), (body, id) => {
				const headers = signed(secret, id, now, body);
				expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
				expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(id, now, body));
			}),
		);
	});

	it('is none for another body, id, time or secret', () => {
		const secret = newSigningSecret();
		const now = new Date();
		const headers = signed(secret, 'msg_1', now, '{"a":1}');
		const verify =
			(body: string, changed: object = {}, by = secret) =>
			() =>
				new Webhook(by).verify(body, {...headers, ...changed});
		expect(verify('{"a":1}')).not.toThrow();
		expect(verify('{"a":2}')).toThrow();
		expect(verify('{"a":1}', {'webhook-id': 'msg_2'})).toThrow();
		expect(verify('{"a":1}', {'webhook-timestamp': `${Number(headers['webhook-timestamp']) - 1}`})).toThrow();
		expect(verify('{"a":1}', {}, newSigningSecret())).toThrow();
	});
});

it('a secret has 256 random bits, written as the library reads them', () => {
	const secrets = new Set(Array.from({length: 50}, newSigningSecret));
	expect(secrets.size).toBe(50);
	for (const secret of secrets) {
		expect(Buffer.from(/^whsec_([A-Za-z0-9+/]+=*)$/.exec(secret)?.[1] ?? '', 'base64')).toHaveLength(32);
	}
});

it('a message keeps its name at an endpoint, and has another at every other one', () => {
	const name = messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 1, 2, 'one');
	expect(messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 1, 2, 'one')).toBe(name);
	const others = [
		messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 1, 2, 'two'),
		messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 1, 3, 'one'),
		messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 2, 2, 'one'),
		messageId('acme', 'ip-ban#192.0.2.1#spamhaus', 12, 'one'),
		messageId('other', 'ip-ban#192.0.2.1#spamhaus', 1, 2, 'one'),
	];
	expect(new Set([name, ...others]).size).toBe(6);
	expect(name).toMatch(/^msg_[0-9a-f]{32}$/);
});
