import {randomBytes} from 'node:crypto';
import * as z from 'zod/mini';
import {type AlertWebhook, MAX_ALERT_WEBHOOKS} from '#shared/model/alert-webhook.ts';
import {INCIDENT_KINDS} from '#shared/model/incident.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {newSigningSecret} from '#shared/outgoing/sign.ts';
import {readTarget} from '#shared/outgoing/target.ts';
import {writeAlertWebhooks} from '#shared/store/alert-webhooks.ts';
import type {AlertWebhookAnswer} from './answers/alert-webhooks.ts';
import type {Caller} from './authorize.ts';
import {get, type Means, post, remove} from './route.ts';
import {testAlert} from './test-alert.ts';

const PATH = '/v1/alert-webhooks';

function told(webhook: AlertWebhook): AlertWebhookAnswer {
	const {
		id,
		url,
		description = null,
		kinds = null,
		createdAt,
		failingSince = null,
		disabledAt = null,
		note = null,
	} = webhook;
	return {id, url, description, kinds, createdAt, failingSince, disabledAt, note};
}

function find({tenant}: Caller, id: string): AlertWebhook | Refusal {
	const webhook = tenant.alertWebhooks.find((one) => one.id === id);
	return webhook ?? refuse('not-found', `There is no such alert webhook; GET ${PATH} lists them.`, {field: 'id'});
}

const quicker = (): Refusal =>
	refuse('conflict', 'Somebody changed the tenant just now; look at it again, then repeat your change.');

/** Writes them with an entry in the log that names the host alone: a path may hold a secret. */
async function keep(
	{tenant, key}: Caller,
	{store, now}: Means,
	webhooks: readonly AlertWebhook[],
	{id, url}: AlertWebhook,
	done: string,
): Promise<boolean> {
	const detail = `${new URL(url).hostname} (${id}): ${done}`;
	return writeAlertWebhooks(store, tenant, webhooks, {at: now(), key, detail});
}

/** Where the tenant's alerts are posted to, and how each is doing. */
export const listAlertWebhooks = get({
	path: PATH,
	role: 'manage',
	summary: "Where the tenant's alerts are posted to, and how each endpoint is doing.",
	query: z.strictObject({}),
	run: async ({caller}) => ({alertWebhooks: caller.tenant.alertWebhooks.map(told)}),
});

/** Has alerts posted to one more address. */
export const addAlertWebhook = post({
	path: PATH,
	role: 'manage',
	summary: 'Have alerts posted to an HTTPS address; the secret that signs them is shown this once.',
	query: z.strictObject({}),
	body: z.strictObject({
		url: z.string(),
		description: z.optional(z.string().check(z.maxLength(200))),
		kinds: z.optional(z.array(z.enum(INCIDENT_KINDS)).check(z.minLength(1), z.maxLength(INCIDENT_KINDS.length))),
	}),
	run: async ({caller, body: {url, description, kinds}}, means) => {
		const {tenant} = caller;
		const target = readTarget(url, means.exemptHosts);
		if (isRefusal(target)) return target;
		if (tenant.alertWebhooks.length >= MAX_ALERT_WEBHOOKS) {
			return refuse('invalid', `A tenant has ${MAX_ALERT_WEBHOOKS} alert webhooks at most; remove one first.`);
		}
		const webhook: AlertWebhook = {
			id: randomBytes(8).toString('hex'),
			url: target.href,
			...(description === undefined || description === '' ? {} : {description: description.toWellFormed()}),
			...(kinds === undefined ? {} : {kinds: [...new Set(kinds)]}),
			createdAt: means.now().toISOString(),
		};
		const secret = newSigningSecret();
		// First the secret: an endpoint without one could not be delivered to.
		await means.signing.create(tenant.id, webhook.id, secret);
		if (!(await keep(caller, means, [...tenant.alertWebhooks, webhook], webhook, 'added'))) {
			await means.signing.remove(tenant.id, webhook.id);
			return quicker();
		}
		return {...told(webhook), secret};
	},
});

/** Ends the posts to an address; what is under way to it is dropped. */
export const removeAlertWebhook = remove({
	path: `${PATH}/{id}`,
	role: 'manage',
	summary: 'End the posts to an address.',
	query: z.strictObject({}),
	run: async ({caller, segment}, means) => {
		const webhook = find(caller, segment);
		if (isRefusal(webhook)) return webhook;
		const {tenant} = caller;
		const others = tenant.alertWebhooks.filter((one) => one !== webhook);
		if (!(await keep(caller, means, others, webhook, 'removed'))) return quicker();
		await means.signing.remove(tenant.id, webhook.id);
		return {id: webhook.id, removed: true};
	},
});

/** Posts a signed test alert and tells what the endpoint said. */
export const testAlertWebhook = post({
	path: `${PATH}/{id}/test`,
	role: 'manage',
	summary: 'Post a signed test alert now, once, and tell what the endpoint said within 10 seconds.',
	query: z.strictObject({}),
	body: z.strictObject({}),
	run: async ({caller, segment}, {signing, post: send, now}) => {
		const webhook = find(caller, segment);
		if (isRefusal(webhook)) return webhook;
		const {tenant} = caller;
		const secret = await signing.read(tenant.id, webhook.id);
		if (secret === undefined) {
			return refuse('conflict', 'Its signing secret is gone; remove the alert webhook and add it once more.');
		}
		const body = testAlert(tenant.id, webhook.kinds?.[0] ?? 'ip-ban', now());
		const id = `msg_test_${randomBytes(12).toString('hex')}`;
		return {id: webhook.id, ...(await send({url: webhook.url, secret, id, body}))};
	},
});

/** Has alerts posted again to an address that was disabled. */
export const enableAlertWebhook = post({
	path: `${PATH}/{id}/enable`,
	role: 'manage',
	summary: 'Have alerts posted again to an address that was disabled after a long failure.',
	query: z.strictObject({}),
	body: z.strictObject({}),
	run: async ({caller, segment}, means) => {
		const webhook = find(caller, segment);
		if (isRefusal(webhook)) return webhook;
		const {disabledAt, failingSince: _since, note: _note, ...enabled} = webhook;
		if (disabledAt === undefined) return told(webhook);
		const webhooks = caller.tenant.alertWebhooks.map((one) => (one === webhook ? enabled : one));
		return (await keep(caller, means, webhooks, webhook, 'enabled')) ? told(enabled) : quicker();
	},
});
