import {describe, expect, it} from 'vitest';
import {bounceGroup, RATE_NAMES, reputationOf} from '#shared/insight/rates.ts';
import {CATEGORIES, CATEGORY_NAMES} from '#shared/model/category.ts';
import type {Dimension, Metric} from '#shared/model/reputation.ts';

const of = (counts: Partial<Record<Metric, number>>, dimension: Dimension = 'sending-ip') => {
	const map = new Map<Metric, number>();
	for (const metric of ['delivered', 'complained', 'unsubscribed'] as const) map.set(metric, counts[metric] ?? 0);
	for (const category of CATEGORY_NAMES) {
		for (const metric of [`bounced.${category}`, `deferred.${category}`] as const) {
			if (counts[metric] !== undefined) map.set(metric, counts[metric]);
		}
	}
	return reputationOf({dimension, value: '203.0.113.7', counts: map});
};

describe('rates', () => {
	it('are out of messages that were delivered or given up, blocks apart from dead addresses', () => {
		const reputation = of({
			delivered: 1960,
			'bounced.recipient-unknown': 20,
			'bounced.ip-banned': 10,
			'bounced.mailbox-full': 10,
			'deferred.ip-throttled': 500,
			complained: 2,
			unsubscribed: 4,
		});
		expect(reputation).toMatchObject({messages: 2000, bounced: 40, dead: 20, blocked: 10, deferred: 500});
		expect(Object.fromEntries(RATE_NAMES.map((name) => [name, reputation.rates[name].rate]))).toEqual({
			bounce: 0.02,
			dead: 0.01,
			block: 0.005,
			deferral: 0.25,
			complaint: 0.001,
			unsubscribe: 0.002,
		});
		expect(reputation.categories).toEqual({
			bounced: {'recipient-unknown': 20, 'ip-banned': 10, 'mailbox-full': 10},
			deferred: {'ip-throttled': 500},
		});
	});

	it('are not told below the least volume, which is higher for complaints', () => {
		expect(of({delivered: 99}).rates.bounce).toEqual({rate: null, told: 'too few to say'});
		expect(of({delivered: 98, 'bounced.expired': 2}).rates.bounce).toMatchObject({rate: 0.02, told: 'yes'});
		expect(of({delivered: 999, complained: 1}).rates.complaint).toEqual({rate: null, told: 'too few to say'});
		expect(of({delivered: 1000}).rates.complaint).toMatchObject({rate: 0, told: 'yes'});
	});

	it('of nothing are no numbers', () => {
		for (const name of RATE_NAMES) expect(of({}).rates[name].rate).toBeNull();
	});

	it('of complaints are not available for regions of Microsoft, which has no feedback loop', () => {
		expect(of({delivered: 1e6}, 'region').rates.complaint).toEqual({rate: null, told: 'not available'});
		expect(of({delivered: 1e6}, 'region').rates.bounce).toMatchObject({rate: 0, told: 'yes'});
	});
});

describe('groups of bounces', () => {
	it('a dead address is one that is suppressed at once, and no block is one', () => {
		for (const category of CATEGORY_NAMES) {
			expect(bounceGroup(category) === 'dead', category).toBe(CATEGORIES[category].suppression === 'suppress');
		}
		for (const category of [
			'ip-banned',
			'ip-blocklisted',
			'domain-blocklisted',
			'ip-throttled',
			'organization-policy',
			'authentication-failed',
			'content-rejected',
		] as const) {
			expect(bounceGroup(category), category).toBe('block');
		}
		expect(bounceGroup('mailbox-full')).toBe('other');
		expect(bounceGroup('server-busy')).toBe('other');
	});
});
