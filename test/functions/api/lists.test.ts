import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type SecretsEngine, startSecrets} from '#infra/local/secrets.ts';
import {parseEmailAddress} from '#shared/model/names.ts';
import {keepErased} from '#shared/store/erased.ts';
import {entries as read} from '../../shared/lists/lists.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
let folder: string;
let secrets: SecretsEngine;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-api-'));
	secrets = await startSecrets(
		folder,
		(name) => `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}-local0`,
	);
	process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.endpoint;
	api = await startApi();
	[acme, other] = [await api.tenant('acme'), await api.tenant('other')];
});
afterAll(async () => {
	await Promise.all([api.engine.stop(), secrets.stop()]);
	rmSync(folder, {recursive: true, force: true});
});

const takeIn = (entries: object[], key = acme.manage) =>
	api.say({method: 'POST', path: '/v1/suppressions/import', key, body: {entries}});
const list = async (tenant: {read: string}, query = '') =>
	(await api.say({path: `/v1/suppressions${query}`, key: tenant.read})).body.suppressions;

describe('import', () => {
	it('suppresses each address, and once more changes nothing', async () => {
		const entries = [
			{line: 2, address: 'Jo@Example.com', reason: 'complaint', at: '2026-03-02T12:00:00.000Z', esp: 'postmark'},
			{line: 3, address: '"Doe, Al" <al@example.com>'},
			{line: 4, address: 'AL@example.com'},
			{line: 5, address: 'nonsense'},
			{line: 6, address: 'good@example.com', reason: 'ip-banned'},
		];
		const refused = [
			{line: 5, detail: 'this is no e-mail address'},
			{line: 6, detail: expect.stringContaining('no reason to suppress')},
		];
		expect((await takeIn(entries)).body).toEqual({added: 2, unchanged: 1, refused});
		expect((await takeIn(entries)).body).toEqual({added: 0, unchanged: 3, refused});
		expect(await list(acme)).toMatchObject([
			{address: 'al@example.com', status: 'active', reason: 'import', esp: null},
			{
				address: 'jo@example.com',
				reason: 'complaint',
				since: '2026-03-02T12:00:00.000Z',
				esp: 'postmark',
				heldByEsp: true,
			},
		]);
		const audit = await api.say({path: '/v1/audit?address=jo@example.com', key: acme.read});
		expect(audit.body.entries).toMatchObject([
			{action: 'import', key: 'manager', before: null, after: {status: 'active'}},
		]);
	});

	it('an old list does not undo a release, a newer entry does', async () => {
		const released = {status: 'released', releasedAt: '2026-03-04T12:00:00.000Z', releasedBy: 'jo'};
		await acme.suppress('back@released.example', released);
		const entry = {line: 9, address: 'back@released.example'};
		const old = {added: 0, unchanged: 0, refused: [{line: 9, detail: expect.stringContaining('released')}]};
		expect((await takeIn([entry])).body).toEqual(old);
		expect((await takeIn([{...entry, at: '2026-03-04T11:00:00.000Z'}])).body).toEqual(old);
		expect((await takeIn([{...entry, at: '2026-03-05T11:00:00.000Z'}])).body).toMatchObject({added: 1});
		expect(await list(acme, '?domain=released.example')).toMatchObject([
			{status: 'active', since: '2026-03-05T11:00:00.000Z'},
		]);
	});

	it('a complaint weighs more than the bounce that was there, and less weighs nothing', async () => {
		const change = async (reason: string) => {
			await takeIn([{line: 1, address: 'jo@weights.example', reason}]);
			return (await list(acme, '?domain=weights.example'))[0].reason;
		};
		expect(await change('recipient-unknown')).toBe('recipient-unknown');
		expect(await change('complaint')).toBe('complaint');
		expect(await change('unsubscribe')).toBe('complaint');
	});

	it("a group's unsubscribe stops that group alone, until all mail is stopped", async () => {
		const parts = async (entry: object) => {
			await takeIn([{line: 1, address: 'jo@parts.example', reason: 'unsubscribe', ...entry}]);
			return (await list(acme, '?domain=parts.example'))[0].parts;
		};
		expect(await parts({part: '42'})).toEqual(['42']);
		expect(await parts({part: '43'})).toEqual(['42', '43']);
		expect(await parts({})).toBeNull();
	});

	it('whoever was erased is not brought back by a list', async () => {
		const erased = parseEmailAddress('erased@example.com');
		if (erased !== undefined) await keepErased(api.store, acme.id, erased);
		expect((await takeIn([{line: 7, address: 'Erased@example.com'}])).body).toMatchObject({
			added: 0,
			refused: [{line: 7, detail: expect.stringContaining('erased')}],
		});
		expect(await list(acme, '?domain=example.com')).not.toContainEqual(expect.objectContaining({address: erased}));
	});

	it('1,000 entries go at once, 1,001 do not; and it needs the role', async () => {
		const many = Array.from({length: 1000}, (_, index) => ({line: index + 1, address: `jo${index}@many.example`}));
		expect((await takeIn(many, other.manage)).body).toEqual({added: 1000, unchanged: 0, refused: []});
		expect(await takeIn([...many, {line: 1001, address: 'x@many.example'}])).toMatchObject({
			status: 400,
			body: {field: 'entries'},
		});
		expect(await takeIn(many.slice(0, 1), acme.read)).toMatchObject({status: 403});
	});
});

