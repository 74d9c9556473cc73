import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {categoryLayers, stacked, sumOf, volumeLayers} from '#functions/console/page/charts/layers.ts';
import type {HourAnswer} from '#functions/console/page/insight/answers.ts';
import {percent} from '#functions/console/page/insight/figures.ts';
import {hoursOf, partOf, percentsOf} from '#functions/console/page/settings/numbers.ts';
import {CATEGORY_NAMES} from '#shared/model/category.ts';

const hour = fc.record({
	from: fc.constant('2026-03-02T12'),
	delivered: fc.nat(1000),
	complained: fc.nat(10),
	unsubscribed: fc.nat(10),
	deferred: fc.nat(100),
	bounced: fc.record({dead: fc.nat(100), block: fc.nat(100), other: fc.nat(100)}),
	categories: fc.dictionary(fc.constantFrom(...CATEGORY_NAMES), fc.nat(100)),
});

const heights = (layers: readonly {values: readonly number[]}[]) =>
	stacked(layers.map((one) => ({name: '', look: 0, ...one})));

describe('layers', () => {
	it('come to all messages of each bar', () => {
		fc.assert(
			fc.property(fc.array(hour, {minLength: 1, maxLength: 30}), (series: HourAnswer[]) => {
				const tops = heights(volumeLayers(series)).at(-1);
				const all = series.map(({delivered, bounced: {dead, block, other}}) => delivered + dead + block + other);
				expect(tops).toEqual(all);
			}),
		);
	});

	it('lose no category, however many there are, and are never more than can be told apart', () => {
		fc.assert(
			fc.property(fc.array(hour, {minLength: 1, maxLength: 30}), (series: HourAnswer[]) => {
				const layers = categoryLayers(series);
				expect(layers.length).toBeLessThanOrEqual(6);
				expect(new Set(layers.map(({look}) => look)).size).toBe(layers.length);
				const all = sumOf(series.flatMap(({categories}) => Object.values(categories)));
				expect(sumOf(layers.flatMap(({values}) => [...values]))).toBe(all);
			}),
		);
	});

	it('begin with the category that is most frequent', () => {
		const [row] = fc.sample(hour, 1);
		const layers = categoryLayers([{...row!, categories: {'mailbox-full': 1, 'ip-banned': 7, 'sender-dns': 0}}]);
		expect(layers.map(({name}) => name)).toEqual(['IP banned', 'Mailbox full']);
	});
});

describe('percents', () => {
	it('have as many digits as small rates need', () => {
		expect([0, 0.00044, 0.0123, 0.5].map(percent)).toEqual(['0%', '0.044%', '1.23%', '50%']);
	});

	it('are read as people write them, and come back', () => {
		expect(['3.5', '3,5 %', ' 0.05% ', '100'].map(partOf)).toEqual([0.035, 0.035, 0.0005, 1]);
		expect(['much', '-1', ''].map(partOf)).toEqual(['much', '-1', '']);
		fc.assert(
			fc.property(fc.integer({min: 1, max: 10_000}), (basis) => {
				expect(partOf(percentsOf(basis / 10_000))).toBe(basis / 10_000);
			}),
		);
	});
});

it('hours may have a fraction', () => {
	expect(['6', '1.5', '0,25', 'a day'].map(hoursOf)).toEqual([6, 1.5, 0.25, 'a day']);
});
