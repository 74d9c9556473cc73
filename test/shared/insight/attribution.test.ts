import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {attribute, attributeClusters, type Traffic} from '#shared/insight/attribution.ts';
import {effectiveNumber, spreadOf} from '#shared/insight/spread.ts';
import {QUIET, type TrafficPlan, trafficOf} from '#test/support/simulate/traffic.ts';

const traffic = (entries: Readonly<Record<string, readonly [blocked: number, delivered: number]>>): Traffic =>
	new Map(Object.entries(entries).map(([name, [blocked, delivered]]) => [name, {blocked, delivered}]));
const many = (count: number, blocked: number, delivered: number, prefix = 'org') =>
	Object.fromEntries(
		Array.from({length: count}, (_, index) => [`${prefix}-${index}.example`, [blocked, delivered] as const]),
	);

/** Senders of all sizes, some to few and some to many organizations, evenly or not. */
const anyPlan = fc
	.record({
		seed: fc.nat(),
		size: fc.double({min: 2.3, max: 4.2, noNaN: true}),
		organizations: fc.integer({min: 20, max: 400}),
		uneven: fc.double({min: 0, max: 1.2, noNaN: true}),
		filtered: fc.double({min: 0.25, max: 0.8, noNaN: true}),
		policyRate: fc.double({min: 0.4, max: 1, noNaN: true}),
		noise: fc.double({min: 0, max: 0.0007, noNaN: true}),
	})
	.map(({size, ...given}): TrafficPlan => ({...QUIET, ...given, messages: Math.round(10 ** size)}));
const rate = (min: number, max: number) => fc.double({min, max, noNaN: true});

const STREAMS = {
	'one company': anyPlan.map((plan) => ({...plan, policies: 1})),
	'ten companies': anyPlan.map((plan) => ({...plan, policies: 10, uneven: plan.uneven / 3})),
	'shared IP banned': fc.tuple(anyPlan, rate(0.3, 1)).map(([plan, reputation]) => ({...plan, reputation})),
	throttled: fc.tuple(anyPlan, rate(0.02, 0.3)).map(([plan, reputation]) => ({...plan, reputation})),
	'slow start': fc.tuple(anyPlan, rate(0.02, 0.5)).map(([plan, reputation]) => ({...plan, reputation, slow: true})),
	noise: anyPlan,
} satisfies Record<string, fc.Arbitrary<TrafficPlan>>;
type Stream = keyof typeof STREAMS;
const STREAM_NAMES = [
	'one company',
	'ten companies',
	'shared IP banned',
	'throttled',
	'slow start',
	'noise',
] as const satisfies Stream[];

const SAMPLES = 80;
const VERDICTS = ['concentrated', 'mixed', 'spread', 'too few to say'] as const;

/** How often each stream got each verdict, where it has the five blocks that the rule asks for. */
function matrix(known: boolean) {
	return new Map(
		STREAM_NAMES.map((name) => {
			const counts = new Map<string, number>();
			for (const [index, plan] of fc.sample(STREAMS[name], {numRuns: SAMPLES, seed: 4711}).entries()) {
				const {traffic: made, microsoft365} = trafficOf({...plan, seed: plan.seed + index});
				const usual = Math.max(plan.noise, 0.0005);
				const {verdict, reason} = attribute(made, known ? {microsoft365, usual} : {});
				if (reason !== 'few-blocks') counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
			}
			return [name, counts] as const;
		}),
	);
}

function part(counts: ReadonlyMap<string, number> | undefined, ...verdicts: readonly (typeof VERDICTS)[number][]) {
	const all = [...(counts ?? [])].reduce((sum, [, count]) => sum + count, 0);
	return all === 0 ? 0 : verdicts.reduce((sum, verdict) => sum + (counts?.get(verdict) ?? 0), 0) / all;
}

