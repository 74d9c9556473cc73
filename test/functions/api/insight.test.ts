import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {listPrefix, monthKey} from '#shared/store/buckets.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
const hourAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 13);

beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	other = await api.tenant('other');
	await acme.count('sending-ip', '203.0.113.7', '2026-03-02T12', {delivered: 150, 'bounced.ip-banned': 50});
	await acme.count('sending-ip', '203.0.113.7', '2026-03-05T12', {delivered: 1000, complained: 1});
	await acme.count('sending-ip', '203.0.113.8', '2026-03-02T12', {delivered: 3, 'bounced.recipient-unknown': 1});
	await acme.count('region', 'EUR05', '2026-03-02T12', {'bounced.ip-banned': 200});
	await acme.count('esp', 'ses', hourAgo(2), {delivered: 10});
	await acme.count('esp', 'ses', hourAgo(100), {delivered: 100});
	await acme.count('esp', 'ses', hourAgo(400), {delivered: 1000});
	await other.count('sending-ip', '198.51.100.9', '2026-03-02T12', {delivered: 5000});
	await acme.incident({id: 'ip-ban#203.0.113.8#other', resource: '203.0.113.8', receiver: 'other'});
	await acme.incident({
		id: 'blocklist#203.0.113.0/24#spamcop',
		kind: 'blocklist',
		resource: '203.0.113.0/24',
		receiver: 'spamcop',
	});
});
afterAll(() => api.engine.stop());

describe('reputation', () => {
	const show = (query: string, key = acme.read) => api.say({path: `/v1/reputation?${query}`, key});

	it('has counters by value with rates, the busiest first, and no rate of a few', async () => {
		const {status, body} = await show('dimension=sending-ip&from=2026-03-02&to=2026-03-02T23:59Z');
		expect(status).toBe(200);
		expect(body).toMatchObject({dimension: 'sending-ip', from: '2026-03-02T00', to: '2026-03-02T23', more: 0});
		expect(body.values).toMatchObject([
			{
				value: '203.0.113.7',
				messages: 200,
				delivered: 150,
				bounced: 50,
				blocked: 50,
				dead: 0,
				categories: {bounced: {'ip-banned': 50}, deferred: {}},
				rates: {
					bounce: {rate: 0.25, told: 'yes'},
					block: {rate: 0.25, told: 'yes'},
					complaint: {rate: null, told: 'too few to say'},
				},
			},
			{value: '203.0.113.8', messages: 4, rates: {bounce: {rate: null, told: 'too few to say'}}},
		]);
	});

	it('sums the hours of the time that was asked for', async () => {
		const {body} = await show('dimension=sending-ip&value=203.0.113.7&from=2026-03-02T12&to=2026-03-05T12:30:00Z');
		expect(body.values).toMatchObject([{delivered: 1150, complained: 1, rates: {complaint: {rate: 0.000833}}}]);
		expect((await show('dimension=sending-ip&limit=1&from=2026-03-01&to=2026-03-31')).body).toMatchObject({
			values: [{value: '203.0.113.7'}],
			more: 1,
		});
	});

	it('a window ends now', async () => {
		const delivered = async (query: string) => (await show(query)).body.values[0]?.delivered;
		expect(await delivered('window=24h')).toBe(10);
		expect(await delivered('')).toBe(110);
		expect(await delivered('window=30d&dimension=all')).toBe(1110);
	});

	it('a complaint rate is not available for a region, whose name may be written small', async () => {
		const {body} = await show('dimension=region&value=eur05&from=2026-03-02&to=2026-03-03');
		expect(body.values).toMatchObject([{value: 'EUR05', rates: {complaint: {rate: null, told: 'not available'}}}]);
	});

	it("a value that was never seen, or is another tenant's, has nothing", async () => {
		const {body} = await show('dimension=sending-ip&value=198.51.100.9&from=2026-03-02&to=2026-03-03');
		expect(body.values).toMatchObject([
			{value: '198.51.100.9', messages: 0, rates: {bounce: {told: 'too few to say'}}},
		]);
	});

	it('has a score with its parts, which the bans of that very value or its network hold down, and thresholds', async () => {
		const {body} = await show('dimension=sending-ip&from=2026-03-02&to=2026-03-05T23:59Z');
		const ceilings = body.values.map(({value, score}: {value: string; score: {ceiling?: object}}) => [
			value,
			score.ceiling,
		]);
		expect(Object.fromEntries(ceilings)).toEqual({
			'203.0.113.7': {incident: 'blocklist', at: 70},
			'203.0.113.8': {incident: 'ip-ban', at: 40},
		});
		expect(body.values[0].score.parts).toContainEqual(expect.objectContaining({id: 'incident:blocklist', points: 15}));
		expect(body.values[0].standings).toMatchObject([
			{threshold: {id: 'gmail-complaint'}, status: 'fine'},
			{threshold: {id: 'yahoo-complaint'}, status: 'fine'},
		]);
	});

	it('a complaint rate of nothing is told only where enough messages went to those who tell', async () => {
		const complaint = async (query: string) =>
			(await show(`${query}&from=2026-04-01&to=2026-04-02`)).body.values[0].rates.complaint;
		const hour = '2026-04-01T12';
		const traffic = (domains: Record<string, number>) =>
			api.store.client.send(
				new PutCommand({
					TableName: 'Reputation',
					Item: {
						month: monthKey('acme', hour),
						bucket: `${listPrefix(hour)}1`,
						'recipient-domain': {
							'198.51.100.1': {
								delivered: Object.fromEntries(Object.entries(domains).map(([name, count]) => [String(count), name])),
							},
						},
					},
				}),
			);
		await acme.count('sending-ip', '198.51.100.1', hour, {delivered: 5000});
		await traffic({'firm.example': 3000, 'gmail.com': 1999, 'yahoo.com': 1});
		const ip = 'dimension=sending-ip&value=198.51.100.1';
		expect(await complaint(ip)).toEqual({rate: null, told: 'too few to say'});
		expect(await complaint('dimension=recipient-domain&value=firm.example')).toMatchObject({told: 'not available'});
		await traffic({'firm.example': 3000, 'gmail.com': 500, 'yahoo.com': 1500});
		expect(await complaint(ip)).toMatchObject({rate: 0, told: 'yes'});
		expect(await complaint('dimension=recipient-domain&value=yahoo.com')).toMatchObject({rate: 0, told: 'yes'});
		expect(await complaint('dimension=sending-ip')).toEqual({rate: null, told: 'not available'});
		await acme.count('esp', 'ses', hour, {delivered: 2_000_001});
		expect(await complaint(ip)).toEqual({rate: null, told: 'not available'});
	});

	it.each([
		['dimension=ip', 'dimension'],
		['window=1h', 'window'],
		['from=yesterday', 'from'],
		['from=2026-02-30', 'from'],
		['from=2026-03-02T25', 'from'],
		['to=2026-03-02', 'from'],
		['from=2026-03-03&to=2026-03-02', 'from'],
		['from=2020-01-01&to=2026-03-02', 'from'],
		['from=2026-03-02&window=24h', 'window'],
		['value=a%23b', 'value'],
		['value=', 'value'],
	])('%s is refused, naming %s', async (query, field) => {
		expect(await show(query)).toMatchObject({status: 400, body: {field}});
	});
});

