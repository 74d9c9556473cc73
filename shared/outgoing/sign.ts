import {createHash, createHmac, randomBytes} from 'node:crypto';

const PREFIX = 'whsec_';

/** A new signing secret as Standard Webhooks writes it: `whsec_` and base64 of 256 random bits. */
export function newSigningSecret(): string {
	return PREFIX + randomBytes(32).toString('base64');
}

/**
 * What a message is called at an endpoint: the same however often it is sent there, and another at every other endpoint.
 *
 * @param parts by which the message is known: tenant, incident, episode, sequence, endpoint
 */
export function messageId(...parts: readonly (string | number)[]): string {
	return `msg_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}

/**
 * The headers of a signed message (Standard Webhooks 1.0, symmetric: HMAC-SHA256 over `id.timestamp.body`).
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signed(secret: string, id: string, at: Date, body: string): Readonly<Record<string, string>> {
	const timestamp = Math.floor(at.getTime() / 1_000);
	const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return {'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}`};
}
