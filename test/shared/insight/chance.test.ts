import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {drawPoisson, lnRatioOfTwoRates, poissonTail, sequence} from '#shared/insight/chance.ts';
import {shrunk, wilson} from '#shared/insight/interval.ts';
import {WINDOWS, windowAt} from '#shared/insight/windows.ts';

const rate = fc.double({min: 0, max: 1, noNaN: true});

describe('the interval of a rate', () => {
	it('is the one of the textbooks', () => {
		const {low, high} = wilson(10, 100);
		expect([low, high].map((bound) => Math.round(bound * 1e4) / 1e4)).toEqual([0.0552, 0.1744]);
		expect(wilson(0, 50).low).toBe(0);
		expect(wilson(0, 50).high).toBeCloseTo(0.0714, 3);
		expect(wilson(0, 0)).toEqual({low: 0, high: 1});
	});

	it('holds the rate, and gets narrower with more messages', () => {
		fc.assert(
			fc.property(fc.integer({min: 1, max: 10_000}), rate, (total, part) => {
				const count = Math.floor(total * part);
				const few = wilson(count, total);
				const many = wilson(count * 10, total * 10);
				expect(few.low <= count / total + 1e-12 && count / total <= few.high + 1e-12).toBe(true);
				expect(many.high - many.low).toBeLessThan(few.high - few.low);
			}),
		);
	});
});

describe('a rate drawn toward the usual', () => {
	it('lies between the usual one and what was counted', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 1, max: 10_000}),
				rate,
				rate,
				fc.integer({min: 1, max: 5000}),
				(total, part, mean, messages) => {
					const counted = Math.floor(total * part) / total;
					const drawn = shrunk(Math.floor(total * part), total, {mean, messages});
					expect(drawn).toBeGreaterThanOrEqual(Math.min(counted, mean) - 1e-9);
					expect(drawn).toBeLessThanOrEqual(Math.max(counted, mean) + 1e-9);
				},
			),
		);
		expect(shrunk(0, 0, {mean: 0.01, messages: 100})).toBe(0.01);
	});
});

describe('chance', () => {
	it('of so many events or more agrees with the sum over fewer', () => {
		fc.assert(
			fc.property(fc.nat(60), fc.double({min: 0.01, max: 40, noNaN: true}), (count, mean) => {
				let [term, fewer] = [Math.exp(-mean), 0];
				for (let at = 0; at < count; at++) {
					fewer += term;
					term *= mean / (at + 1);
				}
				expect(poissonTail(count, mean)).toBeCloseTo(1 - fewer, 6);
			}),
		);
	});

	it('of more events is never greater, of a greater mean never smaller, far out as well', () => {
		fc.assert(
			fc.property(fc.nat(100_000), fc.double({min: 0.001, max: 100_000, noNaN: true}), (count, mean) => {
				const at = poissonTail(count, mean);
				expect(at >= 0 && at <= 1).toBe(true);
				expect(poissonTail(count + 1, mean)).toBeLessThanOrEqual(at + 1e-9);
				expect(poissonTail(count, mean * 1.1)).toBeGreaterThanOrEqual(at - 1e-6);
			}),
		);
		expect(poissonTail(1, 0)).toBe(0);
	});

	it('two rates fit no better than one where they are the same', () => {
		expect(lnRatioOfTwoRates(10, 100, 100, 1000)).toBeCloseTo(0, 9);
		expect(lnRatioOfTwoRates(10, 10, 0, 1000)).toBeGreaterThan(40);
		expect(lnRatioOfTwoRates(0, 0, 0, 0)).toBe(0);
	});

	it('is drawn the same each time, around the mean that is asked for', () => {
		const draw = (mean: number) => {
			const random = sequence();
			return Array.from({length: 2000}, () => drawPoisson(mean, random));
		};
		for (const mean of [0.5, 8, 300]) {
			const drawn = draw(mean);
			expect(drawn).toEqual(draw(mean));
			const average = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
			expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / drawn.length));
		}
		expect(drawPoisson(0, sequence())).toBe(0);
	});
});

describe('windows', () => {
	it('end with the running hour and have the hours that they say', () => {
		const now = new Date('2026-03-02T12:20:00.000Z');
		expect(windowAt('24h', now)).toEqual({
			name: '24h',
			from: '2026-03-01T13',
			to: '2026-03-02T12',
			words: 'the last 24 hours',
		});
		expect(windowAt('1h', now)).toMatchObject({from: '2026-03-02T11', to: '2026-03-02T12'});
		for (const name of ['1h', '24h', '7d', '30d'] as const) {
			const {from, to} = windowAt(name, now);
			expect((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 3_600_000 + 1, name).toBe(WINDOWS[name].hours);
		}
	});
});
