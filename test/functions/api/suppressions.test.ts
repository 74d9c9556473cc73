import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	other = await api.tenant('other');
	await acme.suppress('gone@example.com');
	await acme.suppress('full@example.com', {status: 'watching', reason: 'mailbox-full', heldByEsp: false});
	await acme.suppress('back@example.com', {
		status: 'released',
		releasedAt: '2026-03-04T12:00:00.000Z',
		releasedBy: 'jo',
	});
	await acme.suppress('no+news@example.com', {reason: 'unsubscribe', parts: ['news'], response: null, rule: null});
	await other.suppress('theirs@example.com');
});
afterAll(() => api.engine.stop());

const one = (address: string, key = acme.read) => api.say({path: `/v1/suppressions/${address}`, key});
const check = (body: object, key = acme.read) => api.say({method: 'POST', path: '/v1/suppressions/check', key, body});

describe('may this address be mailed', () => {
	it('a dead address may not, and the answer says why and since when', async () => {
		expect(await one('gone%40example.com')).toMatchObject({
			status: 200,
			headers: {'cache-control': 'no-store'},
			body: {
				address: 'gone@example.com',
				verdict: 'do not send',
				suppressed: true,
				status: 'active',
				reason: 'recipient-unknown',
				meaning: 'No such mailbox.',
				since: '2026-03-02T12:00:00.000Z',
				parts: null,
				response: '550 5.1.1 no such user',
				rule: 'some-rule',
				heldByEsp: true,
			},
		});
	});

	it('every spelling is the same address, percent-encoded or not', async () => {
		for (const spelling of ['GONE@EXAMPLE.COM', 'Gone%40Example.com', '%22Jo%22%20%3Cgone%40example.com%3E']) {
			expect((await one(spelling)).body).toMatchObject({address: 'gone@example.com', suppressed: true});
		}
		expect((await one('no%2Bnews%40example.com')).body).toMatchObject({reason: 'unsubscribe'});
	});

	it('an address without a record, a watched and a released one', async () => {
		expect((await one('new@example.com')).body).toEqual({
			address: 'new@example.com',
			verdict: 'send',
			suppressed: false,
			status: 'none',
			words: 'Nothing is known against this address.',
			record: null,
			watching: null,
			advice: null,
			esp: null,
			events: [],
			changes: [],
		});
		expect((await one('full@example.com')).body).toMatchObject({verdict: 'risky', suppressed: false});
		expect((await one('back@example.com')).body).toMatchObject({verdict: 'send', suppressed: false, releasedBy: 'jo'});
	});

	it('a part of the mail that was not stopped may be sent', async () => {
		const parted = async (query: string) => (await one(`no%2Bnews%40example.com${query}`)).body.verdict;
		expect(await parted('')).toBe('do not send');
		expect(await parted('?part=news')).toBe('do not send');
		expect(await parted('?part=receipts')).toBe('send');
	});

	it("another tenant's address is as unknown as any", async () => {
		expect((await one('theirs@example.com')).body).toMatchObject({status: 'none', verdict: 'send'});
		expect((await one('theirs@example.com', other.read)).body).toMatchObject({verdict: 'do not send'});
	});

	it('what is no address is refused, and not quoted', async () => {
		for (const segment of ['nonsense', '%40', 'a%00b%40example.com', 'x'.repeat(2000)]) {
			const answer = await one(segment);
			expect(answer, segment).toMatchObject({status: 400, body: {field: 'address'}});
			expect(answer.body.detail).not.toContain(decodeURIComponent(segment));
		}
	});
});

