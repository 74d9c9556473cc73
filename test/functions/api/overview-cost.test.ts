import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {respond} from '#functions/api/respond.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {classify} from '#shared/classify/classify.ts';
import {counterPrefix, listPrefix, monthKey, SHARDS} from '#shared/store/buckets.ts';
import {outgoingInMemory, secretsInMemory} from '#test/support/secrets.ts';
import {countUnits, type Units} from '#test/support/units.ts';
import {type Api, startApi, toEvent} from './caller.ts';

let api: Api;
let units: Units;
beforeAll(async () => {
	api = await startApi();
	units = countUnits(api.engine);
});
afterAll(() => api.engine.stop());

const now = () => new Date('2026-03-20T12:30:00.000Z');
const hourAgo = (hours: number) => new Date(now().getTime() - hours * 3_600_000).toISOString().slice(0, 13);

async function readUnits(key: string, window: string): Promise<number> {
	const means = {
		store: api.store,
		classify,
		now,
		removeAtEsp: async () => [],
		secrets: secretsInMemory(),
		...outgoingInMemory(),
	};
	units.read = 0;
	const {statusCode} = await respond(toEvent({path: `/v1/overview?window=${window}`, key}), means, ROUTES);
	expect(statusCode).toBe(200);
	return units.read;
}

/** Counters as many webhook messages leave them: every shard of every hour, with counts of so many each. */
async function fill(tenant: string, messages: number): Promise<void> {
	const put = (hour: string, bucket: string, what: object) =>
		api.store.client.send(
			new PutCommand({TableName: api.store.tables.Reputation, Item: {month: monthKey(tenant, hour), bucket, ...what}}),
		);
	for (let ago = 0; ago < 24; ago += 1) {
		const hour = hourAgo(ago);
		const counts = {delivered: messages, 'bounced.recipient-unknown': messages, 'deferred.server-busy': messages};
		for (let shard = 0; shard < SHARDS; shard += 1)
			await put(hour, `${counterPrefix('esp', 'ses', hour)}${shard}`, counts);
		const domains = Array.from({length: messages}, (_, index) => `recipient-organization-${index}.example`).join(' ');
		await put(hour, `${listPrefix(hour)}1`, {'recipient-domain': {'-': {delivered: {1: domains}}}});
	}
}

it('the overview costs the same whatever was sent', async () => {
	const [some, much] = [await api.tenant('some'), await api.tenant('much')];
	await fill(some.id, 10);
	await fill(much.id, 4_000);
	const cost = await readUnits(some.read, '24h');
	expect(cost).toBeGreaterThan(1);
	expect(cost).toBeLessThan(40);
	expect(await readUnits(much.read, '24h')).toBeLessThanOrEqual(cost * 1.1);
});

it('incidents that are over cost it nothing', async () => {
	const tenant = await api.tenant('old');
	const cost = await readUnits(tenant.read, '24h');
	for (let index = 0; index < 50; index += 1) {
		await tenant.incident({id: `ip-ban#192.0.2.${index}#other`, state: 'resolved', sentSequence: 1});
	}
	expect(await readUnits(tenant.read, '24h')).toBe(cost);
});
