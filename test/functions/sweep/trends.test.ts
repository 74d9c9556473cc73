import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {sweepAll} from '#functions/sweep/sweep.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {listIncidents} from '#shared/store/incidents.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {chunk, event, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {tenantWith} from '#test/support/tenant.ts';

const START = Date.parse('2026-03-02T00:00:00.000Z');
const HOUR = 3_600_000;
const time = (hours: number) => new Date(START + hours * HOUR).toISOString();

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

let made = 0;
async function newTenant(settings: Partial<TenantSettings> = {}): Promise<TenantId> {
	made += 1;
	const id = tenantId(`trend-${made}`);
	const plain = tenantWith({id});
	await createTenant(engine.store, {...plain, settings: {...plain.settings, ...settings}, version: 0});
	return id;
}

async function recorded(tenant: TenantId, events: readonly Event[], at: number): Promise<void> {
	const now = () => new Date(time(at));
	const deps = {store: engine.store, classify, now, tellTrouble: troubleTeller(engine.store, now)};
	await record([chunk(events, tenant, time(at))], SETTINGS, deps);
}
const sweep = (at: number, looked = new Map<TenantId, number>()) =>
	sweepAll({store: engine.store, now: () => new Date(time(at)), remaining: () => 60_000, looked});
const incidentsOf = async (tenant: TenantId) => (await listIncidents(engine.store, tenant, {limit: 50})).incidents;

type Given = Parameters<typeof event>[1];
const some = (count: number, kind: Event['kind'], hour: number, given: Given = {}): Event[] =>
	Array.from({length: count}, (_, index) =>
		event(kind, {occurredAt: time(hour + index / count), recipient: `p${index}@d${index % 9}.example`, ...given}),
	);
/** Days of mail without trouble, up to an hour. */
const quiet = (from: number, to: number, given: Given = {}): Event[] =>
	Array.from({length: (to - from) / 6}, (_, index) => some(120, 'delivery', from + index * 6, given)).flat();

const IP = '198.51.100.50';
const throttled = (count: number, hour: number, given: Given = {}) =>
	some(count, 'deferral', hour, {
		diagnostic: `451 4.7.650 The mail server [${IP}] has been temporarily rate limited due to IP reputation. (S775)`,
		senderIp: IP,
		...given,
	});

describe('throttling', () => {
	it('opens for the IP, is not opened beside a ban, and gives way to one without an alert', async () => {
		const tenant = await newTenant();
		await recorded(tenant, quiet(0, 48, {senderIp: IP}), 48);
		await recorded(tenant, [...some(120, 'delivery', 48, {senderIp: IP}), ...throttled(40, 48)], 49);
		await sweep(49);
		const [opened] = await incidentsOf(tenant);
		expect(opened).toMatchObject({
			id: `throttling#${IP}#any`,
			state: 'open',
			alertSequence: 1,
			count: 40,
			senderIp: IP,
			codes: ['4.7.650', 'S775'],
			trend: {bad: 40, total: 160, usual: {rate: 0}},
		});
		expect(opened?.domains.reduce((sum, {count}) => sum + count, 0)).toBe(40);

		await sweep(49.25);
		expect((await incidentsOf(tenant))[0]).toMatchObject({alertSequence: 1, state: 'open'});

		const diagnostic = `550 5.7.1 Unfortunately, messages from [${IP}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).`;
		await recorded(tenant, some(3, 'bounce', 50, {diagnostic, senderIp: IP, recipient: 'jo@outlook.com'}), 51);
		await recorded(tenant, throttled(40, 50), 51);
		await sweep(51);
		const [ban, over] = await incidentsOf(tenant);
		expect(ban).toMatchObject({id: 'ip-ban#198.51.100.0/24#outlook-consumer', state: 'open', alertSequence: 1});
		expect(over).toMatchObject({state: 'resolved', alertSequence: 1, alertState: 'opened', supersededBy: ban?.id});
		expect(over?.timeline.map(({what}) => what)).toEqual(['opened', 'superseded']);

		await recorded(tenant, [...some(60, 'delivery', 51, {senderIp: IP}), ...throttled(60, 51)], 52);
		await sweep(52);
		expect((await incidentsOf(tenant)).map(({state}) => state)).toEqual(['open', 'resolved']);
	});

	it('is seen where the ESP does not say which IP delivered, and not where it is the usual part of all', async () => {
		const [tenant, usual] = [await newTenant(), await newTenant()];
		const answered = {senderIp: null, esp: 'postmark'};
		await recorded(tenant, quiet(0, 48, answered), 48);
		await recorded(tenant, [...some(120, 'delivery', 48, answered), ...throttled(30, 48, answered)], 49);
		await sweep(52);
		const always = Array.from({length: 9}, (_, index) => throttled(30, index * 6, answered)).flat();
		await recorded(usual, [...quiet(0, 54, answered), ...always], 54);
		await sweep(54);
		expect(await incidentsOf(tenant)).toMatchObject([{resource: IP, trend: {bad: 30, total: 150}}]);
		expect(await incidentsOf(usual)).toEqual([]);
	});
});

const dead = (count: number, hour: number, given: Given = {}) =>
	some(count, 'bounce', hour, {diagnostic: RESPONSES.unknown, ...given});