describe('export', () => {
	const text = async (query: string, key: string): Promise<{text: string; leftOut: string[]}> => {
		const all = {text: '', leftOut: [] as string[]};
		for (let next = ''; ; ) {
			const cursor = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
			const {status, body} = await api.say({path: `/v1/suppressions/export?${query}${cursor}`, key});
			expect(status).toBe(200);
			all.text += body.text;
			all.leftOut.push(...body.leftOut);
			if (body.next === null) return all;
			next = body.next;
		}
	};

	it('is read again as it was written, page after page', async () => {
		await takeIn([{line: 1, address: 'last@zz.example', reason: 'unsubscribe'}], other.manage);
		const exported = await text('format=csv', other.read);
		const {what, entries} = await read(exported.text);
		expect(what).toBe('an export of Bounceledger');
		expect(entries).toHaveLength(1001);
		expect(entries.at(-1)).toMatchObject({address: 'last@zz.example', reason: 'unsubscribe'});
		const again = await takeIn(
			entries.slice(0, 1000).map(({line, ...entry}) => ({line, ...entry})),
			other.manage,
		);
		expect(again.body).toEqual({added: 0, unchanged: 1000, refused: []});
	});

	it("has each ESP's own form; what stops a part only is left out", async () => {
		const third = await api.tenant('third');
		await third.suppress('jo@example.com', {reason: 'complaint'});
		await third.suppress('part@example.com', {reason: 'unsubscribe', parts: ['42']});
		await third.suppress('back@example.com', {status: 'released'});
		await third.suppress('=1+1@example.com');
		expect(await text('format=ses', third.read)).toEqual({
			text: '{"emailAddress":"=1+1@example.com","reason":"BOUNCE"}\n{"emailAddress":"jo@example.com","reason":"COMPLAINT"}\n',
			leftOut: ['part@example.com'],
		});
		expect(await text('format=sendgrid', third.read)).toEqual({
			text: 'email\r\njo@example.com\r\n',
			leftOut: ['part@example.com', '=1+1@example.com'],
		});
		expect(JSON.parse((await text('format=postmark', third.read)).text)).toEqual({
			Suppressions: [{EmailAddress: '=1+1@example.com'}, {EmailAddress: 'jo@example.com'}],
		});
		expect((await text('format=csv&reason=complaint', third.read)).text.trim().split('\r\n')).toHaveLength(2);
		expect((await text('format=csv', third.read)).text).toContain("'=1+1@example.com");
	});

	it('a cursor of another tenant, or of another format, is none', async () => {
		const page = await api.say({path: '/v1/suppressions/export?format=csv', key: other.read});
		const cursor = encodeURIComponent(page.body.next);
		const refused = {status: 400, body: {field: 'cursor'}};
		expect(await api.say({path: `/v1/suppressions/export?format=csv&cursor=${cursor}`, key: acme.read})).toMatchObject(
			refused,
		);
		expect(await api.say({path: `/v1/suppressions/export?format=ses&cursor=${cursor}`, key: other.read})).toMatchObject(
			refused,
		);
	});
});

describe('ESP credentials', () => {
	const PATH = '/v1/esp-credentials/postmark';
	const body = {serverToken: 'a-token-of-the-test'};

	it('are set, told of and removed, and stand in no answer and no table', async () => {
		expect((await api.say({path: PATH, key: acme.manage})).body).toEqual({esp: 'postmark', set: false});
		expect((await api.say({method: 'PUT', path: PATH, key: acme.manage, body})).body).toEqual({
			esp: 'postmark',
			set: true,
		});
		expect((await api.say({path: PATH, key: acme.manage})).body).toEqual({esp: 'postmark', set: true});
		expect((await api.say({path: PATH, key: other.manage})).body).toEqual({esp: 'postmark', set: false});
		expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toContain('bounceledger/test/acme');
		const audit = (await api.say({path: '/v1/audit', key: acme.read})).body.entries;
		expect(audit[0]).toMatchObject({action: 'esp-credentials', key: 'manager', detail: 'postmark: set'});
		expect(JSON.stringify(audit)).not.toContain(body.serverToken);
		expect((await api.say({method: 'DELETE', path: PATH, key: acme.manage})).body).toEqual({
			esp: 'postmark',
			set: false,
		});
		expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe('{}');
	});

	it('of the wrong shape are refused without being quoted', async () => {
		const wrong = await api.say({
			method: 'PUT',
			path: PATH,
			key: acme.manage,
			body: {serverToken: 'with spaces in it'},
		});
		expect(wrong).toMatchObject({status: 400, body: {field: 'serverToken'}});
		expect(JSON.stringify(wrong.body)).not.toContain('with spaces');
		const region = {
			accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
			secretAccessKey: 'secret-of-the-test',
			region: 'evil.example/#',
		};
		expect(
			await api.say({method: 'PUT', path: '/v1/esp-credentials/ses', key: acme.manage, body: region}),
		).toMatchObject({
			status: 400,
			body: {field: 'region'},
		});
	});

	it('need the role, and an ESP that there is', async () => {
		for (const method of ['GET', 'DELETE']) {
			expect(await api.say({method, path: PATH, key: acme.read})).toMatchObject({status: 403});
		}
		expect(await api.say({path: '/v1/esp-credentials/mailgun', key: acme.manage})).toMatchObject({status: 404});
	});
});
