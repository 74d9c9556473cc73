import {createConfig, lintFromString} from '@redocly/openapi-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openapiOf} from '#functions/api/openapi.ts';
import {DESCRIPTIONS} from '#functions/api/openapi-descriptions.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	await acme.suppress('jo@example.com');
	await acme.incident();
});
afterAll(() => api.engine.stop());

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
	const readable = ROUTES.filter(({role}) => role === 'read');
	it.each(readable.map((route) => ({name: keyOf(route), route})))('$name runs as it stands', async ({name, route}) => {
		const {example, answer} = DESCRIPTIONS[name] ?? expect.fail(name);
		const path = route.path.replace(/\{\w+\}/, encodeURIComponent(example.segment ?? ''));
		const query = new URLSearchParams(example.query ?? {}).toString();
		const heard = await api.say({
			method: route.method,
			path: query === '' ? path : `${path}?${query}`,
			key: acme.read,
			...(example.body === undefined ? {} : {body: example.body}),
		});
		expect(heard.body).not.toHaveProperty('detail');
		expect(heard.status).toBe(200);
		expect(answer.safeParse(heard.body).error?.issues ?? []).toEqual([]);
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
