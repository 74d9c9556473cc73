import {createPublicKey, type KeyLike, type KeyObject, sign, verify} from 'node:crypto';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {RawRequest} from '#shared/model/request.ts';
import {type Authentic, proven} from './authentic.ts';
import {isFresh, RETRY_WINDOW, type Window} from './freshness.ts';
import {NOT_AUTHENTIC} from './refused.ts';

/** Twilio SendGrid, "Event Webhook Security Features". */
export const SIGNATURE_HEADER = 'x-twilio-email-event-webhook-signature';
export const TIMESTAMP_HEADER = 'x-twilio-email-event-webhook-timestamp';

/** A P-256 key whose private half nobody has: what is tried where no key is kept. */
const NOBODYS_KEY =
	'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE129yQXkF5pWiOmXzf/zfQL6Smw/qLo6jAMMwyPhR4Er5JJT/MFtovCVhenX7wV28ETYi557BpmAtipP2es+CyA==';

/** Importing a key costs as much as verifying with it. */
const keys = new Map<string, KeyObject | undefined>();
const MAX_KEYS = 1000;

function publicKey(base64: string): KeyObject | undefined {
	if (keys.has(base64)) return keys.get(base64);
	let key: KeyObject | undefined;
	try {
		key = createPublicKey({key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki'});
		if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') key = undefined;
	} catch {
		key = undefined; // a key that was stored wrongly opens nothing
	}
	if (keys.size >= MAX_KEYS) keys.clear();
	keys.set(base64, key);
	return key;
}

/** Whether a text is a public key that `verifyEcdsa` can use: base64 of a DER-encoded SPKI elliptic-curve key. */
export function isEcdsaPublicKey(base64: string): boolean {
	return base64.length <= 1000 && publicKey(base64) !== undefined;
}

function fits(base64: string, signed: Uint8Array, signature: Uint8Array): boolean {
	const key = publicKey(base64);
	return key !== undefined && verify('sha256', signed, key, signature);
}

/**
 * SendGrid's signed event webhook: ECDSA with SHA-256 over the bytes of the time stamp followed by the bytes of the body.
 *
 * @param publicKeys base64 of DER (SPKI), the likelier first; undefined where there is no such tenant: the same work is
 *   done, for the same refusal
 */
export function verifyEcdsa(
	request: RawRequest,
	publicKeys: readonly string[] | undefined,
	now: Date,
	window: Window = RETRY_WINDOW,
): Authentic | Refusal {
	const signature = request.headers.get(SIGNATURE_HEADER) ?? '';
	const timestamp = request.headers.get(TIMESTAMP_HEADER) ?? '';
	if (signature === '' || timestamp === '') {
		return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'no signature headers'});
	}
	if (!/^\d{1,12}$/.test(timestamp) || signature.length > 200) {
		return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'signature headers not of their form'});
	}
	const signed = Buffer.concat([Buffer.from(timestamp, 'utf8'), request.body]);
	const bytes = Buffer.from(signature, 'base64');
	// A refusal always costs two checks: that one key is kept, or two, or none, does not show in the time.
	const candidates = [...(publicKeys ?? []), NOBODYS_KEY, NOBODYS_KEY].slice(0, 2);
	if (!candidates.some((key) => fits(key, signed, bytes)) || publicKeys === undefined) {
		return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'signature does not fit'});
	}
	if (!isFresh(Number(timestamp), now, window)) {
		return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'signed too long ago or ahead of time'});
	}
	return proven(request);
}

/**
 * The two headers as SendGrid sets them.
 *
 * @param timestamp Unix seconds as text
 * @param privateKey a P-256 private key
 */
export function signEcdsa(body: Uint8Array, timestamp: string, privateKey: KeyLike): Readonly<Record<string, string>> {
	const signed = Buffer.concat([Buffer.from(timestamp, 'utf8'), body]);
	return {
		[SIGNATURE_HEADER]: sign('sha256', signed, privateKey).toString('base64'),
		[TIMESTAMP_HEADER]: timestamp,
	};
}
