import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {OPERATOR} from '#shared/model/names.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {recordTallies} from '#shared/store/tallying.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {bounce, event, fact, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const hourAgo = (hours: number) => ago(hours).slice(0, 13);
const BAN = 'ip-ban#192.0.2.10#exchange-online';
const RANGE = 'ip-ban#192.0.2.0/24#outlook-consumer';

beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	other = await api.tenant('other');
	await acme.incident({
		openedAt: ago(20),
		lastSeenAt: ago(3),
		timeline: [{at: ago(20), what: 'opened', words: 'The first response came.'}],
		samples: [{at: ago(20), response: '550 5.7.606 Access denied', rule: 'eop-banned-ip', domain: 'example.com'}],
		evidence: {
			at: ago(19),
			checks: [{check: 'reverse-dns', about: '192.0.2.10', verdict: 'good', words: 'It has a name.'}],
		},
	});
	await acme.incident({
		alertAt: '2026-03-03T09:00:00.000Z',
		id: RANGE,
		resource: '192.0.2.0/24',
		receiver: 'outlook-consumer',
		state: 'easing',
	});
	await acme.incident({
		id: 'spamhaus-listing#192.0.2.9#spamhaus',
		kind: 'spamhaus-listing',
		resource: '192.0.2.9',
		receiver: 'spamhaus',
		state: 'resolved',
		openedAt: '2026-03-02T12:00:00.000Z',
		resolvedAt: '2026-03-04T12:00:00.000Z',
	});
	await acme.incident({
		id: 'complaints#all#any',
		kind: 'complaints',
		resource: 'all',
		receiver: 'any',
		state: 'reopened',
		heldByEsp: 0,
	});
	await acme.count('sending-ip', '192.0.2.10', hourAgo(30), {delivered: 700});
	await acme.count('sending-ip', '192.0.2.10', hourAgo(2), {delivered: 5});
});
afterAll(() => api.engine.stop());

const list = async (query: string, key = acme.read) => (await api.say({path: `/v1/incidents?${query}`, key})).body;
const idsOf = ({incidents}: {incidents: {id: string}[]}) => incidents.map(({id}) => id);
const show = (id: string, key = acme.read) => api.say({path: `/v1/incidents/${encodeURIComponent(id)}`, key});

describe('the list', () => {
	it('comes with what to do, and without what only the outbox needs', async () => {
		const {incidents, next} = await list('');
		expect(next).toBeNull();
		expect(incidents).toHaveLength(4);
		const ban = incidents.find(({id}: {id: string}) => id === BAN);
		expect(ban).toMatchObject({
			kind: 'ip-ban',
			resource: '192.0.2.10',
			state: 'open',
			severity: 'critical',
			organizations: 2,
			headline: expect.stringContaining('192.0.2.10'),
			nextStep: ban.advice.steps[0],
			advice: {id: 'microsoft-delist-portal'},
			delistRequest: {way: 'form', url: 'https://sender.office.com/'},
		});
		for (const field of ['tenant', 'version', 'alertSequence', 'sentSequence']) expect(ban).not.toHaveProperty(field);
	});

	it.each([
		['', [RANGE, 'complaints#all#any', BAN, 'spamhaus-listing#192.0.2.9#spamhaus']],
		['state=unresolved', [RANGE, 'complaints#all#any', BAN]],
		['state=open', [BAN]],
		['state=easing', [RANGE]],
		['state=reopened', ['complaints#all#any']],
		['state=resolved', ['spamhaus-listing#192.0.2.9#spamhaus']],
		['state=unresolved&kind=ip-ban', [RANGE, BAN]],
		['kind=account-ban', []],
	])('of %s has the right ones', async (query, ids) => {
		expect(idsOf(await list(query))).toEqual(ids);
	});

	it.each(['', 'state=unresolved&'])('is paged, and the cursor is good for that list alone (%s)', async (query) => {
		const seen: string[] = [];
		let cursor = '';
		do {
			const page = await list(`${query}limit=1${cursor}`);
			seen.push(...idsOf(page));
			cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
			if (cursor !== '') expect(await list(`kind=ip-ban${cursor}`)).toMatchObject({field: 'cursor'});
		} while (cursor !== '');
		expect(seen).toEqual(idsOf(await list(query)).toSorted());
	});

	it('has pages that fit into an answer, whatever is asked for', async () => {
		const many = await api.tenant('many');
		const numbers = Array.from({length: 260}, (_, n) => n);
		await Promise.all(numbers.map((n) => many.incident({id: `ip-ban#192.0.2.${n}#exchange-online`})));
		for (const query of ['', 'state=unresolved&']) {
			const first = await list(`${query}limit=1000`, many.read);
			const second = await list(`${query}limit=1000&cursor=${encodeURIComponent(first.next)}`, many.read);
			expect(first.incidents).toHaveLength(250);
			expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(260);
			expect(second.next).toBeNull();
		}
	});

	it("has the tenant's own only, and refuses states that there are not", async () => {
		expect(await list('state=unresolved', other.read)).toEqual({incidents: [], next: null});
		expect(await list('state=quiet')).toMatchObject({field: 'state'});
	});
});

