import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {hasLapsed} from '#shared/model/suppression-filter.ts';
import {settingsSchema} from '#shared/model/tenant.ts';
import {asOf, lapsedAt} from '#shared/projections/lapse.ts';
import {projectSuppression} from '#shared/projections/suppression.ts';
import {bounce, event, fact, RESPONSES} from '#test/support/events.ts';

const at = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
const dead = (day: number) => fact(bounce({occurredAt: at(day)}));
const full = (day: number) => fact(bounce({occurredAt: at(day), diagnostic: RESPONSES.full}));
const restricted = (day: number) => fact(bounce({occurredAt: at(day), diagnostic: RESPONSES.restricted}));
const fold = (facts: readonly Fact[], settings = LASTING, start?: SuppressionRecord) =>
	facts.reduce<SuppressionRecord | undefined>((record, one) => projectSuppression(record, one, settings), start);
const known = (record: SuppressionRecord | undefined) => record ?? expect.fail('no record');

const LASTING = settingsSchema.parse({});
const TEN_DAYS = settingsSchema.parse({automaticSuppressionDays: 10});

describe('a suppression for bounces that lasts ten days', () => {
	it('is watched from the tenth day on', () => {
		const record = known(fold([dead(5)]));
		expect(asOf(record, TEN_DAYS, new Date(at(14)))).toBe(record);
		expect(asOf(record, TEN_DAYS, new Date(at(15)))).toMatchObject({status: 'watching', since: at(15), countedAt: []});
		expect(asOf(record, LASTING, new Date(at(400)))).toBe(record);
	});

	it('begins anew with the next bounce that suppresses, and soft ones are counted anew', () => {
		expect(fold([dead(5), dead(20)], TEN_DAYS)).toMatchObject({status: 'active', since: at(20), count: 2});
		expect(fold([dead(5), dead(8)], TEN_DAYS)).toMatchObject({status: 'active', since: at(5)});
		expect(fold([full(1), full(2), full(3)], TEN_DAYS)).toMatchObject({status: 'active', since: at(3)});
		expect(fold([full(1), full(2), full(3), full(14)], TEN_DAYS)).toMatchObject({
			status: 'watching',
			countedAt: [at(14)],
		});
		expect(fold([full(1), full(2), full(3), full(14), full(15), full(16)], TEN_DAYS)).toMatchObject({
			status: 'active',
			since: at(16),
		});
	});

	it('never lets a complaint, an unsubscribe or what a person did lapse', () => {
		for (const reason of ['complaint', 'unsubscribe', 'manual', 'import'] as const) {
			const record = {...known(fold([dead(0)])), reason};
			expect(asOf(record, TEN_DAYS, new Date(at(400)))).toBe(record);
		}
		const complained = fold([fact(event('complaint', {occurredAt: at(0)})), full(100)], TEN_DAYS);
		expect(complained).toMatchObject({status: 'active', reason: 'complaint'});
	});

	it('is found lapsed by the list exactly when it is', () => {
		const days = fc.integer({min: 0, max: 40});
		fc.assert(
			fc.property(days, days, (began, today) => {
				const record = known(fold([dead(began)]));
				const now = new Date(at(today));
				expect(hasLapsed(record, lapsedAt(TEN_DAYS, now))).toBe(asOf(record, TEN_DAYS, now).status === 'watching');
			}),
		);
	});
});

describe('a limit of its own', () => {
	const settings = settingsSchema.parse({
		softBounceByCategory: {'mailbox-full': {threshold: 5}, 'recipient-restricted': {threshold: 2, windowDays: 3}},
	});

	it('holds for bounces of its category', () => {
		expect(fold([full(1), full(2), full(3), full(4)], settings)).toMatchObject({status: 'watching'});
		expect(fold([full(1), full(2), full(3), full(4), full(5)], settings)).toMatchObject({status: 'active'});
		expect(fold([restricted(1), restricted(5)], settings)).toMatchObject({status: 'watching'});
		expect(fold([restricted(1), restricted(4)], settings)).toMatchObject({status: 'active'});
	});

	it('leaves the others to the tenant’s', () => {
		const only = settingsSchema.parse({softBounceByCategory: {'recipient-restricted': {threshold: 1}}});
		expect(fold([full(1), full(2)], only)).toMatchObject({status: 'watching'});
		expect(fold([full(1), full(2), full(3)], only)).toMatchObject({status: 'active'});
		expect(fold([restricted(1)], only)).toMatchObject({status: 'active'});
	});
});
