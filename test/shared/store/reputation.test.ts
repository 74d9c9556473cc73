import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {type CounterQuery, readCounters} from '#shared/store/reputation.ts';
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
const record = (facts: readonly Fact[]) => recordFacts(engine.store, facts, SETTINGS, now, EFFECTS);
const tally = (deliveries: readonly Fact[], regionOf: (delivery: Fact) => string | undefined = () => undefined) =>
	recordTallies(engine.store, talliesOf(deliveries, regionOf), now);
async function read(tenant: string, query: CounterQuery): Promise<Record<string, Record<string, number>>> {
	const counters = await readCounters(engine.store, tenantId(tenant), query);
	return Object.fromEntries(counters.map(({value, counts}) => [value, Object.fromEntries(counts)]));
}
const always = {from: '2025-12-01T00', to: '2026-12-31T23'};

describe('counters', () => {
	const at = (time: string, senderIp: string, tenant = 'hours') =>
		fact(bounce({occurredAt: `${time}:30:00.000Z`, senderIp, sendingDomain: 'shop.example'}), tenant);

	it('are read from hour to hour, over the ends of days, months and years', async () => {
		await record([
			at('2025-12-31T23', '192.0.2.1'),
			at('2026-01-01T00', '192.0.2.1'),
			at('2026-01-31T23', '192.0.2.1'),
			at('2026-02-01T00', '192.0.2.1'),
			at('2026-02-01T00', '192.0.2.11'),
			at('2026-02-01T05', '192.0.2.1'),
		]);
		const count = async (from: string, to: string) => {
			const one = (await read('hours', {dimension: 'sending-ip', value: '192.0.2.1', from, to}))['192.0.2.1'];
			const all = (await read('hours', {dimension: 'sending-ip', from, to}))['192.0.2.1'];
			const domain = (await read('hours', {dimension: 'recipient-domain', from, to}))['example.com'];
			expect(all).toEqual(one);
			return [one?.['bounced.recipient-unknown'] ?? 0, domain?.['bounced.recipient-unknown'] ?? 0];
		};
		expect(await count('2025-12-31T23', '2025-12-31T23')).toEqual([1, 1]);
		expect(await count('2025-12-31T00', '2026-01-01T00')).toEqual([2, 2]);
		expect(await count('2026-01-01T01', '2026-01-31T22')).toEqual([0, 0]);
		expect(await count('2026-01-31T00', '2026-02-01T04')).toEqual([2, 3]);
		expect(await count('2025-12-01T00', '2026-02-28T23')).toEqual([5, 6]);
		expect(await count('2026-03-01T00', '2026-02-01T00')).toEqual([0, 0]);
	});

	it('are kept by every dimension that a fact names', async () => {
		const diagnostic = `${RESPONSES.banned('192.0.2.9')} [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]`;
		await record([
			fact(bounce({diagnostic, sendingDomain: 'shop.example'}), 'dims'),
			fact(event('deferral', {diagnostic: RESPONSES.busy, esp: 'ses'}), 'dims'),
			fact(event('complaint', {recipient: 'x@[192.0.2.1]'}), 'dims'),
			fact(event('unsubscribe', {esp: 'ses'}), 'dims'),
		]);
		const all = {'bounced.ip-banned': 1, 'deferred.server-busy': 1, complained: 1, unsubscribed: 1};
		expect(await read('dims', {dimension: 'all', ...always})).toEqual({all});
		expect(await read('dims', {dimension: 'esp', ...always})).toEqual({
			postmark: {'bounced.ip-banned': 1, complained: 1},
			ses: {'deferred.server-busy': 1, unsubscribed: 1},
		});
		expect(await read('dims', {dimension: 'sending-ip', ...always})).toEqual({'192.0.2.9': {'bounced.ip-banned': 1}});
		expect(await read('dims', {dimension: 'sending-domain', ...always})).toEqual({
			'shop.example': {'bounced.ip-banned': 1},
		});
		expect(await read('dims', {dimension: 'region', ...always})).toEqual({EUR05: {'bounced.ip-banned': 1}});
		expect(await read('dims', {dimension: 'recipient-domain', ...always})).toEqual({
			'example.com': {'bounced.ip-banned': 1, 'deferred.server-busy': 1, unsubscribed: 1},
		});
	});

	it('of many values are all found, whatever the other hours hold', async () => {
		const ips = Array.from({length: 40}, (_, index) => `192.0.2.${index + 1}`);
		const hours = ['2026-02-01T01', '2026-02-10T10', '2026-02-10T11', '2026-02-20T20'];
		await record(hours.flatMap((hour) => ips.map((ip) => at(hour, ip, 'many'))));
		const found = await read('many', {dimension: 'sending-ip', from: '2026-02-10T00', to: '2026-02-10T23'});
		expect(Object.keys(found).sort()).toEqual(ips.toSorted());
		expect(new Set(Object.values(found).map((counts) => counts['bounced.recipient-unknown']))).toEqual(new Set([2]));
		const domains = await read('many', {dimension: 'sending-domain', from: '2026-02-10T00', to: '2026-02-10T23'});
		expect(domains).toEqual({'shop.example': {'bounced.recipient-unknown': 80}});
	});

	it('keep values apart of which one begins like another', async () => {
		const domains = ['shop.example', 'shop.example.com', 'shop.example-2.com', 'bücher.example', 'shop'];
		await record(domains.slice(0, 4).map((sendingDomain) => fact(bounce({sendingDomain}), 'alike')));
		for (const value of domains) {
			const found = await read('alike', {dimension: 'sending-domain', value, ...always});
			expect(found).toEqual(value === 'shop' ? {} : {[value]: {'bounced.recipient-unknown': 1}});
		}
		expect(Object.keys(await read('alike', {dimension: 'sending-domain', ...always})).sort()).toEqual(
			domains.slice(0, 4).sort(),
		);
	});
});

