import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {basicHeader} from '#shared/authenticate/basic.ts';
import {hashSecret} from '#shared/authenticate/secret.ts';
import {OPERATOR} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {POSTERS, snsEnvelope, TOPICS} from '#test/support/posters.ts';
import {tenantWith} from '#test/support/tenant.ts';
import {webhookWith} from '#test/support/webhook.ts';

/** The lines that an operator sees, as objects. */
function lines() {
	const seen: Record<string, unknown>[] = [];
	for (const stream of [process.stdout, process.stderr]) {
		vi.spyOn(stream, 'write').mockImplementation((line) => {
			seen.push(JSON.parse(String(line)));
			return true;
		});
	}
	return seen;
}

let log: Record<string, unknown>[] = [];
beforeEach(() => {
	log = lines();
});
afterEach(() => {
	vi.restoreAllMocks();
});

const {sendgrid, postmark} = POSTERS;
const later = (webhook: {clock: {now: Date}}, seconds: number) => {
	webhook.clock.now = new Date(webhook.clock.now.getTime() + seconds * 1000);
};

describe('a webhook', () => {
	it('is logged with its counts, without addresses or texts', async () => {
		const webhook = webhookWith(sendgrid.tenant(0));
		await webhook.post(sendgrid.post(sendgrid.mixed ?? ''), 'sendgrid');
		expect(log).toMatchObject([
			{
				message: 'event-quarantined',
				tenant: 'acme',
				esp: 'sendgrid',
				reason: 'email: missing or not an address',
				count: 1,
			},
			{message: 'webhook-received', tenant: 'acme', esp: 'sendgrid', bounce: 3, unusable: 1},
		]);
		expect(JSON.stringify(log)).not.toMatch(/@|550|No such user/);
	});

	it('that is refused is logged with tenant and reason, without a secret', async () => {
		const webhook = webhookWith(postmark.tenant(0));
		await webhook.post(postmark.post(postmark.good, 2), 'postmark');
		await webhook.post(postmark.post(postmark.good), 'postmark', 'No Tenant\n');
		await webhook.post({headers: {}, body: Buffer.alloc(1_100_000)}, 'postmark');
		await webhook.post(postmark.post(postmark.good), 'mailgun');
		expect(log.map(({message, tenant, esp, reason}) => [message, tenant, esp, reason])).toEqual([
			['webhook-refused', 'acme', 'postmark', 'wrong user name or password'],
			['webhook-refused', 'invalid', 'postmark', 'wrong user name or password'],
			['webhook-refused', 'acme', 'postmark', 'A webhook may have 1048576 bytes.'],
			['webhook-refused', 'acme', 'invalid', 'There are webhooks for ses, sendgrid, postmark.'],
		]);
		expect(JSON.stringify(log)).not.toContain('third-password');
	});

	it('for the operator is refused as that of an unknown tenant, whatever credentials its profile has', async () => {
		const webhook = webhookWith({...postmark.tenant(0), id: OPERATOR});
		const refused = await webhook.post(postmark.post(postmark.good), 'postmark', OPERATOR);
		expect(refused).toEqual(await webhook.post(postmark.post(postmark.good), 'postmark', 'nobody'));
		expect(refused).toMatchObject({statusCode: 401});
		expect(webhook.work).toEqual([]);
	});

	it('of an ESP that is not known is not found', async () => {
		const webhook = webhookWith(postmark.tenant(0));
		expect(await webhook.post(postmark.post(postmark.good), 'mailgun')).toMatchObject({statusCode: 404});
		expect(await webhook.post(postmark.post(postmark.good), 'constructor')).toMatchObject({statusCode: 404});
	});

	it('fails where a queue does not take everything', async () => {
		for (const broken of ['work', 'quarantine'] as const) {
			const webhook = webhookWith(sendgrid.tenant(0));
			const fail = async () => {
				throw new Error('queue');
			};
			const deps = {...webhook.deps, queues: {...webhook.deps.queues, [broken]: fail}};
			Object.assign(webhook.deps, deps);
			await expect(webhook.post(sendgrid.post(sendgrid.mixed ?? ''), 'sendgrid')).rejects.toThrow('queue');
		}
	});
});

