import {createHmac, timingSafeEqual} from 'node:crypto';

/** Longest sealed text that is opened. */
const MAX_SEALED = 4096;

const mark = (body: string, key: string): Buffer => createHmac('sha256', key).update(body).digest().subarray(0, 16);

/** A text that only the owner of `key` gets back, unchanged: base64url of it, a dot, base64url of an HMAC. Not secret. */
export function seal(text: string, key: string): string {
	const body = Buffer.from(text, 'utf8').toString('base64url');
	return `${body}.${mark(body, key).toString('base64url')}`;
}

/** The text that was sealed under the same key, or undefined where anything about it is different. */
export function unseal(sealed: string, key: string): string | undefined {
	const [body, given, ...more] = sealed.slice(0, MAX_SEALED + 1).split('.');
	if (sealed.length > MAX_SEALED || body === undefined || given === undefined || more.length > 0) return undefined;
	const expected = mark(body, key);
	const bytes = Buffer.from(given, 'base64url');
	if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return undefined;
	return Buffer.from(body, 'base64url').toString('utf8');
}
