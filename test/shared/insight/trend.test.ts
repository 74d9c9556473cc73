import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {failedChecks, failingAuthentication} from '#shared/insight/authentication-check.ts';
import {median, riseOf} from '#shared/insight/trend.ts';
import {TRENDS, type TrendKind} from '#shared/insight/trend-table.ts';
import type {Hour, Metric} from '#shared/model/reputation.ts';
import {randomOf} from '#test/support/simulate/random.ts';

const NOW = new Date('2026-03-20T12:20:00.000Z');
const KINDS = ['throttling', 'list-quality', 'authentication', 'complaints'] as const satisfies TrendKind[];
const METRIC: Readonly<Record<TrendKind, Metric>> = {
	throttling: 'deferred.ip-throttled',
	'list-quality': 'bounced.recipient-unknown',
	authentication: 'bounced.authentication-failed',
	complaints: 'complained',
};

const hourAt = (back: number) => new Date(NOW.getTime() - back * 3_600_000).toISOString().slice(0, 13);

/** Hours back from now: what each came to. */
function series(hours: number, counts: (back: number) => Partial<Record<Metric, number>>): Hour[] {
	return Array.from({length: hours}, (_, back) => {
		const map = new Map<Metric, number>();
		for (const metric of ['delivered', ...Object.values(METRIC)] as const) {
			const count = counts(back)[metric];
			if (count !== undefined) map.set(metric, count);
		}
		return {hour: hourAt(back), counts: map};
	});
}
const about = {resource: '203.0.113.7'};

describe('a rise', () => {
	it('of throttling is told with what is usual, how the volume changed, and what to do', () => {
		const hours = series(15 * 24, (back) =>
			back < 6
				? {delivered: 150, 'deferred.ip-throttled': 30}
				: {delivered: back < 24 ? 120 : 50, 'deferred.ip-throttled': back % 4 === 0 ? 1 : 0},
		);
		const found = riseOf('throttling', hours, NOW, about);
		expect(found).toMatchObject({
			kind: 'throttling',
			hours: 6,
			from: '2026-03-20T07',
			to: '2026-03-20T12',
			since: '2026-03-20T07',
			bad: 180,
			total: 1080,
			volume: {today: 3060, usual: 1200, most: 1200},
		});
		expect(found?.words).toBe(
			'203.0.113.7 is slowed down for its reputation: 180 of 1,080 attempts in the last 6 hours (16.7 %, usually 0.33 %). That comes before a ban. It sent 2.5 times as much as usual: 3,060 messages in 24 hours, usually 1,200.',
		);
		expect(found?.follows).toContain('raise it again in steps');
	});

	it('is none while it stays as it always was, be it as bad as it may', () => {
		for (const kind of KINDS) {
			const always = series(32 * 24, () => ({delivered: 1000, [METRIC[kind]]: 80}));
			expect(riseOf(kind, always, NOW, about), kind).toBeUndefined();
		}
	});

	it('stays one against what was usual when it began, however long it lasts', () => {
		const hours = series(15 * 24, () => ({delivered: 100, 'deferred.ip-throttled': 15}));
		const usual = {rate: 0.004, deviation: 0.002, stretches: 14};
		expect(riseOf('throttling', hours, NOW, {...about, usual})).toMatchObject({rate: 15 / 115, usual});
	});

	it('is seen although one day before was bad as well', () => {
		const hours = series(15 * 24, (back) => ({
			delivered: 100,
			'bounced.recipient-unknown': back < 6 || (back > 100 && back < 130) ? 12 : 1,
		}));
		expect(riseOf('list-quality', hours, NOW, about)).toMatchObject({hours: 6, bad: 72});
	});

	it('needs enough mail, and enough of what is bad', () => {
		const tiny = series(15 * 24, (back) =>
			back < 6 ? {delivered: 2, 'bounced.recipient-unknown': 2} : {delivered: 2},
		);
		expect(riseOf('list-quality', tiny, NOW, about)).toBeUndefined();
		const few = series(15 * 24, (back) =>
			back < 6 ? {delivered: 100, complained: back === 0 ? 4 : 0} : {delivered: 100},
		);
		expect(riseOf('complaints', few, NOW, about)).toBeUndefined();
	});

	it('without days before is one only where the rate is bad by any measure', () => {
		const fresh = (bad: number) => series(6, () => ({delivered: 100, 'deferred.ip-throttled': bad}));
		expect(riseOf('throttling', fresh(5), NOW, about)).toBeUndefined();
		const found = riseOf('throttling', fresh(30), NOW, about);
		expect(found).toMatchObject({usual: null, volume: null});
		expect(found?.words).toContain('no history yet');
	});

	it('of complaints is out of those who can complain', () => {
		const hours = series(31 * 24, (back) => ({delivered: 300, complained: back < 24 && back % 4 === 0 ? 1 : 0}));
		expect(riseOf('complaints', hours, NOW, about)).toBeUndefined();
		expect(riseOf('complaints', hours, NOW, {...about, telling: 0.3})).toMatchObject({bad: 6, total: 2160});
	});

	it('of authentication names the domain and the check that fails', () => {
		const text =
			"550 5.7.515 Access denied, sending domain NEWS.EXAMPLE.COM does not meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender. Spf= Pass , Dkim= Fail , DMARC= Fail";
		const refusals = Array.from({length: 20}, () => ({
			text,
			tokens: classify({text}).tokens,
			domain: 'news.example.com',
		}));
		const hours = series(15 * 24, (back) => ({delivered: 50, 'bounced.authentication-failed': back < 3 ? 20 : 0}));
		const found = riseOf('authentication', hours, NOW, {resource: 'all', refusals});
		expect(found?.words).toMatch(
			/^Mail of news\.example\.com does not pass authentication any more \(DKIM and DMARC fail\): 60 of 360/,
		);
		expect(found?.authentication).toEqual({
			domain: 'news.example.com',
			checks: [
				{check: 'DKIM', count: 20},
				{check: 'DMARC', count: 20},
			],
			refusals: 20,
		});
		expect(found?.follows).toContain('DNS of news.example.com');
	});

	it('does not depend on the order of the hours, nor on empty ones being there', () => {
		fc.assert(
			fc.property(fc.constantFrom(...KINDS), fc.array(fc.nat(60), {minLength: 24, maxLength: 400}), (kind, bad) => {
				const hours = series(bad.length, (back) =>
					back % 5 === 4 ? {} : {delivered: 200, [METRIC[kind]]: bad[back] ?? 0},
				);
				const found = riseOf(kind, hours, NOW, about);
				expect(
					riseOf(
						kind,
						[...hours].reverse().filter(({counts}) => counts.size > 0),
						NOW,
						about,
					),
				).toEqual(found);
				const ahead = {hour: '2026-03-20T13', counts: new Map<Metric, number>([[METRIC[kind], 9999]])};
				expect(riseOf(kind, [ahead, ...hours], NOW, about)).toEqual(found);
			}),
			{numRuns: 60},
		);
	});

	it('is total, and its words have no gaps', () => {
		const anyCounts = fc.record({delivered: fc.nat(5000), bad: fc.nat(800)});
		fc.assert(
			fc.property(
				fc.constantFrom(...KINDS),
				fc.array(anyCounts, {maxLength: 120}),
				fc.double({noNaN: true, min: 0, max: 1}),
				(kind, all, telling) => {
					const hours = series(all.length, (back) => ({
						delivered: all[back]?.delivered ?? 0,
						[METRIC[kind]]: all[back]?.bad ?? 0,
					}));
					const found = riseOf(kind, hours, NOW, {...about, telling});
					if (found !== undefined) expect(found.words + found.follows).not.toMatch(/\{\w+\}|NaN|Infinity|undefined/);
				},
			),
		);
	});

	it('is cried in fewer than 1 of 100 weeks of a steady sender, whatever its size and its rate', () => {
		let [weeks, cried] = [0, 0];
		for (const seed of Array.from({length: 40}, (_, index) => index)) {
			const random = randomOf(seed);
			const perHour = 10 ** random.between(0.5, 3);
			const steady = Object.fromEntries(KINDS.map((kind) => [kind, TRENDS[kind].leastRate * random.between(0.1, 1.2)]));
			const all = series(40 * 24, (back) => {
				const delivered = random.poisson(perHour * (back % 24 < 12 ? 1.6 : 0.4));
				return {
					delivered,
					...Object.fromEntries(KINDS.map((kind) => [METRIC[kind], random.poisson(delivered * (steady[kind] ?? 0))])),
				};
			});
			const hits = new Set<TrendKind>();
			for (let back = 0; back < 7 * 24; back += 3) {
				const now = new Date(NOW.getTime() - back * 3_600_000);
				for (const kind of KINDS) if (riseOf(kind, all, now, about) !== undefined) hits.add(kind);
			}
			weeks += KINDS.length;
			cried += hits.size;
		}
		expect(cried / weeks).toBeLessThan(0.01 + 1 / weeks);
	});
});