describe('one incident', () => {
	it('has timeline, samples, evidence, and the hours of its IP from two days before', async () => {
		const {status, body} = await show(BAN);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			id: BAN,
			timeline: [{what: 'opened'}],
			samples: [{rule: 'eop-banned-ip', domain: 'example.com'}],
			evidence: {checks: [{check: 'reverse-dns', verdict: 'good'}]},
			about: {dimension: 'sending-ip', value: '192.0.2.10'},
			recovery: {heldByEsp: 9, previewFilter: {incident: BAN}},
		});
		expect(body.series).toHaveLength(69);
		expect(body.series[0].from).toBe(hourAgo(68));
		const delivered = body.series.map((row: {delivered: number}) => row.delivered);
		expect([delivered.at(-31), delivered.at(-3)]).toEqual([700, 5]);
	});

	it('is found by an id with a slash in it', async () => {
		const {status, body} = await show(RANGE);
		expect(status).toBe(200);
		expect(body).toMatchObject({resource: '192.0.2.0/24', about: {dimension: 'all', value: 'all'}, state: 'easing'});
	});

	it('of long ago ends with its end', async () => {
		const {body} = await show('spamhaus-listing#192.0.2.9#spamhaus');
		expect(body.series.map(({from}: {from: string}) => from)).toHaveLength(97);
		expect([body.series[0].from, body.series.at(-1).from]).toEqual(['2026-02-28T12', '2026-03-04T12']);
		expect(body).toMatchObject({severity: 'info', nextStep: expect.stringContaining('9 good addresses')});
	});

	it('of another tenant is as if it did not exist', async () => {
		const [theirs, nobodys] = [await show(BAN, other.read), await show('ip-ban#x#y', other.read)];
		expect(theirs.status).toBe(404);
		expect(theirs.body).toEqual(nobodys.body);
		for (const id of ['~alerts', 'x'.repeat(1_025), 'é'.repeat(600)]) expect((await show(id)).status).toBe(404);
		expect((await show(BAN, '')).status).toBe(401);
	});

	it('has the kept attribution where there is no traffic, and none of what is no refusal', async () => {
		expect((await show(BAN)).body.attribution).toMatchObject({verdict: 'too few to say'});
		const kept = {at: ago(1), verdict: 'spread', confident: 'high', words: 'Many block you.', follows: 'Stop.'};
		await other.incident({attribution: kept});
		expect((await show(BAN, other.read)).body).toMatchObject({attribution: kept, clusters: null});
		expect((await show('complaints#all#any')).body).toMatchObject({attribution: null, places: []});
	});

	it('of the operator names the tenants, and leaves the release to them', async () => {
		const operator = await api.tenant(OPERATOR);
		await operator.incident({tenants: [{tenant: 'acme', count: 12}]});
		expect((await show(BAN, operator.read)).body).toMatchObject({
			tenants: [{tenant: 'acme', count: 12}],
			recovery: {previewFilter: null},
			series: [], // hours of nothing would say that the tenants sent nothing
		});
		expect((await show(BAN)).body).not.toHaveProperty('tenants');
	});
});