describe('attribution of simulated streams', () => {
	for (const known of [true, false]) {
		it(`tells one company from a reputation, ${known ? 'with' : 'without'} knowing who is at Microsoft 365 and what is usual`, () => {
			const seen = matrix(known);
			for (const [name, counts] of seen) {
				const cells = VERDICTS.map((verdict) => `${verdict} ${counts.get(verdict) ?? 0}`);
				console.log(`${known ? 'known' : 'unknown'} · ${name.padEnd(16)} ${cells.join(' · ')}`);
			}
			expect(part(seen.get('one company'), 'concentrated')).toBeGreaterThan(0.93);
			expect(part(seen.get('ten companies'), 'concentrated')).toBe(0);
			expect(part(seen.get('ten companies'), 'spread')).toBeGreaterThan(0.85);
			for (const name of ['shared IP banned', 'throttled', 'slow start'] as const) {
				expect(part(seen.get(name), 'concentrated'), name).toBeLessThan(0.02);
				expect(part(seen.get(name), 'spread'), name).toBeGreaterThan(0.9);
			}
			if (known) expect(part(seen.get('noise'), 'too few to say')).toBeGreaterThan(0.95);
			expect(part(seen.get('noise'), 'concentrated')).toBe(0);
		});
	}

	it('is hardly ever sure of one organization while a reputation is at fault', () => {
		fc.assert(
			fc.property(fc.oneof(STREAMS['shared IP banned'], STREAMS['slow start']), (plan) => {
				const {traffic: made, microsoft365} = trafficOf(plan);
				const {verdict, confident} = attribute(made, {microsoft365});
				expect(verdict === 'concentrated' && confident === 'high').toBe(false);
			}),
			{numRuns: 150},
		);
	});
});

