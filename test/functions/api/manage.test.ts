import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Api, type Heard, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	other = await api.tenant('other');
});
afterAll(() => api.engine.stop());

const post = (path: string, body: object, key = acme.manage): Promise<Heard> =>
	api.say({method: 'POST', path: `/v1/${path}`, body, key});
const get = (path: string, key = acme.read): Promise<Heard> => api.say({path: `/v1/${path}`, key});
const why = async (address: string, key = acme.read) =>
	(await get(`suppressions/${encodeURIComponent(address)}`, key)).body;
const MANAGING = [
	['POST', 'suppressions', {address: 'jo@example.com', why: 'asked'}],
	['POST', 'suppressions/release', {addresses: ['jo@example.com'], why: 'asked'}],
	['POST', 'releases', {filter: {esp: 'ses'}, why: 'asked'}],
	['POST', 'releases/some/undo', {}],
	['DELETE', 'recipients/jo@example.com', undefined],
	['PUT', 'settings', {softBounceThreshold: 5}],
] as const;

describe('who may change', () => {
	it.each(MANAGING)('%s %s needs the role manage, and says so', async (method, path, body) => {
		expect(await api.say({method, path: `/v1/${path}`, key: acme.read, body})).toMatchObject({
			status: 403,
			body: {detail: expect.stringContaining('"manage"')},
		});
	});
});

describe('an address put on the list by hand', () => {
	it('is stopped in every spelling, and the log says who did it, when and why', async () => {
		const added = await post('suppressions', {address: ' Jo <JO@bücher.example>', why: 'asked by phone'});
		expect(added).toMatchObject({
			status: 200,
			body: {address: 'jo@xn--bcher-kva.example', status: 'active', reason: 'manual', parts: null, added: true},
		});
		for (const spelling of ['jo@bücher.example', 'jo@xn--bcher-kva.example', 'JO@BÜCHER.EXAMPLE']) {
			const told = await why(spelling);
			expect(told).toMatchObject({verdict: 'do not send', reason: 'manual'});
			expect(told.changes).toMatchObject([
				{
					key: 'manager',
					action: 'add',
					why: 'asked by phone',
					before: null,
					after: {status: 'active', reason: 'manual'},
				},
			]);
		}
		const checked = await post('suppressions/check', {addresses: ['Jo@BÜCHER.example']}, acme.read);
		expect(checked.body.totals).toMatchObject({'do not send': 1});
	});

	it('stays as it is the second time, and a part of the mail may follow another', async () => {
		const add = async (more: object) =>
			(await post('suppressions', {address: 'p@example.com', why: 'asked', ...more})).body;
		expect(await add({parts: ['news']})).toMatchObject({parts: ['news'], added: true});
		expect(await add({parts: ['news']})).toMatchObject({parts: ['news'], added: false});
		expect(await add({parts: ['offers']})).toMatchObject({parts: ['news', 'offers'], added: true});
		expect(await add({})).toMatchObject({parts: null, added: true});
		expect((await why('p@example.com')).changes).toHaveLength(3);
	});

	it('keeps a complaint as its reason', async () => {
		await acme.suppress('cross@example.com', {reason: 'complaint', parts: ['news']});
		expect((await post('suppressions', {address: 'cross@example.com', why: 'asked'})).body).toMatchObject({
			reason: 'complaint',
			parts: null,
		});
	});

	it('is refused where it is none, and without a reason', async () => {
		expect(await post('suppressions', {address: 'nobody', why: 'asked'})).toMatchObject({
			status: 400,
			body: {field: 'address'},
		});
		expect(await post('suppressions', {address: 'a@example.com', why: '  '})).toMatchObject({
			status: 400,
			body: {field: 'why'},
		});
		expect(await post('suppressions', {address: 'a@example.com'})).toMatchObject({status: 400, body: {field: 'why'}});
	});
});

describe('a release', () => {
	const release = async (addresses: string[], more: object = {}) =>
		(await post('suppressions/release', {addresses, why: 'the mailbox is back', ...more})).body;

	it('answers each address in its order', async () => {
		await acme.suppress('r1@example.com');
		await acme.suppress('r2@example.com', {status: 'watching', reason: 'mailbox-full'});
		const {results} = await release(['R1@example.com', 'nonsense', 'r2@example.com', 'r3@example.com']);
		expect(results).toEqual([
			{address: 'r1@example.com', released: true},
			{address: 'nonsense', released: false, reason: 'That is no e-mail address.'},
			{address: 'r2@example.com', released: false, reason: expect.stringContaining('watched')},
			{address: 'r3@example.com', released: false, reason: expect.stringContaining('not on the list')},
		]);
		expect((await release(['r1@example.com'])).results).toMatchObject([
			{released: false, reason: expect.stringContaining('before')},
		]);
		expect(await why('r1@example.com')).toMatchObject({
			verdict: 'send',
			status: 'released',
			words: expect.stringMatching(/^Released on \d{4}-\d\d-\d\d by manager: the mailbox is back\./),
			changes: [{action: 'release', key: 'manager', before: {status: 'active'}, after: {status: 'released'}}],
		});
	});

	it('spares complaints and unsubscribes unless they are named, with a reason in writing', async () => {
		await acme.suppress('c@example.com', {reason: 'complaint'});
		await acme.suppress('u@example.com', {reason: 'unsubscribe'});
		const both = ['c@example.com', 'u@example.com'];
		expect((await release(both)).results).toMatchObject([
			{released: false, reason: expect.stringContaining('complaint')},
			{released: false, reason: expect.stringContaining('unsubscribe')},
		]);
		expect(await post('suppressions/release', {addresses: both, why: 'sorry', complaints: true})).toMatchObject({
			status: 400,
			body: {field: 'why', detail: expect.stringContaining('10 characters')},
		});
		expect((await why('c@example.com')).verdict).toBe('do not send');
		expect((await release(both, {complaints: true})).results).toMatchObject([{released: true}, {released: true}]);
	});

	it("does not reach another tenant's address", async () => {
		await other.suppress('theirs@example.com');
		expect((await release(['theirs@example.com'])).results).toMatchObject([{released: false}]);
		expect((await why('theirs@example.com', other.read)).verdict).toBe('do not send');
	});

	it('of an address that nobody holds asks no ESP', async () => {
		await acme.suppress('e1@example.com', {heldByEsp: false});
		expect((await release(['e1@example.com'], {atEsp: true})).results).toEqual([
			{address: 'e1@example.com', released: true, atEsp: null},
		]);
	});
});

