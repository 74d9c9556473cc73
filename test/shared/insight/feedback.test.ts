import {describe, expect, it} from 'vitest';
import {type feedbackOf, withFeedback, withoutFeedback} from '#shared/insight/feedback.ts';
import {reputationOf} from '#shared/insight/rates.ts';
import type {Counters, Dimension, Metric} from '#shared/model/reputation.ts';

const counters = (dimension: Dimension, value: string, delivered: number, complained = 0): Counters => ({
	dimension,
	value,
	counts: new Map<Metric, number>([
		['delivered', delivered],
		['complained', complained],
		['bounced.ip-banned', 0],
	]),
});

describe('messages without a feedback loop', () => {
	const domains = [
		counters('recipient-domain', 'gmail.com', 3000),
		counters('recipient-domain', 'hotmail.com', 500, 2),
		counters('recipient-domain', 'contoso.example', 1500),
		counters('recipient-domain', 'yahoo.com', 2000, 4),
	];

	it("are Gmail's and Microsoft 365's, but not Outlook.com's or Yahoo's", () => {
		expect(withoutFeedback(domains, [counters('region', 'EUR05', 1500), counters('region', 'NAM12', 500)])).toBe(4500);
		expect(withoutFeedback(domains, [])).toBe(3000);
		expect(withoutFeedback([], [])).toBe(0);
	});

	it('are left out of the complaint rate, which is not available where nobody else was mailed', () => {
		const all = counters('all', 'all', 7000, 6);
		expect(reputationOf(all).rates.complaint.rate).toBeCloseTo(6 / 7000, 6);
		expect(reputationOf({...all, withoutFeedback: 4500}).rates.complaint.rate).toBeCloseTo(6 / 2500, 6);
		const contoso = counters('recipient-domain', 'contoso.example', 1500);
		expect(reputationOf({...contoso, withoutFeedback: 1500}).rates.complaint).toEqual({
			rate: null,
			told: 'not available',
		});
		expect(reputationOf(contoso).rates.complaint.told).toBe('yes');
	});
});

describe('a complaint rate', () => {
	const rateOf = (delivered: number, complained: number, known?: ReturnType<typeof feedbackOf>) => {
		const counts = new Map<Metric, number>([
			['delivered', delivered],
			['complained', complained],
		]);
		return reputationOf(withFeedback({dimension: 'all', value: 'all', counts}, known)).rates.complaint;
	};

	it('of nothing is not available where nobody is known to tell complaints', () => {
		expect(rateOf(50_000, 0)).toEqual({rate: null, told: 'not available'});
		expect(rateOf(50_000, 0, {silent: 50_000, telling: 0})).toEqual({rate: null, told: 'not available'});
		expect(rateOf(50_000, 0, {silent: 0, telling: 0})).toEqual({rate: null, told: 'not available'});
	});

	it('of nothing is zero where enough messages went to those who tell, and too few to say below', () => {
		expect(rateOf(50_000, 0, {silent: 40_000, telling: 1_000})).toMatchObject({rate: 0, told: 'yes'});
		expect(rateOf(50_000, 0, {silent: 40_000, telling: 999})).toEqual({rate: null, told: 'too few to say'});
		expect(rateOf(999, 0)).toEqual({rate: null, told: 'too few to say'});
	});

	it('of some is made without those who tell none, as far as they are known', () => {
		expect(rateOf(10_000, 10)).toMatchObject({rate: 0.001});
		expect(rateOf(10_000, 10, {silent: 8_000, telling: 500})).toMatchObject({rate: 0.005});
	});
});
