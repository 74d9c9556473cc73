import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createConfig, lintFromString} from '@redocly/openapi-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openapiOf} from '#functions/api/openapi.ts';
import {DESCRIPTIONS} from '#functions/api/openapi-descriptions.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {type SecretsEngine, startSecrets} from '#infra/local/secrets.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let secrets: SecretsEngine;
let folder: string;
let acme: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-openapi-'));
	secrets = await startSecrets(folder, (name) => `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}`);
	process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.endpoint;
	api = await startApi();
	acme = await api.tenant('acme');
	await acme.suppress('jo@example.com');
	await acme.suppress('ann@example.org');
	await acme.incident();
});
afterAll(async () => {
	await Promise.all([api.engine.stop(), secrets.stop()]);
	rmSync(folder, {recursive: true, force: true});
});

const keyOf = ({method, path}: {method: string; path: string}) => `${method} ${path}`;

describe('the API’s description', () => {
	it('is there for everybody, and describes every route', async () => {
		const {status, body} = await api.say({path: '/v1/openapi.json'});
		expect(status).toBe(200);
		expect(body.openapi).toMatch(/^3\.1\./);
		const described = Object.entries(body.paths).flatMap(([path, operations]) =>
			Object.keys(Object(operations)).map((method) => keyOf({method: method.toUpperCase(), path})),
		);
		expect(described.sort()).toEqual(ROUTES.map(keyOf).sort());
		expect(Object.keys(DESCRIPTIONS).sort()).toEqual(described.sort());
	});

	it('satisfies the linter', async () => {
		const config = await createConfig({extends: ['recommended-strict']});
		const source = JSON.stringify(openapiOf(ROUTES, DESCRIPTIONS));
		const problems = await lintFromString({source, absoluteRef: '/openapi.json', config});
		expect(problems.map(({ruleId, message, location}) => [ruleId, message, location[0]?.pointer])).toEqual([]);
	});

	it('names what a request must have, from the schemas that check it', async () => {
		const {body} = await api.say({path: '/v1/openapi.json'});
		const check = body.paths['/v1/suppressions/check'].post;
		expect(check.requestBody.content['application/json'].schema).toMatchObject({
			required: ['addresses'],
			additionalProperties: false,
			properties: {addresses: {type: 'array', minItems: 1}},
		});
		expect(check.description).toContain('role `read`');
		expect(body.paths['/v1/openapi.json'].get.security).toEqual([]);
	});

	it('refuses to leave a route out', () => {
		expect(() => openapiOf(ROUTES, {})).toThrow('is not described');
	});
});

describe('each example', () => {
	const ask = (name: string, {method, path}: {method: string; path: string}, key: string) => {
		const {example} = DESCRIPTIONS[name] ?? expect.fail(name);
		const filled = path.replace(/\{\w+\}/, encodeURIComponent(example.segment ?? ''));
		const query = new URLSearchParams(example.query ?? {}).toString();
		const body = example.body === undefined ? {} : {body: example.body};
		return api.say({method, path: query === '' ? filled : `${filled}?${query}`, key, ...body});
	};
	// What looks comes before what changes, and what erases comes last.
	const order = ['GET', 'POST', 'PUT', 'DELETE'];
	const routes = ROUTES.toSorted((one, other) => order.indexOf(one.method) - order.indexOf(other.method))
		.filter(({path}) => !path.endsWith('/undo') && !path.startsWith('/v1/alert-webhooks/'))
		.map((route) => ({name: keyOf(route), route}));

	it.each(routes)('$name runs as it stands, and is answered as it says', async ({name, route}) => {
		const heard = await ask(name, route, route.role === 'read' ? acme.read : acme.manage);
		expect(heard.body).not.toHaveProperty('detail');
		expect(heard.status).toBe(200);
		const answer = DESCRIPTIONS[name]?.answer;
		expect(answer?.safeParse(heard.body).error?.issues ?? []).toEqual([]);
	});

	it('works on an alert webhook that is there', async () => {
		const ask = (method: string, path: string, body?: object) => api.say({method, path, key: acme.manage, body});
		const added = await ask('POST', '/v1/alert-webhooks', {url: 'http://127.0.0.1:9/nobody'});
		const path = `/v1/alert-webhooks/${added.body.id}`;
		for (const [method, rest, body] of [
			['POST', '/enable', {}],
			['POST', '/test', {}],
			['DELETE', '', undefined],
		] as const) {
			const heard = await ask(method, path + rest, body);
			expect(heard.status).toBe(200);
			const answer = DESCRIPTIONS[`${method} /v1/alert-webhooks/{id}${rest}`]?.answer;
			expect(answer?.safeParse(heard.body).error?.issues ?? []).toEqual([]);
		}
	});

	it('undoes the release of the one before', async () => {
		const {body} = await api.say({
			method: 'POST',
			path: '/v1/releases',
			key: acme.manage,
			body: {filter: {domain: 'example.org'}, why: 'to be undone'},
		});
		const undone = await api.say({
			method: 'POST',
			path: `/v1/releases/${body.release}/undo`,
			key: acme.manage,
			body: {},
		});
		expect(DESCRIPTIONS['POST /v1/releases/{id}/undo']?.answer.safeParse(undone.body).success).toBe(true);
		expect(undone.body).toMatchObject({release: body.release, done: 1, failed: [], next: null});
	});
});

describe('explain-headers', () => {
	const ask = (headers: unknown) =>
		api.say({method: 'POST', path: '/v1/explain-headers', key: acme.read, body: {headers}});

	it('says what the headers mean', async () => {
		const {body} = await ask('X-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:9;SFV:SPM;');
		expect(body.connection).toEqual({ip: '192.0.2.10'});
		expect(body.findings.map(({field}: {field: string}) => field)).toEqual(['SCL', 'SFV']);
	});

	it.each([
		['', 400],
		[7, 400],
		['x'.repeat(262_145), 400],
		['ä'.repeat(131_073), 413],
		['x'.repeat(262_144), 200],
	])('takes up to 256 KiB of text (%#)', async (headers, status) => {
		expect((await ask(headers)).status).toBe(status);
	});
});

it('tells a key what it is good for', async () => {
	const who = await api.say({path: '/v1/key', key: acme.manage});
	expect(who.body).toEqual({tenant: 'acme', key: 'manager', role: 'manage'});
	expect((await api.say({path: '/v1/key'})).status).toBe(401);
});