describe('the settings', () => {
	it('are changed one by one, and the log has them before and after', async () => {
		const set = (body: object) => api.say({method: 'PUT', path: '/v1/settings', key: other.manage, body});
		expect(await set({softBounceThreshold: 5, why: 'fewer false alarms'})).toMatchObject({
			status: 200,
			body: {softBounceThreshold: 5, softBounceWindowDays: 30, complaintStopsTransactional: true},
		});
		await set({softBounceByCategory: {'mailbox-full': {threshold: 2}}, automaticSuppressionDays: 10});
		expect((await get('settings', other.read)).body).toMatchObject({
			softBounceThreshold: 5,
			softBounceByCategory: {'mailbox-full': {threshold: 2}},
			automaticSuppressionDays: 10,
		});
		expect((await get('audit', other.read)).body.entries).toMatchObject([
			{action: 'settings', before: {automaticSuppressionDays: null}, after: {automaticSuppressionDays: 10}},
			{action: 'settings', key: 'manager', why: 'fewer false alarms', before: {softBounceThreshold: 3}},
		]);
		for (const [body, field] of [
			[{softBounceThreshold: 0}, 'softBounceThreshold'],
			[{softBounceByCategory: {'ip-banned': {threshold: 2}}}, undefined],
			[{nonsense: 1}, 'nonsense'],
		] as const) {
			const refused = await set(body);
			expect(refused.status, JSON.stringify(body)).toBe(400);
			if (field !== undefined) expect(refused.body.field).toBe(field);
		}
	});

	it('of the alerts are changed one by one as well, each as a whole', async () => {
		const alerts = await api.tenant('alerts');
		const set = async (body: object) => api.say({method: 'PUT', path: '/v1/settings', key: alerts.manage, body});
		const given = {alertsPerHour: 3, mutedKinds: ['complaints'], leastRates: {'list-quality': 0.03}};
		await set(given);
		expect((await set({leastRates: {complaints: 0.002}})).body).toMatchObject({
			alertsPerHour: 3,
			mutedKinds: ['complaints'],
			leastRates: {complaints: 0.002},
		});
		expect((await get('settings', alerts.read)).body.leastRates).toEqual({complaints: 0.002});
		for (const [body, field] of [
			[{alertsPerHour: 0}, 'alertsPerHour'],
			[{mutedKinds: ['ban']}, 'mutedKinds[0]'],
			[{leastRates: {complaints: 2}}, 'leastRates.complaints'],
		] as const) {
			expect(await set(body)).toMatchObject({status: 400, body: {field}});
		}
	});

	it('let a suppression for bounces lapse, but never a complaint', async () => {
		await other.suppress('old@example.com');
		await other.suppress('old-c@example.com', {reason: 'complaint'});
		const fresh = new Date().toISOString();
		await other.suppress('new@example.com', {since: fresh, firstSeenAt: fresh, lastSeenAt: fresh});
		expect(await why('old@example.com', other.read)).toMatchObject({verdict: 'risky', status: 'watching'});
		expect((await why('old-c@example.com', other.read)).verdict).toBe('do not send');
		expect((await why('new@example.com', other.read)).verdict).toBe('do not send');
		const listed = async (status: string) =>
			(await get(`suppressions?status=${status}`, other.read)).body.suppressions.map(
				({address}: {address: string}) => address,
			);
		expect((await listed('watching')).sort()).toEqual(['old@example.com', 'theirs@example.com']);
		expect((await listed('active')).sort()).toEqual(['new@example.com', 'old-c@example.com']);
	});
});

describe('the log', () => {
	it('is read page by page, newest first, by address and time, and by its own tenant alone', async () => {
		const names = Array.from({length: 5}, (_, index) => `log${index}@example.org`);
		for (const address of names) await post('suppressions', {address, why: 'for the log'});
		const first = (await get('audit?limit=3')).body;
		expect(first.entries.map(({address}: {address: string}) => address)).toEqual(names.slice(2).reverse());
		const second = (await get(`audit?limit=2&cursor=${first.next}`)).body;
		expect(second.entries.map(({address}: {address: string}) => address)).toEqual(names.slice(0, 2).reverse());
		expect((await get('audit?address=LOG1@example.org')).body.entries).toMatchObject([{address: names[1]}]);
		expect((await get('audit?to=2020-01-01')).body.entries).toEqual([]);
		expect(await get('audit?from=2026-02-31')).toMatchObject({status: 400, body: {field: 'from'}});
		expect(await get(`audit?cursor=${first.next}`, other.read)).toMatchObject({status: 400, body: {field: 'cursor'}});
		expect((await get('audit?address=log1@example.org', other.read)).body.entries).toEqual([]);
	});
});