describe('the series of one value', () => {
	const series = (query: string, key = acme.read) => api.say({path: `/v1/reputation/series?${query}`, key});

	it('has a row for each hour, zeros where nothing was counted', async () => {
		const {status, body} = await series('dimension=esp&value=SES&window=24h');
		expect(status).toBe(200);
		expect(body).toMatchObject({dimension: 'esp', value: 'ses', window: {name: '24h'}});
		expect(body.series).toHaveLength(24);
		expect(body.series.map(({delivered}: {delivered: number}) => delivered)).toEqual([
			...Array.from({length: 21}, () => 0),
			10,
			0,
			0,
		]);
	});

	it('of 30 days has one for each day, and "all" is all ESPs', async () => {
		const {body} = await series('dimension=all&window=30d');
		expect(body.series).toHaveLength(30);
		const delivered = body.series.map((row: {delivered: number}) => row.delivered);
		expect(delivered.reduce((sum: number, one: number) => sum + one, 0)).toBe(1110);
		expect(delivered.at(-1)).toBe(10);
	});

	it('of an IPv6 address is found in any spelling', async () => {
		for (const ip of ['2001:db8::10', '2001:DB8:0:0:0:0:0:10'])
			expect((await series(`dimension=sending-ip&value=${ip}`)).body.value).toBe('2001:db8::10');
	});

	it.each([
		['dimension=sending-ip', 'value'],
		['dimension=region&value=EUR05', 'dimension'],
		['window=24h', 'dimension'],
		['dimension=all&value=192.0.2.10', 'value'],
	])('%s is refused, naming %s', async (query, field) => {
		expect(await series(query)).toMatchObject({status: 400, body: {field}});
	});
});

describe('one response', () => {
	const ask = (body: object) => api.say({method: 'POST', path: '/v1/classify', key: acme.read, body});

	it('is classified as the classifier does, with status and opinion', async () => {
		const text = '550 5.7.606 Access denied, banned sending IP [203.0.113.7]';
		expect(await ask({text})).toMatchObject({status: 200, body: {...classify({text}), category: 'ip-banned'}});
		expect((await ask({text: null, status: '5.1.1'})).body).toEqual(classify({text: null, status: '5.1.1'}));
		expect((await ask({text: null, esp: 'postmark', opinion: 'HardBounce'})).body).toEqual(
			classify({text: null, status: null, opinion: {esp: 'postmark', words: 'hardbounce'}}),
		);
	});

	it('a text of a megabyte is cut and says so', async () => {
		expect((await ask({text: 'x'.repeat(1_000_000)})).body).toMatchObject({truncated: true});
	});

	it('opinion and ESP belong together, and types are checked', async () => {
		const field = async (body: object) => (await ask(body)).body.field;
		expect(await field({text: null, opinion: 'hardbounce'})).toBe('esp');
		expect(await field({text: null, esp: 'ses'})).toBe('opinion');
		expect(await field({text: 5})).toBe('text');
		expect(await field({text: null, esp: 'mailgun', opinion: 'x'})).toBe('esp');
		expect(await field({text: null, status: 550})).toBe('status');
	});
});
