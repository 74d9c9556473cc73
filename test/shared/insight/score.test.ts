import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Reputation, reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {COSTS, INCIDENT_COSTS} from '#shared/insight/score-table.ts';
import {CATEGORY_NAMES} from '#shared/model/category.ts';
import type {Metric} from '#shared/model/reputation.ts';

const BAD: readonly Metric[] = [
	'complained',
	...CATEGORY_NAMES.flatMap((category) => [`bounced.${category}`, `deferred.${category}`] as const),
];
const KINDS = INCIDENT_COSTS.map(({kind}) => kind);

const anyCounts = fc
	.tuple(
		fc.integer({min: 0, max: 200_000}),
		fc.array(fc.tuple(fc.constantFrom(...BAD), fc.integer({min: 0, max: 20_000})), {maxLength: 8}),
	)
	.map(([delivered, bad]) => new Map<Metric, number>([['delivered', delivered], ...bad]));
const anyOpen = fc.subarray(KINDS);

const of = (counts: ReadonlyMap<Metric, number>): Reputation =>
	reputationOf({dimension: 'sending-ip', value: '203.0.113.7', counts});
const plus = (counts: ReadonlyMap<Metric, number>, metric: Metric, by = 1) =>
	new Map(counts).set(metric, (counts.get(metric) ?? 0) + by);

describe('the score', () => {
	it('lies between 0 and 100 and is 100 less what its parts cost, unless a ceiling is lower', () => {
		fc.assert(
			fc.property(anyCounts, anyOpen, (counts, open) => {
				const {score, parts, ceiling} = scoreOf(of(counts), open);
				const cost = parts.reduce((sum, {points}) => sum + points, 0);
				expect(score).toBe(Math.max(0, Math.min(100 - cost, ceiling?.at ?? 100)));
				for (const {points, most} of parts) expect(points >= 0 && points <= most).toBe(true);
			}),
		);
	});

	it('is never better with one more open incident', () => {
		fc.assert(
			fc.property(anyCounts, anyOpen, fc.constantFrom(...KINDS), (counts, open, kind) => {
				expect(scoreOf(of(counts), [...open, kind]).score).toBeLessThanOrEqual(scoreOf(of(counts), open).score);
			}),
		);
	});

	it('is never better than 40 with an open ban, however good the counts', () => {
		fc.assert(
			fc.property(
				anyCounts,
				anyOpen,
				fc.constantFrom('ip-ban', 'account-ban', 'spamhaus-listing'),
				(counts, open, ban) => {
					expect(scoreOf(of(counts), [...open, ban]).score).toBeLessThanOrEqual(40);
				},
			),
		);
	});

	it('is never better with more bad events, nor worse with more deliveries', () => {
		fc.assert(
			fc.property(anyCounts, fc.constantFrom(...BAD), fc.integer({min: 1, max: 5000}), (counts, metric, by) => {
				const before = scoreOf(of(counts)).score;
				expect(scoreOf(of(plus(counts, metric, by))).score).toBeLessThanOrEqual(before);
				expect(scoreOf(of(plus(counts, 'delivered', by))).score).toBeGreaterThanOrEqual(before);
			}),
		);
	});

	it('moves little with one event, however few there are', () => {
		fc.assert(
			fc.property(anyCounts, fc.constantFrom<Metric>('delivered', ...BAD), (counts, metric) => {
				const change = scoreOf(of(plus(counts, metric))).score - scoreOf(of(counts)).score;
				expect(Math.abs(change)).toBeLessThanOrEqual(4);
			}),
		);
	});

	it('of nothing is 100 and says how little it rests on', () => {
		expect(scoreOf(of(new Map()))).toMatchObject({score: 100, certainty: 'low'});
		expect(scoreOf(of(new Map([['delivered', 50_000]])))).toMatchObject({score: 100, certainty: 'high'});
	});

	it('tells a bad list from a few dead addresses', () => {
		const few = of(
			new Map<Metric, number>([
				['delivered', 9],
				['bounced.recipient-unknown', 1],
			]),
		);
		const many = of(
			new Map<Metric, number>([
				['delivered', 9000],
				['bounced.recipient-unknown', 1000],
			]),
		);
		expect(scoreOf(few).score).toBe(100);
		expect(scoreOf(many)).toMatchObject({score: 76});
		expect(scoreOf(many).parts.find(({id}) => id === 'dead-addresses')).toMatchObject({
			points: 24,
			words: 'Dead addresses: 1,000 of 10,000 delivered or dead',
		});
	});

	it('costs nothing for complaints that nobody tells of', () => {
		const region = reputationOf({dimension: 'region', value: 'EUR05', counts: new Map([['delivered', 10_000]])});
		expect(scoreOf(region).parts).toContainEqual(
			expect.objectContaining({id: 'complaints', points: 0, notAvailable: true}),
		);
	});
});

describe('the table of costs', () => {
	it('comes to 100, and what is usual costs nothing', () => {
		expect(COSTS.reduce((sum, {most}) => sum + most, 0)).toBe(100);
		for (const {id, free, full, usual} of COSTS) expect(usual.mean <= free && free < full, id).toBe(true);
	});
});
