import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {countersOf, seriesOf} from '#shared/insight/series.ts';
import {firstBlocked, usualBlockRate} from '#shared/insight/usual-blocks.ts';
import type {Hour, Metric} from '#shared/model/reputation.ts';

const START = Date.parse('2026-02-25T00:00:00Z');
const hourAt = (index: number) => new Date(START + index * 3_600_000).toISOString().slice(0, 13);
const hour = (index: number, counts: Partial<Record<Metric, number>>): Hour => ({
	hour: hourAt(index),
	counts: new Map(
		Object.entries(counts).flatMap(([metric, count]): [Metric, number][] =>
			metric === 'delivered' || metric === 'bounced.ip-banned' || metric === 'bounced.recipient-unknown'
				? [[metric, count]]
				: [],
		),
	),
});

describe('a series', () => {
	it('has a row of zeros where nothing was counted, and sums what comes several times', () => {
		const hours = [hour(2, {delivered: 5, 'bounced.ip-banned': 1}), hour(2, {delivered: 7}), hour(0, {delivered: 1})];
		expect(seriesOf(hours, {from: hourAt(0), to: hourAt(2)}, 1)).toEqual([
			{...rowAt(0), delivered: 1},
			rowAt(1),
			{...rowAt(2), delivered: 12, bounced: {dead: 0, block: 1, other: 0}, categories: {'ip-banned': 1}},
		]);
	});

	it('of days ends with the last hour; the first day may be shorter', () => {
		const hours = [hour(0, {delivered: 1}), hour(5, {delivered: 2}), hour(6, {delivered: 4}), hour(29, {delivered: 8})];
		const rows = seriesOf(hours, {from: hourAt(0), to: hourAt(29)}, 24);
		expect(rows.map(({from, delivered}) => [from, delivered])).toEqual([
			[hourAt(0), 3],
			[hourAt(6), 12],
		]);
	});

	it('loses and invents nothing, whatever the step', () => {
		const counted = fc.record({at: fc.integer({min: -30, max: 130}), delivered: fc.nat(50), dead: fc.nat(5)});
		fc.assert(
			fc.property(fc.array(counted), fc.integer({min: 0, max: 100}), fc.constantFrom(1, 6, 24), (some, last, step) => {
				const hours = some.map(({at, delivered, dead}) => hour(at, {delivered, 'bounced.recipient-unknown': dead}));
				const rows = seriesOf(hours, {from: hourAt(0), to: hourAt(last)}, step);
				const inside = some.filter(({at}) => at >= 0 && at <= last);
				const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
				expect(rows).toHaveLength(Math.ceil((last + 1) / step));
				expect(sum(rows.map(({delivered}) => delivered))).toBe(sum(inside.map(({delivered}) => delivered)));
				expect(sum(rows.map(({bounced}) => bounced.dead))).toBe(sum(inside.map(({dead}) => dead)));
				const ofDelivered = countersOf({dimension: 'all', value: 'all'}, hours).counts.get('delivered') ?? 0;
				expect(ofDelivered).toBe(sum(some.map(({delivered}) => delivered)));
			}),
		);
	});

	it('of a time that ends before it begins is empty', () => {
		expect(seriesOf([hour(1, {delivered: 1})], {from: hourAt(2), to: hourAt(0)}, 1)).toEqual([]);
	});
});

const rowAt = (index: number) => ({
	from: hourAt(index),
	delivered: 0,
	complained: 0,
	unsubscribed: 0,
	deferred: 0,
	bounced: {dead: 0, block: 0, other: 0},
	categories: {},
});

describe('what a sender usually has blocked', () => {
	const range = {from: hourAt(0), to: hourAt(24 * 5 - 1)};
	const day = (index: number, delivered: number, blocked: number) =>
		hour(index * 24 + 3, {delivered, 'bounced.ip-banned': blocked});

	it('is the median of its days, so that one bad day is not usual', () => {
		const days = [day(0, 990, 10), day(1, 980, 20), day(2, 100, 900), day(3, 995, 5), day(4, 985, 15)];
		expect(usualBlockRate(days, range)).toBe(0.015);
	});

	it('is not known of fewer than three days with a hundred messages', () => {
		expect(usualBlockRate([day(0, 1000, 1), day(1, 1000, 1), day(2, 98, 1)], range)).toBeUndefined();
		expect(usualBlockRate([day(0, 1000, 1), day(1, 1000, 1), day(2, 99, 1)], range)).toBe(1 / 1001);
	});

	it('begins with the first block', () => {
		expect(firstBlocked([day(1, 5, 0), day(3, 0, 1), day(2, 9, 2)], range)).toBe(hourAt(2 * 24 + 3));
		expect(firstBlocked([day(1, 5, 0)], range)).toBeUndefined();
	});
});
