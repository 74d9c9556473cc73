import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';
import {foldOperator, mayBeShared} from '#shared/projections/operator.ts';
import {SETTINGS, tenantId} from '#test/support/events.ts';
import {incident} from '#test/support/incidents.ts';

const NOW = new Date('2026-03-02T14:00:00.000Z');
const of = (tenant: string, changes: Parameters<typeof incident>[0] = {}) =>
	incident({tenant: tenantId(tenant), ...changes});
const fold = (before: Incident | undefined, parts: readonly Incident[], settings = SETTINGS) =>
	foldOperator(before, parts, settings, NOW);
const going = (before: Incident | undefined, parts: readonly Incident[]): Incident => {
	const next = fold(before, parts) ?? before;
	if (next === undefined) throw new Error('no incident');
	return next;
};

describe("the operator's incident", () => {
	const [one, other] = [
		of('one', {count: 10, openedAt: '2026-03-02T11:00:00.000Z', tenants: undefined}),
		of('other', {count: 30, lastSeenAt: '2026-03-02T13:00:00.000Z', regions: ['NAM12']}),
	];

	it('holds no address of the recipients that the tenants mail', () => {
		const response = '550 5.7.606 Access denied, banned sending IP [192.0.2.10] <Jane.Roe@Example.com>';
		const next = going(undefined, [one, {...other, response}]);
		expect(next.response).toBe('550 5.7.606 Access denied, banned sending IP [192.0.2.10] <(address)>');
		expect(fold(next, [one, {...other, response}])).toBeUndefined();
	});

	it('opens with one alert when two tenants meet the same', () => {
		expect(fold(undefined, [one])).toBeUndefined();
		expect(fold(undefined, [one, other])).toMatchObject({
			tenant: OPERATOR,
			id: one.id,
			state: 'open',
			episode: 1,
			count: 40,
			openedAt: '2026-03-02T11:00:00.000Z',
			lastSeenAt: '2026-03-02T13:00:00.000Z',
			tenants: [
				{tenant: 'other', count: 30},
				{tenant: 'one', count: 10},
			],
			domains: [
				{domain: 'example.com', count: 16},
				{domain: 'example.net', count: 8},
			],
			heldByEsp: 18,
			regions: ['EUR05', 'NAM12'],
			alertSequence: 1,
			sentSequence: 0,
			alertState: 'opened',
			version: 0,
		});
	});

	it('is the same when the same are folded again, in any order', () => {
		const opened = going(undefined, [one, other]);
		expect(fold(opened, [one, other])).toBeUndefined();
		expect(fold(opened, [other, one])).toBeUndefined();
	});

	it('keeps in its counts who is done, and ends with one alert when all are', () => {
		const opened = going(undefined, [one, other]);
		const left = going(opened, [{...one, count: 15}]);
		expect(left).toMatchObject({count: 45, state: 'open', alertSequence: 1});
		const easing = going(left, [{...one, count: 15, state: 'easing', deliveredSince: 4}]);
		expect(easing).toMatchObject({state: 'easing', deliveredSince: 4});
		const over = going(easing, []);
		expect(over).toMatchObject({
			state: 'resolved',
			alertSequence: 2,
			alertState: 'resolved',
			resolvedAt: NOW.toISOString(),
		});
		expect(fold(over, [])).toBeUndefined();
		expect(fold(over, [one])).toBeUndefined();
		expect(fold(over, [one, other])).toMatchObject({state: 'reopened', episode: 2, count: 40, alertSequence: 3});
	});

	it('rings for nobody where the operator has muted the kind', () => {
		expect(fold(undefined, [one, other], {...SETTINGS, mutedKinds: ['ip-ban']})).toMatchObject({alertSequence: 0});
	});

	it('is of addresses and networks alone', () => {
		expect(mayBeShared(one)).toBe(true);
		expect(mayBeShared({...one, resource: '192.0.2.0/24'})).toBe(true);
		expect(mayBeShared({...one, kind: 'throttling', receiver: 'any'})).toBe(true);
		for (const changes of [
			{resource: 'example.com'},
			{resource: 'unknown'},
			{kind: 'account-ban'},
			{kind: 'complaints'},
			{state: 'resolved'},
			{tenant: OPERATOR},
		] satisfies Partial<Incident>[]) {
			expect(mayBeShared({...one, ...changes}), JSON.stringify(changes)).toBe(false);
		}
	});

	it('is bounded, and its counts are those of the tenants, whatever they are', () => {
		const part = fc.record({
			tenant: fc.nat(150),
			count: fc.integer({min: 1, max: 1_000}),
			domains: fc.uniqueArray(fc.nat(80), {maxLength: 50}),
		});
		fc.assert(
			fc.property(fc.uniqueArray(part, {selector: ({tenant}) => tenant, minLength: 2, maxLength: 130}), (given) => {
				const parts = given.map(({tenant, count, domains}) =>
					of(`t-${tenant}`, {count, domains: domains.map((name) => ({domain: `d${name}.example`, count: 1}))}),
				);
				const opened = going(undefined, parts);
				expect(opened.count).toBe(given.reduce((sum, {count}) => sum + count, 0));
				expect(opened.tenants).toHaveLength(Math.min(100, given.length));
				expect(opened.domains.length).toBeLessThanOrEqual(50);
				expect(opened.domains.reduce((sum, {count}) => sum + count, 0) + opened.otherDomains).toBe(
					given.reduce((sum, {domains}) => sum + domains.length, 0),
				);
				expect(fold(opened, parts.toReversed())).toBeUndefined();
			}),
			{numRuns: 50},
		);
	});
});