describe('a bad list', () => {
	it('is one incident, named for the domain that has nearly all of it, eases, ends, and opens again', async () => {
		const tenant = await newTenant();
		const from = (domain: string) => ({sendingDomain: domain});
		await recorded(tenant, quiet(0, 48, from('shop.example')), 48);
		const bad = [...dead(50, 48, from('shop.example')), ...dead(2, 48, from('other.example'))];
		await recorded(tenant, [...some(120, 'delivery', 48), ...bad], 49);
		await sweep(49);
		expect(await incidentsOf(tenant)).toMatchObject([
			{id: 'list-quality#shop.example#any', count: 52, domains: expect.any(Array)},
		]);
		await recorded(tenant, [...some(120, 'delivery', 50), ...dead(60, 50, from('other.example'))], 51);
		await sweep(51);
		expect(await incidentsOf(tenant)).toMatchObject([{resource: 'shop.example', count: 112, state: 'open'}]);

		await recorded(tenant, quiet(52, 64), 64);
		await sweep(56);
		expect(await incidentsOf(tenant)).toMatchObject([{state: 'easing', alertSequence: 1}]);
		await sweep(64);
		const [over] = await incidentsOf(tenant);
		expect(over).toMatchObject({state: 'resolved', alertSequence: 2, alertState: 'resolved'});

		await recorded(tenant, [...some(60, 'delivery', 70), ...dead(60, 70, from('shop.example'))], 71);
		await sweep(71);
		expect(await incidentsOf(tenant)).toMatchObject([
			{state: 'reopened', episode: 2, alertSequence: 3, alertState: 'opened', count: 60},
		]);
	});

	it('is one from the rate that the tenant says, and rings for nobody where the kind is muted', async () => {
		const [strict, muted] = [
			await newTenant({leastRates: {'list-quality': 0.4}}),
			await newTenant({mutedKinds: ['list-quality']}),
		];
		for (const tenant of [strict, muted]) {
			await recorded(tenant, [...quiet(0, 48), ...some(120, 'delivery', 48), ...dead(40, 48)], 49);
		}
		await sweep(49);
		expect(await incidentsOf(strict)).toEqual([]);
		expect(await incidentsOf(muted)).toMatchObject([{state: 'open', alertSequence: 0}]);
	});
});

describe('failing authentication', () => {
	it('is named for the domain that the responses speak of, where no event names one', async () => {
		const tenant = await newTenant();
		const diagnostic =
			"550 5.7.515 Access denied, sending domain SHOP.EXAMPLE does not meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender. Spf= Pass , Dkim= Fail , DMARC= Fail";
		await recorded(tenant, quiet(0, 48), 48);
		await recorded(tenant, [...some(120, 'delivery', 48), ...some(30, 'bounce', 48, {diagnostic})], 49);
		await sweep(49);
		await sweep(49.25);
		expect(await incidentsOf(tenant)).toMatchObject([
			{
				id: 'authentication#shop.example#any',
				count: 30,
				trend: {failing: {domain: 'shop.example', checks: ['DKIM', 'DMARC']}},
			},
		]);
		await sweep(49 + 24.1);
		expect(await incidentsOf(tenant)).toMatchObject([{state: 'resolved', alertSequence: 2}]);
	});
});

describe('complaints', () => {
	it('are out of those whose provider tells them, and looked at once an hour', async () => {
		const tenant = await newTenant();
		const at = (domain: string) => ({recipient: `jo@${domain}`});
		await recorded(
			tenant,
			[...quiet(0, 48), ...some(1_500, 'delivery', 50), ...some(9_000, 'delivery', 50, at('gmail.com'))],
			52,
		);
		await recorded(tenant, some(9, 'complaint', 52, {...at('yahoo.com'), sendingDomain: 'shop.example'}), 53);
		await sweep(53);
		const [found] = await incidentsOf(tenant);
		expect(found).toMatchObject({id: 'complaints#shop.example#any', state: 'open', response: '', count: 9});
		expect(found?.trend?.total).toBeLessThan(4_000);

		const looked = new Map<TenantId, number>([[tenant, Date.parse(time(54))]]);
		const complaint = {...at('yahoo.com'), sendingDomain: 'shop.example'};
		await recorded(tenant, some(9, 'complaint', 53, complaint), 54);
		await sweep(54.25, looked);
		expect(await incidentsOf(tenant)).toMatchObject([{count: 9}]);
		await sweep(55, looked);
		expect(await incidentsOf(tenant)).toMatchObject([{count: 18}]);
	});
});

it('a fault with one tenant stops no other', async () => {
	const [broken, fine] = [await newTenant(), await newTenant()];
	for (const tenant of [broken, fine]) {
		await recorded(tenant, [...quiet(100, 148), ...some(120, 'delivery', 148), ...dead(40, 148)], 149);
	}
	const {middlewareStack} = engine.store.client;
	middlewareStack.add(
		(next) => async (args) => {
			if (JSON.stringify(args.input).includes(`"${broken}#`)) throw new Error('out of order');
			return next(args);
		},
		{step: 'initialize', name: 'out-of-order'},
	);
	await expect(sweep(149)).rejects.toThrow(/^sweep: 1 of \d+ failed$/);
	middlewareStack.remove('out-of-order');
	expect(await incidentsOf(fine)).toMatchObject([{kind: 'list-quality'}]);
	await sweep(149);
	expect(await incidentsOf(broken)).toMatchObject([{kind: 'list-quality'}]);
});