describe('may these addresses be mailed', () => {
	it('answers each in its order, and says which are none', async () => {
		const addresses = [
			'new@example.com',
			'nobody',
			' GONE@example.com ',
			'full@example.com',
			'',
			'Jo <gone@example.com>',
		];
		const {status, body} = await check({addresses});
		expect(status).toBe(200);
		expect(body.results).toMatchObject([
			{index: 0, address: 'new@example.com', verdict: 'send', status: 'none'},
			{index: 1, address: null, given: 'nobody', verdict: 'no address'},
			{index: 2, address: 'gone@example.com', verdict: 'do not send', reason: 'recipient-unknown', parts: null},
			{index: 3, address: 'full@example.com', verdict: 'risky', since: '2026-03-02T12:00:00.000Z'},
			{index: 4, address: null, given: '', verdict: 'no address'},
			{index: 5, address: 'gone@example.com', verdict: 'do not send'},
		]);
		expect(body.totals).toEqual({send: 1, risky: 1, 'do not send': 2, 'no address': 2});
	});

	it('takes 10,000 and not one more', async () => {
		const addresses = Array.from({length: 10_000}, (_, index) =>
			index === 777 ? 'gone@example.com' : `p${index}@example.org`,
		);
		const {status, body} = await check({addresses});
		expect(status).toBe(200);
		expect(body.totals).toMatchObject({send: 9_999, 'do not send': 1});
		expect(body.results[777]).toMatchObject({index: 777, verdict: 'do not send'});
		expect(await check({addresses: [...addresses, 'x@example.org']})).toMatchObject({
			status: 400,
			body: {field: 'addresses', detail: '"addresses" must have at most 10000 entries.'},
		});
	});

	it('names the field that is wrong', async () => {
		const field = async (body: object) => (await check(body)).body.field;
		expect(await field({})).toBe('addresses');
		expect(await field({addresses: []})).toBe('addresses');
		expect(await field({addresses: 'a@example.com'})).toBe('addresses');
		expect(await field({addresses: ['a@example.com', 7]})).toBe('addresses[1]');
		expect(await field({addresses: ['a@example.com'], part: 3})).toBe('part');
		expect(await field({addresses: ['a@example.com'], adresses: []})).toBe('adresses');
	});

	it('sees no record of another tenant', async () => {
		expect((await check({addresses: ['theirs@example.com']})).body.totals.send).toBe(1);
	});
});

describe('the list', () => {
	const list = (query: string, key = acme.read) => api.say({path: `/v1/suppressions?${query}`, key});
	const addresses = (answer: {body: {suppressions: {address: string}[]}}) =>
		answer.body.suppressions.map(({address}) => address);

	it('goes page by page, each record once, in the order of addresses', async () => {
		const seen: string[] = [];
		let cursor = '';
		for (let page = 0; page < 5; page += 1) {
			const answer = await list(`limit=2${cursor}`);
			seen.push(...addresses(answer));
			if (answer.body.next === null) break;
			cursor = `&cursor=${encodeURIComponent(answer.body.next)}`;
		}
		expect(seen).toEqual(['back@example.com', 'full@example.com', 'gone@example.com', 'no+news@example.com']);
	});

	it('filters by status', async () => {
		expect(addresses(await list('status=watching'))).toEqual(['full@example.com']);
		expect(addresses(await list('status=active'))).toEqual(['gone@example.com', 'no+news@example.com']);
		expect(await list('status=gone')).toMatchObject({status: 400, body: {field: 'status'}});
	});

	it("is the caller's own", async () => {
		expect(addresses(await list('', other.read))).toEqual(['theirs@example.com']);
	});

	it('a cursor is good for its own key, list and filter alone', async () => {
		const next = encodeURIComponent((await list('limit=1')).body.next);
		expect((await list(`cursor=${next}`)).status).toBe(200);
		const refused = [
			await list(`cursor=${next}`, other.read),
			await list(`cursor=${next}&status=active`),
			await api.say({path: `/v1/incidents?cursor=${next}`, key: acme.read}),
			await list(`cursor=${next.slice(0, -2)}`),
			await list('cursor=x.y'),
			await list('cursor='),
			await list(`cursor=${'A'.repeat(4097)}`),
		];
		for (const answer of refused) expect(answer).toMatchObject({status: 400, body: {field: 'cursor'}});
	});
});
