import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {type HourQuery, readHours} from '#shared/store/hours.ts';
import {recordTallies} from '#shared/store/tallying.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, event, fact, SETTINGS, tenantId} from '#test/support/events.ts';
import {countUnits} from '#test/support/units.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:31:00.000Z');
const at = (hour: string, given: object = {}) =>
	fact(bounce({occurredAt: `${hour}:30:00.000Z`, senderIp: '192.0.2.1', ...given}), 'hours');
async function hours(query: HourQuery, tenant = 'hours'): Promise<Record<string, Record<string, number>>> {
	const found = await readHours(engine.store, tenantId(tenant), query);
	expect(found.map(({hour}) => hour)).toEqual(found.map(({hour}) => hour).sort());
	return Object.fromEntries(found.map(({hour, counts}) => [hour, Object.fromEntries(counts)]));
}

describe('the hours of a value', () => {
	beforeAll(async () => {
		const facts = [
			at('2026-01-31T23'),
			at('2026-02-01T00'),
			at('2026-02-01T00', {esp: 'ses'}),
			at('2026-02-01T00', {senderIp: '192.0.2.11'}),
			at('2026-02-03T05', {sendingDomain: 'shop.example'}),
		];
		await recordFacts(engine.store, facts, SETTINGS, now, EFFECTS);
		const delivered = fact(
			event('delivery', {senderIp: '192.0.2.1', occurredAt: '2026-02-03T05:00:00.000Z', esp: 'sendgrid'}),
			'hours',
		);
		await recordTallies(
			engine.store,
			talliesOf([delivered], () => undefined),
			now,
		);
	});
	const time = {from: '2026-01-01T00', to: '2026-02-28T23'};

	it('are told one by one, oldest first, over the end of a month', async () => {
		expect(await hours({dimension: 'sending-ip', value: '192.0.2.1', ...time})).toEqual({
			'2026-01-31T23': {'bounced.recipient-unknown': 1},
			'2026-02-01T00': {'bounced.recipient-unknown': 2},
			'2026-02-03T05': {'bounced.recipient-unknown': 1, delivered: 1},
		});
		expect(await hours({dimension: 'sending-domain', value: 'shop.example', ...time})).toEqual({
			'2026-02-03T05': {'bounced.recipient-unknown': 1},
		});
	});

	it('of all are the sum of the ESPs', async () => {
		expect(await hours({dimension: 'all', value: 'all', ...time})).toEqual({
			'2026-01-31T23': {'bounced.recipient-unknown': 1},
			'2026-02-01T00': {'bounced.recipient-unknown': 3},
			'2026-02-03T05': {'bounced.recipient-unknown': 1, delivered: 1},
		});
	});

	it('are those that were asked for, first and last included', async () => {
		const query = {dimension: 'sending-ip', value: '192.0.2.1'} as const;
		expect(Object.keys(await hours({...query, from: '2026-02-01T00', to: '2026-02-03T04'}))).toEqual(['2026-02-01T00']);
		expect(Object.keys(await hours({...query, from: '2026-02-01T01', to: '2026-02-03T05'}))).toEqual(['2026-02-03T05']);
		expect(await hours({...query, ...time, value: '192.0.2.2'})).toEqual({});
		expect(await hours({...query, ...time}, 'hours-of-another')).toEqual({});
	});

	it('cost a read unit or two, whatever was counted in them', async () => {
		const deliver = (message: number) => {
			const facts = Array.from({length: 3}, () =>
				fact(event('delivery', {senderIp: '192.0.2.7', occurredAt: `2026-02-10T05:00:${message}.000Z`}), 'busy'),
			);
			return recordTallies(
				engine.store,
				talliesOf(facts, () => undefined),
				now,
			);
		};
		for (let message = 10; message < 50; message += 1) await deliver(message);
		const units = countUnits(engine);
		const [hour] = await readHours(engine.store, tenantId('busy'), {
			dimension: 'sending-ip',
			value: '192.0.2.7',
			...time,
		});
		expect(hour?.counts.get('delivered')).toBe(120);
		expect(units.read).toBeGreaterThan(0);
		expect(units.read).toBeLessThanOrEqual(2);
	});
});
