import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import type {Counters} from '#shared/model/reputation.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {recordTallies} from '#shared/store/tallying.ts';
import {readTraffic} from '#shared/store/traffic.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, event, fact, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:31:00.000Z');
const time = {from: '2026-03-02T00', to: '2026-03-02T23'};
const record = (facts: readonly Fact[]) => recordFacts(engine.store, facts, SETTINGS, now, EFFECTS);
const tally = (deliveries: readonly Fact[], regionOf: (delivery: Fact) => string | undefined = () => undefined) =>
	recordTallies(engine.store, talliesOf(deliveries, regionOf), now);
const told = (counters: readonly Counters[]) =>
	Object.fromEntries(counters.map(({value, counts}) => [value, Object.fromEntries(counts)]));
const cluster = ' [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]';

describe('the traffic of a sending IP', () => {
	const banned = (ip: string, recipient: string, given: object = {}) =>
		fact(bounce({recipient, diagnostic: RESPONSES.banned(ip) + cluster, ...given}), 'by-ip');
	const delivered = (senderIp: string | null, recipient: string, region?: string) =>
		fact(event('delivery', {recipient, senderIp, diagnostic: region ?? null}), 'by-ip');
	const regionOf = ({event: told}: Fact) => (told.kind === 'delivery' ? (told.diagnostic ?? undefined) : undefined);

	beforeAll(async () => {
		await record([
			banned('192.0.2.1', 'a@firm.example'),
			banned('192.0.2.1', 'b@firm.example'),
			banned('192.0.2.2', 'a@other.example'),
			fact(bounce({recipient: 'a@plain.example', diagnostic: RESPONSES.unknown}), 'by-ip'),
		]);
		await tally(
			[
				delivered('192.0.2.1', 'x@gmail.example'),
				delivered('192.0.2.1', 'x@third.example', 'EUR05'),
				delivered('192.0.2.2', 'y@firm.example', 'NAM12'),
				delivered(null, 'x@gmail.example'),
			],
			regionOf,
		);
	});

	it('is told apart from that of others', async () => {
		const {domains, regions, partial} = await readTraffic(engine.store, tenantId('by-ip'), {ip: '192.0.2.1', ...time});
		expect(told(domains)).toEqual({
			'firm.example': {'bounced.ip-banned': 2},
			'gmail.example': {delivered: 1},
			'third.example': {delivered: 1},
		});
		expect(told(regions)).toEqual({EUR05: {'bounced.ip-banned': 2, delivered: 1}});
		expect(partial).toBeUndefined();
	});

	it('of all is what the counters of recipient domains and regions say', async () => {
		const all = await readTraffic(engine.store, tenantId('by-ip'), time);
		for (const [dimension, counters] of [
			['recipient-domain', all.domains],
			['region', all.regions],
		] as const) {
			expect(told(counters)).toEqual(told(await readCounters(engine.store, tenantId('by-ip'), {dimension, ...time})));
		}
		expect(told(all.domains)).toMatchObject({'gmail.example': {delivered: 2}, 'plain.example': {}});
	});

	it('names the domains that Microsoft 365 answered for, by whichever sender it was learned', async () => {
		const {microsoft365} = await readTraffic(engine.store, tenantId('by-ip'), {ip: '192.0.2.9', ...time});
		expect([...microsoft365].sort()).toEqual(['firm.example', 'other.example', 'third.example']);
	});

	it('does not take a consumer mailbox for Microsoft 365', async () => {
		const diagnostic = `550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).${cluster}`;
		const one = fact(bounce({recipient: 'a@hotmail.com', diagnostic}), 'consumer');
		expect(one.classification).toMatchObject({source: 'outlook-consumer', tokens: {region: 'EUR05'}});
		await record([one]);
		const {domains, microsoft365} = await readTraffic(engine.store, tenantId('consumer'), time);
		expect(Object.keys(told(domains))).toEqual(['hotmail.com']);
		expect([...microsoft365]).toEqual([]);
	});
});

describe('a list', () => {
	it('tells at most 50 senders apart, those with most mail, and loses none of the mail', async () => {
		const deliveries = Array.from({length: 300}, (_, index) =>
			fact(
				event('delivery', {recipient: `r@d${index % 7}.example`, senderIp: `198.51.100.${Math.min(index, 120)}`}),
				'senders',
			),
		);
		await tally(deliveries, () => 'EUR05');
		const messages = async (ip?: string) => {
			const {domains} = await readTraffic(engine.store, tenantId('senders'), {ip, ...time});
			return domains.reduce((sum, {counts}) => sum + (counts.get('delivered') ?? 0), 0);
		};
		expect(await messages()).toBe(300);
		expect(await messages('198.51.100.120')).toBe(180);
		const ips = Array.from({length: 121}, (_, index) => `198.51.100.${index}`);
		const found = await Promise.all(ips.map(messages));
		expect(found.filter((sum) => sum > 0)).toHaveLength(50);
		expect((await readTraffic(engine.store, tenantId('senders'), time)).microsoft365.size).toBe(7);
	});
});
