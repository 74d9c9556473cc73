import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import * as z from 'zod/mini';
import {respond} from '#functions/api/respond.ts';
import {post} from '#functions/api/route.ts';
import {classify} from '#shared/classify/classify.ts';
import {updateTenant} from '#shared/store/tenants.ts';
import {outgoingInMemory, secretsInMemory} from '#test/support/secrets.ts';
import {tenantWith} from '#test/support/tenant.ts';
import {type Api, startApi, toEvent} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
});
afterAll(() => api.engine.stop());

describe('who may ask', () => {
	it('lets both roles look something up', async () => {
		for (const key of [acme.read, acme.manage]) {
			expect(await api.say({path: '/v1/suppressions', key})).toMatchObject({status: 200});
		}
		expect(await api.say({path: '/v1/suppressions', authorization: `bearer  ${acme.read}`})).toMatchObject({
			status: 200,
		});
	});

	it('refuses every wrong key with the very same answer', async () => {
		const off = await api.tenant('off');
		await updateTenant(api.store, {...tenantWith({id: 'off'}), disabled: true});
		const wrong = [
			undefined,
			'',
			'Bearer',
			`Basic ${acme.read}`,
			`Bearer ${acme.read}x`,
			`Bearer ${acme.read.slice(0, -1)}`,
			`Bearer ${acme.read.replace('acme', 'nobody')}`,
			`Bearer ${acme.read} ${acme.read}`,
			'Bearer bl_acme_',
			'Bearer __proto__',
			`Bearer ${'x'.repeat(5000)}`,
			`Bearer ${off.manage}`,
		];
		const answers = await Promise.all(
			wrong.map((authorization) =>
				api.say({path: '/v1/suppressions', ...(authorization === undefined ? {} : {authorization})}),
			),
		);
		expect(answers[0]).toMatchObject({
			status: 401,
			headers: {'content-type': 'application/problem+json', 'www-authenticate': 'Bearer'},
			body: {type: 'urn:bounceledger:problem:not-authentic', status: 401},
		});
		for (const answer of answers) expect(answer).toEqual(answers[0]);
	});

	it('a role that is not enough is named, with the one that is needed', async () => {
		const routes = [
			post({
				path: '/v1/thing',
				role: 'manage',
				summary: 'changes a thing',
				query: z.strictObject({}),
				body: z.strictObject({}),
				run: async ({caller}) => ({by: caller.key}),
			}),
		];
		const means = {
			store: api.store,
			classify,
			now: () => new Date(),
			removeAtEsp: async () => [],
			secrets: secretsInMemory(),
			...outgoingInMemory(),
		};
		const ask = (key: string) => respond(toEvent({method: 'POST', path: '/v1/thing', key, body: {}}), means, routes);
		expect(await ask(acme.manage)).toMatchObject({statusCode: 200, body: '{"by":"manager"}'});
		const refused = await ask(acme.read);
		expect(refused.statusCode).toBe(403);
		expect(refused.body).toMatch(/role \\"manage\\".*role \\"read\\"/);
	});
});

describe('what is asked', () => {
	it('another path is 404, another method 405 with the ones that are served', async () => {
		for (const path of [
			'/',
			'/v1',
			'/v1/',
			'/v1/suppression',
			'/v1/suppressions/',
			'/v1/reputation/x',
			'/v2/classify',
		]) {
			expect((await api.say({path, key: acme.read})).status, path).toBe(404);
		}
		for (const method of ['HEAD', 'OPTIONS', 'POST', 'DELETE', 'BREW']) {
			expect(await api.say({method, path: '/v1/reputation', key: acme.read})).toMatchObject({
				status: 405,
				headers: {allow: 'GET'},
				body: {detail: 'Use GET here.'},
			});
		}
		expect(await api.say({path: '/v1/suppressions/check', key: acme.read})).toMatchObject({
			status: 405,
			headers: {allow: 'POST'},
		});
	});

	it.each([
		['{"addresses": [jo@example.com]}', 'character 16 (line 1, column 16)'],
		['{"addresses": ["a@example.com",]}', 'character 32 (line 1, column 32)'],
		['{"addresses":\n["a@example.com"', 'character 31 (line 2, column 17), its end'],
		['{"a": }', 'character 7 (line 1, column 7)'],
		['{} {}', 'character 4 (line 1, column 4)'],
		['nonsense', 'character 1 (line 1, column 1)'],
		['{"text": "a\nb"}', 'character 12 (line 1, column 12)'],
	])('%j: says where the JSON ends', async (raw, place) => {
		const answer = await api.say({method: 'POST', path: '/v1/suppressions/check', key: acme.read, raw});
		expect(answer.status).toBe(400);
		expect(answer.body.detail).toContain(place);
		expect(answer.body.detail).not.toContain('example.com');
	});

	it('an empty body, bytes that are no UTF-8 and JSON that is no object are told apart', async () => {
		const detail = async (raw: string | Uint8Array) =>
			(await api.say({method: 'POST', path: '/v1/classify', key: acme.read, raw})).body.detail;
		expect(await detail('')).toMatch(/empty/);
		expect(await detail(Uint8Array.of(0x22, 0xff, 0x22))).toMatch(/UTF-8/);
		expect(await detail('[]')).toBe('The body must be of type object.');
		expect(await detail('null')).toBe('The body must be of type object.');
		expect(await detail('{"text": "x", "tekst": 1}')).toMatch(/no field "tekst"/);
		expect(await detail('{"text": "x", "__proto__": {"a": 1}}')).toMatch(/no field "__proto__"/);
		expect(await detail('{}')).toMatch(/"text" is missing/);
	});

	it('a body over 1 MiB is refused before it is read, in base64 or not', async () => {
		const raw = ' '.repeat(1_048_577);
		for (const body of [raw, Buffer.from(raw)]) {
			const answer = await api.say({method: 'POST', path: '/v1/classify', key: acme.read, raw: body});
			expect(answer).toMatchObject({status: 413, body: {type: 'urn:bounceledger:problem:too-large'}});
		}
	});

	it('deep nesting and huge lists are ordinary refusals', async () => {
		for (const raw of ['['.repeat(500_000), `{"addresses": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`]) {
			const answer = await api.say({method: 'POST', path: '/v1/suppressions/check', key: acme.read, raw});
			expect(answer.status).toBe(400);
		}
	});

	it('unknown and repeated query parameters are refused by name', async () => {
		const detail = async (path: string) => (await api.say({path, key: acme.read})).body;
		expect(await detail('/v1/suppressions?limits=3')).toMatchObject({status: 400, field: 'limits'});
		expect((await detail('/v1/suppressions?limits=3')).detail).toMatch(
			/known are: status, reason, domain, esp, from, to, limit, cursor/,
		);
		expect(await detail('/v1/suppressions?limit=3&limit=4')).toMatchObject({status: 400, field: 'limit'});
		expect(await detail('/v1/suppressions?__proto__=3')).toMatchObject({status: 400, field: '__proto__'});
		for (const limit of ['0', '-1', '1001', '1e3', 'x', '']) {
			expect(await detail(`/v1/suppressions?limit=${limit}`), limit).toMatchObject({status: 400, field: 'limit'});
		}
	});
});