describe('the check that failed', () => {
	for (const [text, checks] of [
		[
			'550 5.7.515 Access denied, sending domain EXAMPLE.COM does not meet the required authentication level. Spf= Fail , Dkim= Pass , DMARC= Fail',
			['SPF', 'DMARC'],
		],
		[
			'550-5.7.26 Your email has been blocked because the sender is unauthenticated. Authentication results: DKIM = did not pass; SPF [example.com] with ip: [203.0.113.7] = pass - gsmtp',
			['DKIM'],
		],
		[
			'550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. DKIM = did not pass SPF [example.com] with ip: [203.0.113.7] = did not pass',
			['SPF', 'DKIM'],
		],
		[
			'550 5.7.509 Access denied, sending domain [example.com] does not pass DMARC verification and has a DMARC policy of reject.',
			['DMARC'],
		],
		['550 5.7.23 The message was rejected because of Sender Policy Framework violation', ['SPF']],
		['550 5.7.20 No passing DKIM signature found', ['DKIM']],
		['550 5.7.1 Unauthenticated email is not accepted', []],
	] as const) {
		it(`is ${checks.join(' and ') || 'not told'}: ${text.slice(0, 60)}`, () => {
			expect(failedChecks({text, tokens: classify({text}).tokens})).toEqual(checks);
		});
	}

	it('of many refusals is what most say, not one exception', () => {
		const refusals = ['5.7.20', '5.7.20', '5.7.22', '5.7.20', '5.7.21', '5.7.23'].map((status) => ({
			text: `550 ${status}`,
			tokens: {enhancedStatus: status, senderDomain: 'Example.com'},
		}));
		expect(failingAuthentication(refusals)).toEqual({
			domain: 'example.com',
			checks: [{check: 'DKIM', count: 5}],
			refusals: 6,
		});
		expect(failingAuthentication([])).toEqual({domain: null, checks: [], refusals: 0});
	});

	it('is found in any text without failing', () => {
		fc.assert(
			fc.property(
				fc.string({unit: fc.constantFrom('spf', 'dkim ', 'DMARC', '=', ' pass', ' fail', '\n', 'x')}),
				(text) => {
					expect(failedChecks({text, tokens: {}}).length).toBeLessThanOrEqual(3);
				},
			),
		);
	});
});

describe('the median', () => {
	it('is in the middle', () => {
		expect([median([]), median([3]), median([9, 1]), median([5, 100, 1])]).toEqual([0, 3, 5, 5]);
	});
});
