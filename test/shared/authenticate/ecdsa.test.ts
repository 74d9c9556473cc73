import {generateKeyPairSync} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	isEcdsaPublicKey,
	SIGNATURE_HEADER,
	signEcdsa,
	TIMESTAMP_HEADER,
	verifyEcdsa,
} from '#shared/authenticate/ecdsa.ts';
import {isRefusal} from '#shared/model/refusal.ts';

const pair = generateKeyPairSync('ec', {namedCurve: 'P-256'});
const publicKey = pair.publicKey.export({type: 'spki', format: 'der'}).toString('base64');
const now = new Date('2026-03-02T12:00:00.000Z');
const stamp = String(now.getTime() / 1000);

function verified(body: Uint8Array, headers: Readonly<Record<string, string>>, keys = [publicKey]) {
	const result = verifyEcdsa({body, headers: new Map(Object.entries(headers))}, keys, now);
	return isRefusal(result) ? result.reason : 'authentic';
}

describe("SendGrid's signature", () => {
	it('fits the very bytes that were signed, and no others', () => {
		fc.assert(
			fc.property(fc.uint8Array({minLength: 1, maxLength: 200}), fc.nat(), (body, at) => {
				const headers = signEcdsa(body, stamp, pair.privateKey);
				expect(verified(body, headers)).toBe('authentic');
				const other = body.slice();
				other[at % body.length] = (other[at % body.length] ?? 0) ^ 1;
				expect(verified(other, headers)).toBe('signature does not fit');
				expect(verified(Buffer.concat([body, Buffer.from('\n')]), headers)).toBe('signature does not fit');
			}),
			{numRuns: 30},
		);
	});

	it('holds the time stamp: another one does not fit', () => {
		const body = Buffer.from('[]');
		const headers = signEcdsa(body, stamp, pair.privateKey);
		expect(verified(body, {...headers, [TIMESTAMP_HEADER]: String(Number(stamp) + 1)})).toBe('signature does not fit');
	});

	it.each([
		[{[SIGNATURE_HEADER]: ''}, 'no signature headers'],
		[{[TIMESTAMP_HEADER]: ''}, 'no signature headers'],
		[{[TIMESTAMP_HEADER]: '1e9'}, 'signature headers not of their form'],
		[{[TIMESTAMP_HEADER]: '-5'}, 'signature headers not of their form'],
		[{[SIGNATURE_HEADER]: 'A'.repeat(201)}, 'signature headers not of their form'],
		[{[SIGNATURE_HEADER]: '!!!'}, 'signature does not fit'],
		[{[SIGNATURE_HEADER]: 'MEUCIQ=='}, 'signature does not fit'],
	])('is refused with %j', (changed, reason) => {
		const body = Buffer.from('[]');
		expect(verified(body, {...signEcdsa(body, stamp, pair.privateKey), ...changed})).toBe(reason);
	});

	it('fits no key that is broken, of another kind, or of another curve', () => {
		const body = Buffer.from('[]');
		const headers = signEcdsa(body, stamp, pair.privateKey);
		const rsa = generateKeyPairSync('rsa', {modulusLength: 1024}).publicKey.export({type: 'spki', format: 'der'});
		const p384 = generateKeyPairSync('ec', {namedCurve: 'P-384'}).publicKey.export({type: 'spki', format: 'der'});
		for (const bad of ['', 'x', publicKey.slice(4), rsa.toString('base64'), p384.toString('base64')]) {
			expect(isEcdsaPublicKey(bad)).toBe(false);
			expect(verified(body, headers, [bad])).toBe('signature does not fit');
			expect(verified(body, headers, [bad, publicKey])).toBe('authentic');
		}
		expect(isEcdsaPublicKey(publicKey)).toBe(true);
	});

	it('never throws, whatever the headers say', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (signature, timestamp) => {
				const headers = {[SIGNATURE_HEADER]: signature, [TIMESTAMP_HEADER]: timestamp};
				expect(verified(Buffer.from('[]'), headers)).not.toBe('authentic');
			}),
		);
	});
});