describe('attribution', () => {
	const IP = '198.51.100.20';
	const cluster = ' [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]';
	const ask = (query: string, key = acme.read) => api.say({path: `/v1/attribution?${query}`, key});

	beforeAll(async () => {
		const banned = (recipient: string) =>
			fact(bounce({recipient, occurredAt: ago(2), diagnostic: RESPONSES.banned(IP) + cluster}), acme.id);
		const taken = (recipient: string, hours: number) =>
			fact(event('delivery', {recipient, senderIp: IP, occurredAt: ago(hours)}), acme.id);
		const some = (count: number, of: (index: number) => string) => Array.from({length: count}, (_, index) => of(index));
		const now = new Date();
		await recordFacts(api.store, some(40, (index) => `p${index}@firm.example`).map(banned), SETTINGS, now, EFFECTS);
		const deliveries = [
			...some(300, (index) => `p@org${index % 30}.example`).map((recipient) => taken(recipient, 1)),
			...some(50, (index) => `q${index}@firm.example`).map((recipient) => taken(recipient, 6)),
		];
		await recordTallies(
			api.store,
			talliesOf(deliveries, ({event: {recipient}}) => (recipient.startsWith('p@') ? 'EUR01' : undefined)),
			now,
		);
	});

	it('of an IP names the one organization, from the first block on, with places and clusters', async () => {
		const {status, body} = await ask(`ip=${IP}`);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			ip: IP,
			from: hourAgo(2),
			usual: null,
			deliveriesOf: 'ip',
			organizations: {verdict: 'concentrated', top: {name: 'firm.example', blocked: 40, delivered: 0}},
			clusters: {top: {name: 'EUR05'}},
			partial: false,
		});
		expect(body.organizations.words).toContain('firm.example');
		expect(body.places[0]).toEqual({domain: 'firm.example', blocked: 40, delivered: 0, microsoft365: true});
		expect(body.places).toHaveLength(31);
		expect(body.clusterPlaces).toEqual([
			{region: 'EUR05', blocked: 40, delivered: 0},
			{region: 'EUR01', blocked: 0, delivered: 300},
		]);
	});

	it('of an IP whose deliveries nobody tells takes those of all mail as counter-evidence', async () => {
		const tenant = await api.tenant('postmarked');
		const now = new Date();
		const bans = Array.from({length: 20}, (_, index) =>
			fact(
				bounce({recipient: `p${index}@firm.example`, occurredAt: ago(1), diagnostic: RESPONSES.banned(IP)}),
				tenant.id,
			),
		);
		const taken = Array.from({length: 200}, (_, index) =>
			fact(event('delivery', {recipient: `p@org${index % 20}.example`, occurredAt: ago(1)}), tenant.id),
		);
		await recordFacts(api.store, bans, SETTINGS, now, EFFECTS);
		await recordTallies(
			api.store,
			talliesOf(taken, () => 'EUR05'),
			now,
		);
		const {body} = await ask(`ip=${IP}`, tenant.read);
		expect(body).toMatchObject({
			deliveriesOf: 'all',
			organizations: {verdict: 'concentrated', figures: {blocked: 20, delivered: 200}},
		});
		const shown = await show(`ip-ban#${IP}#exchange-online`, tenant.read);
		expect(shown.body.attribution).toMatchObject({verdict: 'concentrated', figures: {blocked: 20, delivered: 200}});
	});

	it('of an incident counts the domains of its responses, whoever their mail is with', async () => {
		const text = `550 5.7.1 Unfortunately, messages from [${IP}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).`;
		const tenant = await api.tenant('network');
		const refused = Array.from({length: 6}, (_, index) =>
			fact(bounce({recipient: `p${index}@consumer.example`, occurredAt: ago(1), diagnostic: text}), tenant.id),
		);
		await recordFacts(api.store, refused, SETTINGS, new Date(), EFFECTS);
		const {body} = await show('ip-ban#198.51.100.0/24#outlook-consumer', tenant.read);
		expect(body).toMatchObject({count: 6, places: [{domain: 'consumer.example', blocked: 6}]});
	});

	it('of another IP, of a domain without mail and of another tenant has nothing', async () => {
		for (const said of [
			await ask('ip=198.51.100.21'),
			await ask(`ip=${IP}&window=7d`, other.read),
			await ask('domain=unseen.example', other.read),
		]) {
			expect(said.body).toMatchObject({places: [], organizations: {verdict: 'too few to say', confident: null}});
		}
	});

	it('of the incident is made from the time of its responses', async () => {
		const {body} = await show(`ip-ban#${IP}#exchange-online`);
		expect(body.attribution).toMatchObject({verdict: 'concentrated', top: {name: 'firm.example'}});
		expect(body.places[0]).toMatchObject({domain: 'firm.example', blocked: 40});
		expect(body).toMatchObject({count: 40, places: {length: 31}});
	});

	it.each([
		['', 'ip'],
		[`ip=${IP}&domain=firm.example`, 'ip'],
		['ip=192.0.2.0/24', 'ip'],
		['domain=no', 'domain'],
		[`ip=${IP}&window=30d`, 'window'],
	])('%s is refused, naming %s', async (query, field) => {
		expect(await ask(query)).toMatchObject({status: 400, body: {field}});
	});
});