describe('tallied deliveries', () => {
	const delivered = (recipient: string, given: object = {}, tenant = 'tally') =>
		fact(event('delivery', {recipient, senderIp: '192.0.2.1', ...given}), tenant);

	it('are counted once for each webhook message, by every dimension', async () => {
		const message = [
			delivered('a@gmail.example'),
			delivered('b@gmail.example'),
			delivered('c@firm.example', {diagnostic: 'EUR05'}),
		];
		const regionOf = ({event}: Fact) => (event.kind === 'delivery' ? (event.diagnostic ?? undefined) : undefined);
		expect(await tally(message, regionOf)).toEqual({recorded: 1, duplicates: 0});
		expect(await tally(message.toReversed(), regionOf)).toEqual({recorded: 0, duplicates: 1});
		expect(await tally([...message, ...message], regionOf)).toEqual({recorded: 0, duplicates: 1});
		expect(await read('tally', {dimension: 'all', ...always})).toEqual({all: {delivered: 3}});
		expect(await read('tally', {dimension: 'sending-ip', ...always})).toEqual({'192.0.2.1': {delivered: 3}});
		expect(await read('tally', {dimension: 'recipient-domain', ...always})).toEqual({
			'gmail.example': {delivered: 2},
			'firm.example': {delivered: 1},
		});
		expect(await read('tally', {dimension: 'recipient-domain', value: 'firm.example', ...always})).toEqual({
			'firm.example': {delivered: 1},
		});
		expect(await read('tally', {dimension: 'region', ...always})).toEqual({EUR05: {delivered: 1}});
	});

	it('of one message count in the hours in which they happened', async () => {
		await tally(
			['2026-03-02T11:59:59.999Z', '2026-03-02T12:00:00.000Z'].map((occurredAt) =>
				delivered('a@gmail.example', {occurredAt}, 'split'),
			),
		);
		for (const hour of ['2026-03-02T11', '2026-03-02T12']) {
			for (const dimension of ['all', 'recipient-domain'] as const) {
				expect(Object.values(await read('split', {dimension, from: hour, to: hour}))).toEqual([{delivered: 1}]);
			}
		}
	});

	it('from more senders than a transaction holds are counted whole', async () => {
		const many = Array.from({length: 300}, (_, index) =>
			delivered(
				`r${index}@d${index}.example`,
				{senderIp: `198.51.100.${index % 200}`, sendingDomain: `s${index}.example`},
				'wide',
			),
		);
		await tally(many);
		const sum = (found: Record<string, Record<string, number>>) =>
			Object.values(found).reduce((total, counts) => total + (counts.delivered ?? 0), 0);
		for (const dimension of ['all', 'sending-ip', 'sending-domain', 'recipient-domain'] as const) {
			const found = await read('wide', {dimension, ...always});
			expect(sum(found)).toBe(300);
		}
		expect((await read('wide', {dimension: 'sending-ip', ...always}))['(other)']?.delivered).toBeGreaterThan(0);
	});

	it('to many rare domains keep the frequent ones by name and the sum right', async () => {
		const rare = Array.from({length: 2_000}, (_, index) =>
			delivered(`r@${'long-'.repeat(8)}${index}.example`, {}, 'rare'),
		);
		const frequent = Array.from({length: 50}, (_, index) => delivered(`r${index}@gmail.example`, {}, 'rare'));
		await tally([...rare, ...frequent]);
		const found = await read('rare', {dimension: 'recipient-domain', ...always});
		expect(found['gmail.example']).toEqual({delivered: 50});
		expect(Object.values(found).reduce((sum, counts) => sum + (counts.delivered ?? 0), 0)).toBe(2_050);
	});

	it('come to the same however messages are repeated and put together', async () => {
		let run = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({min: 10, max: 13})), {
						minLength: 1,
						maxLength: 6,
					}),
					{
						minLength: 1,
						maxLength: 6,
					},
				),
				fc.array(fc.array(fc.nat(5), {maxLength: 4}), {minLength: 1, maxLength: 6}),
				async (bodies, batches) => {
					run += 1;
					const tenant = `prop-${run}`;
					const messages = bodies.map((body) =>
						body.map(([name, hour]) =>
							delivered(
								`x@${name}.example`,
								{occurredAt: `2026-03-02T${hour}:00:00.000Z`, senderIp: name < 'c' ? '192.0.2.1' : '192.0.2.2'},
								tenant,
							),
						),
					);
					const sent = new Set<number>();
					for (const batch of batches) {
						const some = batch.map((index) => index % messages.length);
						for (const index of some) sent.add(index);
						const tallies = some.flatMap((index) => talliesOf(messages[index] ?? [], () => undefined));
						await recordTallies(engine.store, tallies, now);
					}
					const expected: Record<string, Record<string, number>> = {};
					for (const one of [...sent].flatMap((index) => messages[index] ?? [])) {
						const name = one.event.recipient.slice(2);
						expected[name] = {delivered: (expected[name]?.delivered ?? 0) + 1};
					}
					expect(await read(tenant, {dimension: 'recipient-domain', ...always})).toEqual(expected);
					for (const ip of ['192.0.2.1', '192.0.2.2']) {
						const {domains} = await readTraffic(engine.store, tenantId(tenant), {ip, ...always});
						const own = Object.entries(expected).filter(([name]) => name < 'c' === (ip === '192.0.2.1'));
						expect(Object.fromEntries(domains.map(({value, counts}) => [value, Object.fromEntries(counts)]))).toEqual(
							Object.fromEntries(own),
						);
					}
				},
			),
			{numRuns: 25},
		);
	});
});
