import {generateKeyPairSync} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {Agent, request} from 'node:http';
import {join} from 'node:path';
import {selfSigned} from '#functions/command/certificate.ts';
import {newSendgridKey} from '#functions/command/dev-keys.ts';
import {asPostmark, asSendgrid, asSns, type Signed} from '#functions/command/sign.ts';
import {emptyTenant, withApiKey, withPassword} from '#functions/command/tenant-change.ts';
import {newSecret} from '#shared/authenticate/secret.ts';
import {tenantIdSchema} from '#shared/model/names.ts';
import {createTenant} from '#shared/store/tenants.ts';
import type {SimulatedBody} from '#test/support/simulate/bodies.ts';
import type {TestStack} from '#test/support/stack.ts';

/** Requests under way at once, each on a connection that is kept. */
const LANES = 16;
/** An ESP sends again what was not taken. */
const TRIES = 6;

/** The ESPs' stand-ins of some tenants, and the tenants' own way to ask. */
export interface Posting {
	/** Posts bodies at a moment, signed as the ESPs do it. Resolved when all were answered 200. */
	readonly post: (bodies: readonly SimulatedBody[], now: Date) => Promise<void>;
	/** What the API answers to a tenant's key. */
	readonly ask: (tenant: string, path: string) => Promise<unknown>;
	readonly stop: () => void;
}

/** Where the local stack looks for the certificate of Amazon SNS's stand-in. */
export function snsKeyIn(folder: string): string {
	const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
	const pem = privateKey.export({type: 'pkcs8', format: 'pem'}).toString();
	writeFileSync(join(folder, 'sns-certificate.pem'), selfSigned(pem, 'sns.amazonaws.com', new Date()));
	return pem;
}

/**
 * Makes tenants with credentials at every ESP, and an API key each.
 *
 * @param privateKey that SNS's stand-in signs with, PEM
 */
export async function startPosting(stack: TestStack, ids: readonly string[], privateKey: string): Promise<Posting> {
	const sendgrid = newSendgridKey();
	const password = newSecret();
	const keys = new Map<string, string>();
	const topicOf = (id: string) => `arn:aws:sns:us-east-1:123456789012:${id}`;
	for (const id of ids) {
		const now = new Date();
		const made = withApiKey(
			withPassword(emptyTenant(tenantIdSchema.parse(id), now), password, now),
			'weeks',
			'read',
			now,
		);
		keys.set(id, made.key);
		await createTenant(stack.store, {
			...made.tenant,
			ses: {topicArns: [topicOf(id)]},
			sendgrid: {publicKeys: [sendgrid.publicKey]},
		});
	}
	const signed = ({tenant, esp, body}: SimulatedBody, now: Date): Signed => {
		const bytes = Buffer.from(body);
		if (esp === 'sendgrid') return asSendgrid(bytes, sendgrid.privateKey, now);
		if (esp === 'postmark') return asPostmark(bytes, tenant, password);
		const certificatePath = '/SimpleNotificationService-0123456789abcdef.pem';
		return asSns(bytes, {privateKey, certificatePath, topicArns: [topicOf(tenant)]}, now);
	};
	const agent = new Agent({keepAlive: true, maxSockets: LANES});
	const send = (path: string, {headers, body}: Signed): Promise<number> =>
		new Promise((resolve, reject) => {
			const length = {'content-length': String(body.length)};
			const options = {method: 'POST', agent, headers: {...headers, ...length}};
			const sending = request(`${stack.url}${path}`, options, (response) => {
				response.resume().once('end', () => resolve(response.statusCode ?? 0));
			});
			sending.once('error', reject).end(body);
		});
	const deliver = async (body: SimulatedBody, now: Date): Promise<void> => {
		let status = 0;
		for (let tries = 0; tries < TRIES; tries++) {
			// A connection that the server has just closed is no answer either.
			status = await send(`/v1/webhooks/${body.esp}/${body.tenant}`, signed(body, now)).catch(() => 0);
			if (status === 200) return;
			if (status > 0 && status < 500) break;
		}
		throw new Error(`the webhook answered ${status}`);
	};
	return {
		post: async (bodies, now) => {
			const waiting = bodies.values();
			const lane = async () => {
				for (const body of waiting) await deliver(body, now);
			};
			await Promise.all(Array.from({length: LANES}, lane));
		},
		ask: async (tenant, path) => {
			const headers = {authorization: `Bearer ${keys.get(tenant)}`};
			const answer = await fetch(`${stack.url}${path}`, {headers});
			if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
			return answer.json();
		},
		stop: () => agent.destroy(),
	};
}