describe('credentials', () => {
	const post = (password: string) => ({
		headers: {authorization: basicHeader('bounceledger', password)},
		body: Buffer.from(postmark.good),
	});
	const change = (webhook: {stored: Map<Tenant['id'], Tenant>}, password: string) => {
		const tenant = postmark.tenant(0);
		const hash = {hash: hashSecret(password), createdAt: tenant.createdAt};
		webhook.stored.set(tenant.id, {...tenant, postmark: {...tenant.postmark, passwords: [hash]}});
	};

	it('are read once in a minute', async () => {
		const webhook = webhookWith(postmark.tenant(0));
		for (const seconds of [0, 30, 29]) {
			later(webhook, seconds);
			await webhook.post(postmark.post(postmark.good), 'postmark');
		}
		expect(webhook.reads).toEqual(['acme']);
		later(webhook, 1);
		await webhook.post(postmark.post(postmark.good), 'postmark');
		expect(webhook.reads).toEqual(['acme', 'acme']);
	});

	it('that are new work at once, where the copy is older than 5 seconds', async () => {
		const webhook = webhookWith(postmark.tenant(0));
		await webhook.post(postmark.post(postmark.good), 'postmark');
		change(webhook, 'brand new');
		later(webhook, 4);
		expect(await webhook.post(post('brand new'), 'postmark')).toMatchObject({statusCode: 401});
		later(webhook, 1);
		expect(await webhook.post(post('brand new'), 'postmark')).toMatchObject({statusCode: 200});
		expect(webhook.reads).toHaveLength(2);
	});

	it('that are guessed cost one read in 5 seconds, whether or not the tenant exists', async () => {
		for (const tenant of ['acme', 'unknown']) {
			const webhook = webhookWith(postmark.tenant(0));
			for (let guess = 0; guess < 21; guess++) {
				expect(await webhook.post(post(`guess ${guess}`), 'postmark', tenant)).toMatchObject({statusCode: 401});
				later(webhook, 1);
			}
			expect(webhook.reads).toHaveLength(5);
		}
	});

	it('of a tenant that appears work after 5 seconds', async () => {
		const webhook = webhookWith();
		expect(await webhook.post(postmark.post(postmark.good), 'postmark')).toMatchObject({statusCode: 401});
		const tenant = postmark.tenant(0);
		webhook.stored.set(tenant.id, tenant);
		later(webhook, 5);
		expect(await webhook.post(postmark.post(postmark.good), 'postmark')).toMatchObject({statusCode: 200});
	});
});

describe("Amazon SNS's confirmations", () => {
	const confirmation = (more: object = {}) => {
		const token = '72740c92bf32bca1de1fd6d23a4a1e50c58710b8';
		const query = `Action=ConfirmSubscription&TopicArn=${TOPICS[0]}&Token=${token}`;
		return {
			headers: {'x-amz-sns-message-type': 'SubscriptionConfirmation'},
			body: Buffer.from(
				snsEnvelope({
					Type: 'SubscriptionConfirmation',
					Token: token,
					SubscribeURL: `https://sns.us-east-1.amazonaws.com/?${query}`,
					Message: 'You have chosen to subscribe to the topic.',
					...more,
				}),
			),
		};
	};
	const tenant = tenantWith({topicArns: TOPICS.slice(0, 1)});

	it('are answered by one request to the checked address, for a topic on the list', async () => {
		const webhook = webhookWith(tenant);
		expect(await webhook.post(confirmation(), 'ses')).toMatchObject({statusCode: 200});
		expect(webhook.confirmed).toEqual([
			`https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPICS[0]}&Token=72740c92bf32bca1de1fd6d23a4a1e50c58710b8`,
		]);
		expect([webhook.work, webhook.quarantine]).toEqual([[], []]);
	});

	it('are not, for another topic, without a signature or with an address of somebody else', async () => {
		const webhook = webhookWith(tenant);
		const status = async (more: object) => (await webhook.post(confirmation(more), 'ses')).statusCode;
		expect(await status({TopicArn: TOPICS[1]})).toBe(401);
		expect(await status({SubscribeURL: 'https://example.com/?Action=ConfirmSubscription'})).toBe(400);
		expect(await status({SubscribeURL: 'http://169.254.169.254/'})).toBe(400);
		const unsigned = JSON.parse(confirmation().body.toString());
		unsigned.Token = 'x';
		const {statusCode} = await webhook.post({headers: {}, body: Buffer.from(JSON.stringify(unsigned))}, 'ses');
		expect(statusCode).toBe(401);
		expect(webhook.confirmed).toEqual([]);
	});

	it('that say a subscription ended are left alone: fetching their address would subscribe again', async () => {
		const webhook = webhookWith(tenant);
		expect(await webhook.post(confirmation({Type: 'UnsubscribeConfirmation'}), 'ses')).toMatchObject({statusCode: 200});
		expect(webhook.confirmed).toEqual([]);
	});

	it('that cannot be answered make Amazon try again', async () => {
		const webhook = webhookWith(tenant);
		Object.assign(webhook.deps, {
			confirm: async () => {
				throw new Error('ConfirmSubscription: 500');
			},
		});
		await expect(webhook.post(confirmation(), 'ses')).rejects.toThrow('ConfirmSubscription');
	});

	it('count the greeting of SES and raw delivery as what they are', async () => {
		const webhook = webhookWith(tenant);
		const greeting = snsEnvelope({Message: 'Successfully validated SNS topic for Amazon SES event publishing.'});
		const {statusCode, body} = await webhook.post({headers: {}, body: Buffer.from(greeting)}, 'ses');
		expect([statusCode, JSON.parse(body ?? '')]).toEqual([200, {events: 0, ignored: 1, unusable: 0}]);
		const raw = {headers: {'X-Amz-Sns-Rawdelivery': 'true'}, body: Buffer.from(POSTERS.ses.good)};
		expect(await webhook.post(raw, 'ses')).toMatchObject({statusCode: 403});
		expect(await webhook.post(raw, 'ses', 'unknown')).toMatchObject({statusCode: 403});
	});
});
