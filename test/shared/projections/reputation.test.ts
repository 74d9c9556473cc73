import {describe, expect, it} from 'vitest';
import {countsOf, talliesOf} from '#shared/projections/reputation.ts';
import {bounce, event, fact, RESPONSES} from '#test/support/events.ts';

const hour = '2026-03-02T12';

describe('the counters of a fact', () => {
	it('are one in each dimension that it names', () => {
		const diagnostic = `${RESPONSES.banned('192.0.2.9')} [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]`;
		const counts = countsOf(fact(bounce({diagnostic, sendingDomain: 'shop.example'})));
		expect(counts).toEqual(
			[
				['esp', 'postmark'],
				['sending-ip', '192.0.2.9'],
				['sending-domain', 'shop.example'],
				['recipient-domain', 'example.com', '192.0.2.9 microsoft365'],
				['region', 'EUR05', '192.0.2.9 microsoft365'],
			].map(([dimension, value, sender]) => ({
				dimension,
				value,
				hour,
				metric: 'bounced.ip-banned',
				by: 1,
				...(sender === undefined ? {} : {sender}),
			})),
		);
	});

	it('are told by kind and, for bounces and deferrals, by category', () => {
		const metrics = [
			bounce(),
			event('deferral', {diagnostic: RESPONSES.full}),
			event('complaint'),
			event('unsubscribe'),
			event('delivery'),
		].map((one) => countsOf(fact(one))[0]?.metric);
		expect(metrics).toEqual([
			'bounced.recipient-unknown',
			'deferred.mailbox-full',
			'complained',
			'unsubscribed',
			undefined,
		]);
	});

	it('have no value that is no name', () => {
		const one = fact(bounce({recipient: 'a@[192.0.2.1]'}));
		const tokens = {...one.classification!.tokens, region: 'EUR#05'};
		const odd = {...one, senderIp: '1.2.3.4#x', classification: {...one.classification!, tokens}};
		expect(countsOf(odd).map(({dimension}) => dimension)).toEqual(['esp']);
	});
});

describe('the tallies of a message', () => {
	const delivered = (given: object) => fact(event('delivery', given));

	it('are one for each hour, the same whatever the order', () => {
		const deliveries = ['11:59', '12:00', '12:30'].map((time) => delivered({occurredAt: `2026-03-02T${time}:00.000Z`}));
		const tallies = talliesOf(deliveries, () => undefined);
		expect(tallies.map((tally) => [tally.hour, tally.ids.length])).toEqual([
			['2026-03-02T11', 1],
			['2026-03-02T12', 2],
		]);
		const again = talliesOf(deliveries.toReversed().concat(deliveries), () => undefined);
		expect(again.toReversed().map(({ids}) => ids)).toEqual(tallies.map(({ids}) => ids));
		expect(again.toReversed().map(({counts}) => counts)).toEqual(tallies.map(({counts}) => counts));
	});

	it('count the rarest senders together', () => {
		const deliveries = Array.from({length: 150}, (_, index) =>
			delivered({senderIp: `192.0.2.${Math.floor(index / 2)}`}),
		);
		const [tally] = talliesOf([...deliveries, delivered({senderIp: '192.0.2.200'})], () => undefined);
		const ips = tally?.counts.filter(({dimension}) => dimension === 'sending-ip') ?? [];
		expect(ips).toHaveLength(46);
		expect(ips.at(-1)).toMatchObject({value: '(other)', by: 61});
		expect(ips.reduce((sum, {by}) => sum + by, 0)).toBe(151);
		expect(tally?.counts).toContainEqual({dimension: 'esp', value: 'postmark', hour, metric: 'delivered', by: 151});
	});

	it('are none of no deliveries', () => {
		expect(talliesOf([], () => 'EUR05')).toEqual([]);
	});
});
