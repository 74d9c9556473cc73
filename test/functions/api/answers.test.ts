import {Ajv2020} from '@redocly/ajv/dist/2020.js';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {OPERATOR} from '#shared/model/names.ts';
import {gathered} from '#test/support/incidents.ts';
import {type Api, startApi} from './caller.ts';

type Tenant = Awaited<ReturnType<Api['tenant']>>;
let api: Api;
let acme: Tenant;
let operator: Tenant;
// biome-ignore lint/suspicious/noExplicitAny: a document of any shape
let description: any;
const BAN = 'ip-ban#192.0.2.10#exchange-online';
const RISE = 'throttling#192.0.2.11#any';
const hour = new Date(Date.now() - 2 * 3_600_000).toISOString().slice(0, 13);

beforeAll(async () => {
	api = await startApi();
	[acme, operator] = [await api.tenant('acme'), await api.tenant(OPERATOR)];
	const attribution = {
		at: '2026-03-02T12:40:00.000Z',
		verdict: 'spread',
		confident: 'high',
		words: 'Many.',
		follows: 'Stop.',
	};
	const {evidence, ...others} = gathered();
	const [first, ...rest] = evidence?.checks ?? [];
	const checks = [{...first, verdict: 'unknown', was: 'bad', found: 'nothing'}, ...rest];
	const everything = {...others, evidence: {...evidence, checks}, attribution, refusalRate: 0.5, deliveredSince: 3};
	await acme.incident(everything);
	await operator.incident({...everything, tenants: [{tenant: 'acme', count: 12}]});
	await acme.incident({
		id: RISE,
		kind: 'throttling',
		resource: '192.0.2.11',
		receiver: 'any',
		supersededBy: BAN,
		trend: {
			since: '2026-03-02T09',
			to: '2026-03-02T12',
			bad: 40,
			total: 100,
			rate: 0.4,
			told: 0.4,
			usual: {rate: 0.01, deviation: 0.01, stretches: 20},
			words: 'More is slowed down.',
			follows: 'Send less.',
			failing: {domain: 'example.org', checks: ['spf']},
		},
	});
	for (const [dimension, value] of [
		['sending-ip', '192.0.2.10'],
		['sending-domain', 'example.org'],
		['esp', 'sendgrid'],
	] as const) {
		await acme.count(dimension, value, hour, {delivered: 5000, complained: 3, 'bounced.recipient-unknown': 40});
	}
	description = (await api.say({path: '/v1/openapi.json'})).body;
});
afterAll(() => api.engine.stop());

/** What a client that was made from the description would object to, fields included that it does not know. */
async function objections(path: string, of: string, {read}: Tenant): Promise<string[]> {
	const {status, body} = await api.say({path, key: read});
	expect(status).toBe(200);
	const {paths, components} = description;
	const {schema} = paths[of].get.responses['200'].content['application/json'];
	const validate = new Ajv2020({strict: false, allErrors: true}).compile({...schema, components});
	validate(body);
	return (validate.errors ?? []).map(
		({instancePath, message, params}) => `${instancePath} ${message} ${JSON.stringify(params)}`,
	);
}

describe('an answer has what the description names, and nothing else', () => {
	it.each([
		['/v1/overview', '/v1/overview'],
		['/v1/overview?window=30d', '/v1/overview'],
		['/v1/reputation', '/v1/reputation'],
		['/v1/reputation?dimension=sending-ip', '/v1/reputation'],
		['/v1/reputation?dimension=recipient-domain&value=nobody.example', '/v1/reputation'],
		['/v1/reputation/series?dimension=sending-domain&value=example.org', '/v1/reputation/series'],
		['/v1/attribution?ip=192.0.2.10', '/v1/attribution'],
		['/v1/attribution?domain=example.org&window=7d', '/v1/attribution'],
		['/v1/incidents', '/v1/incidents'],
		[`/v1/incidents/${encodeURIComponent(BAN)}`, '/v1/incidents/{id}'],
		[`/v1/incidents/${encodeURIComponent(RISE)}`, '/v1/incidents/{id}'],
		['/v1/settings', '/v1/settings'],
	])('%s', async (path, of) => {
		expect(await objections(path, of, acme)).toEqual([]);
		if (!path.includes('throttling')) expect(await objections(path, of, operator)).toEqual([]);
	});
});