describe('attribution', () => {
	it('names the one organization that blocks, with those who took the mail as counter-evidence', () => {
		const microsoft365 = new Set(['contoso.example', 'org-0.example', 'org-1.example', 'org-2.example']);
		const found = attribute(traffic({'contoso.example': [40, 2], ...many(30, 0, 20), 'gmail.com': [0, 900]}), {
			microsoft365,
		});
		expect(found).toMatchObject({
			verdict: 'concentrated',
			confident: 'high',
			top: {name: 'contoso.example', kind: 'organization', blocked: 40, delivered: 2},
			elsewhere: {delivered: 1500, organizations: 31},
			otherMicrosoft365: {delivered: 60, organizations: 3},
		});
		expect(found.words).toContain('contoso.example has 40 of 40 blocks');
		expect(found.follows).toContain("contoso.example's mail administrator");
	});

	it('of a mailbox provider speaks of its filter, its domains being one', () => {
		const found = attribute(
			traffic({'hotmail.com': [20, 10], 'outlook.com': [25, 8], 'live.fr': [9, 1], ...many(50, 0, 10)}),
		);
		expect(found).toMatchObject({
			verdict: 'concentrated',
			top: {name: 'Outlook.com', kind: 'mailbox-provider', blocked: 54},
		});
		expect(found.words).toContain('under one filter');
	});

	it('does not take the biggest recipient for the culprit when the others block as much', () => {
		expect(attribute(traffic({'big.example': [800, 50], ...many(40, 5, 1)}))).toMatchObject({verdict: 'spread'});
	});

	it('says nothing where hardly anybody else was mailed', () => {
		const found = attribute(traffic({'only.example': [30, 500], 'a.example': [0, 4]}));
		expect(found).toMatchObject({verdict: 'too few to say', reason: 'no-comparison', confident: null, confidence: 0});
	});

	it('says nothing of four blocks, nor of as many as usual', () => {
		expect(attribute(traffic({'a.example': [4, 0], ...many(30, 0, 50)}))).toMatchObject({reason: 'few-blocks'});
		const few = traffic({...many(12, 1, 800)});
		expect(attribute(few, {usual: 0.001})).toMatchObject({verdict: 'too few to say', reason: 'as-usual'});
		expect(attribute(few)).toMatchObject({verdict: 'spread'});
	});

	it('blames nobody for a few blocks here and there, as any sender has them, whose usual rate is not known', () => {
		const one: readonly [number, number] = [1, 99];
		const six = {
			'a.example': one,
			'b.example': one,
			'c.example': one,
			'd.example': one,
			'e.example': one,
			'f.example': one,
		};
		for (const context of [{}, {usual: 0}]) {
			const found = attribute(traffic({...many(80, 0, 100), ...six}), context);
			expect(found).toMatchObject({verdict: 'too few to say', reason: 'as-usual'});
		}
		const policy = attribute(traffic({...many(80, 0, 100), 'a.example': [6, 0]}));
		expect(policy).toMatchObject({verdict: 'concentrated', top: {name: 'a.example'}});
	});

	it('compares Microsoft 365 with itself: that Gmail takes the mail does not excuse an IP', () => {
		const microsoft365 = new Set(['big.example', ...Object.keys(many(20, 0, 0))]);
		const entries = {
			'big.example': [60, 4],
			...many(20, 2, 0),
			'gmail.com': [0, 4000],
			'yahoo.com': [0, 2000],
		} as const;
		expect(attribute(traffic(entries), {microsoft365})).toMatchObject({verdict: 'spread', amongMicrosoft365: true});
	});

	it('calls a policy on top of a reputation mixed', () => {
		expect(attribute(traffic({'contoso.example': [300, 10], ...many(100, 2, 30)}))).toMatchObject({verdict: 'mixed'});
	});

	it('leaves out what was not told one by one, and says how much', () => {
		const found = attribute(traffic({'(other)': [500, 90], 'contoso.example': [40, 0], ...many(30, 0, 20)}));
		expect(found).toMatchObject({verdict: 'concentrated', unnamed: 500, figures: {blocked: 40}});
	});

	it('tells one Microsoft cluster from all of them', () => {
		expect(attributeClusters(traffic({EUR05: [60, 5], EUR04: [0, 300], NAM12: [0, 400]}))).toMatchObject({
			verdict: 'concentrated',
			top: {name: 'EUR05', kind: 'cluster'},
		});
		const all = attributeClusters(traffic({EUR05: [60, 5], EUR04: [40, 3], NAM12: [55, 4], NAM02: [30, 9]}));
		expect(all).toMatchObject({verdict: 'spread'});
		expect(all.words).toContain('4 Microsoft clusters block you');
	});

	it('is total: any traffic gets one verdict, a confidence and words without gaps', () => {
		const place = fc.record({blocked: fc.nat(5000), delivered: fc.nat(50_000)});
		const anyTraffic = fc.array(
			fc.tuple(fc.oneof(fc.domain(), fc.constantFrom('gmail.com', '(other)', '__proto__')), place),
		);
		fc.assert(
			fc.property(anyTraffic, fc.option(rate(0, 1), {nil: undefined}), (entries, usual) => {
				const given = new Map(entries);
				for (const found of [attribute(given, usual === undefined ? {} : {usual}), attributeClusters(given, usual)]) {
					expect(VERDICTS).toContain(found.verdict);
					expect(found.confidence >= 0 && found.confidence <= 1).toBe(true);
					expect(found.words + found.follows).not.toMatch(/\{\w+\}|NaN|Infinity|undefined/);
					for (const figure of Object.values(found.figures)) expect(Number.isFinite(figure)).toBe(true);
				}
			}),
		);
	});

	it('does not depend on the order of the domains', () => {
		fc.assert(
			fc.property(anyPlan, rate(0, 0.5), (plan, reputation) => {
				const {traffic: made} = trafficOf({...plan, reputation, policies: 1, messages: 800});
				const {verdict, figures} = attribute(made);
				const turned = attribute(new Map([...made].reverse()));
				expect([turned.verdict, turned.figures.blocked]).toEqual([verdict, figures.blocked]);
			}),
			{numRuns: 50},
		);
	});
});

describe('the effective number of places', () => {
	it('is the number of places where all are alike, 1 where all is in one, and never more than there are', () => {
		expect(effectiveNumber([50, 50, 50, 50])).toBeCloseTo(4, 0);
		expect(effectiveNumber([400, 0, 0])).toBe(1);
		expect(effectiveNumber([1, 1, 1])).toBe(3);
		expect(effectiveNumber([])).toBe(0);
		fc.assert(
			fc.property(fc.array(fc.nat(1000)), (counts) => {
				expect(effectiveNumber(counts)).toBeLessThanOrEqual(counts.filter((count) => count > 0).length);
			}),
		);
	});

	it('grows surer with the number of blocks', () => {
		const at = (times: number) =>
			spreadOf([
				{blocked: 6 * times, delivered: times},
				...Array.from({length: 20}, () => ({blocked: 0, delivered: 30 * times})),
			]);
		expect(at(1).verdict).toBe('concentrated');
		expect(at(1).confidence).toBeLessThan(at(10).confidence);
	});
});
