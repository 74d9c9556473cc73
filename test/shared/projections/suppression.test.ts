import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {projectSuppression} from '#shared/projections/suppression.ts';
import {bounce, event, fact, RESPONSES, SETTINGS} from '#test/support/events.ts';

const at = (day: number, minute = 0): string => new Date(Date.UTC(2026, 0, 1 + day, 0, minute)).toISOString();
const fold = (facts: readonly Fact[], start?: SuppressionRecord, settings = SETTINGS) =>
	facts.reduce<SuppressionRecord | undefined>((record, one) => projectSuppression(record, one, settings), start);

const dead = (day: number) => fact(bounce({occurredAt: at(day)}));
const full = (day: number, minute = 0) => fact(bounce({occurredAt: at(day, minute), diagnostic: RESPONSES.full}));
const banned = (day: number, heldByEsp = false) =>
	fact(bounce({occurredAt: at(day), diagnostic: RESPONSES.banned('192.0.2.1'), heldByEsp}));
const delivery = (day: number) => fact(event('delivery', {occurredAt: at(day)}));
const left = (day: number, part?: string) => fact(event('unsubscribe', {occurredAt: at(day), part}));
const complaint = (day: number, part?: string) => fact(event('complaint', {occurredAt: at(day), part}));
const released = (record: SuppressionRecord | undefined, day: number): SuppressionRecord => {
	if (record === undefined) throw new Error('nothing to release');
	return {...record, status: 'released', releasedAt: at(day), releasedBy: 'key', releasedWhy: 'asked'};
};

describe('an address', () => {
	it('that does not exist is suppressed at once, with the evidence', () => {
		const one = fact(bounce({occurredAt: at(1), heldByEsp: true, recipientAsReceived: 'Jo@Example.com'}));
		expect(fold([one])).toEqual({
			tenant: 'acme',
			recipient: 'jo@example.com',
			recipientAsReceived: 'Jo@Example.com',
			status: 'active',
			reason: 'recipient-unknown',
			parts: null,
			since: at(1),
			firstSeenAt: at(1),
			lastSeenAt: at(1),
			count: 1,
			countedAt: [],
			response: RESPONSES.unknown,
			rule: one.classification?.rule,
			esp: 'postmark',
			heldByEsp: true,
			version: 0,
		});
	});

	it('that is full is watched, and suppressed at the threshold within the window', () => {
		expect(fold([full(0)])).toMatchObject({status: 'watching', countedAt: [at(0)]});
		expect(fold([full(0), full(10)])).toMatchObject({status: 'watching', countedAt: [at(0), at(10)]});
		expect(fold([full(0), full(10), full(30)])).toMatchObject({status: 'active', reason: 'mailbox-full', count: 3});
		expect(fold([full(0), full(10), full(31)])).toMatchObject({status: 'watching', countedAt: [at(10), at(31)]});
		expect(fold([full(0)], undefined, {...SETTINGS, softBounceThreshold: 1})).toMatchObject({status: 'active'});
	});

	it('is suppressed by a late fact that completes an earlier window', () => {
		expect(fold([full(0), full(20), full(60)])).toMatchObject({status: 'watching', countedAt: [at(60)]});
		expect(fold([full(0), full(20), full(60), full(10)])).toMatchObject({status: 'active'});
	});

	it('is cleared by a delivery, up to its time', () => {
		const cleared = fold([full(0), full(10), delivery(15)]);
		expect(cleared).toMatchObject({status: 'watching', countedAt: [], count: 2, deliveredAt: at(15)});
		expect(fold([full(20), full(25)], cleared)).toMatchObject({status: 'watching', countedAt: [at(20), at(25)]});
		expect(fold([full(14), full(20), full(25)], cleared)).toMatchObject({status: 'watching'});
		expect(fold([full(0), full(10), delivery(5)])).toMatchObject({countedAt: [at(10)]});
	});

	it('stays suppressed whatever is delivered, and a delivery makes no record', () => {
		const gone = fold([dead(0)]);
		expect(projectSuppression(gone, delivery(5), SETTINGS)).toBe(gone);
		expect(fold([delivery(0)])).toBeUndefined();
	});

	it('keeps the strongest reason with its own response, whatever comes later', () => {
		expect(fold([complaint(0), dead(1)])).toMatchObject({reason: 'complaint', response: null, rule: null});
		expect(fold([dead(0), full(1)])).toMatchObject({reason: 'recipient-unknown', response: RESPONSES.unknown});
		expect(fold([full(0), dead(1)])).toMatchObject({reason: 'recipient-unknown', response: RESPONSES.unknown});
		const imported = {...fold([dead(0)])!, reason: 'import' as const};
		expect(fold([full(1)], imported)).toMatchObject({status: 'active', reason: 'import'});
		expect(fold([dead(1)], imported)).toMatchObject({status: 'active', reason: 'recipient-unknown'});
	});
});

describe('a part of the mail', () => {
	it('is all that an unsubscribe or complaint stops where it names one', () => {
		expect(fold([left(0, 'news')])).toMatchObject({status: 'active', parts: ['news'], reason: 'unsubscribe'});
		expect(fold([left(0, 'news'), complaint(1, 'offers'), left(2, 'news')])).toMatchObject({parts: ['news', 'offers']});
		expect(fold([left(0, 'news'), left(1)])).toMatchObject({parts: null});
		expect(fold([left(0), left(1, 'news')])).toMatchObject({parts: null});
	});

	it('becomes all mail by a bounce that suppresses, at once or at the threshold', () => {
		expect(fold([left(0, 'news'), dead(1)])).toMatchObject({parts: null, reason: 'unsubscribe'});
		expect(fold([left(0, 'news'), full(1), full(2)])).toMatchObject({status: 'active', parts: ['news']});
		expect(fold([left(0, 'news'), full(1), full(2), full(3)])).toMatchObject({status: 'active', parts: null});
	});

	it('gives way to all mail where somebody left too many parts', () => {
		const many = Array.from({length: 51}, (_, index) => left(index, `list-${index}`));
		expect(fold(many.slice(0, 50))?.parts).toHaveLength(50);
		expect(fold(many)?.parts).toBeNull();
	});
});

describe('a released address', () => {
	it('is not suppressed again by what happened before, only counted', () => {
		const record = released(fold([dead(5)]), 10);
		expect(fold([dead(6), complaint(7), full(8), full(9), full(10)], record)).toEqual({
			...record,
			count: 6,
			lastSeenAt: at(10),
		});
	});

	it('is suppressed again by what happens after', () => {
		const record = released(fold([complaint(5)]), 10);
		expect(fold([dead(11)], record)).toMatchObject({status: 'active', reason: 'recipient-unknown', parts: null});
		expect(fold([left(11, 'news')], record)).toMatchObject({status: 'active', parts: ['news']});
	});

	it('starts counting anew', () => {
		const record = released(fold([full(0), full(1), full(2)]), 10);
		expect(fold([full(11)], record)).toMatchObject({status: 'watching', countedAt: [at(11)]});
		expect(fold([full(11), full(12), full(13)], record)).toMatchObject({status: 'active'});
	});
});

describe('a block', () => {
	it('makes no record, also where the ESP holds the address for it', () => {
		expect(fold([banned(0), banned(1, true)])).toBeUndefined();
	});

	it('changes nothing on a record but that the ESP holds the address', () => {
		const record = fold([full(0)]);
		expect(projectSuppression(record, banned(1), SETTINGS)).toBe(record);
		expect(fold([banned(1, true)], record)).toEqual({...record, heldByEsp: true});
		const free = released(record, 10);
		expect(fold([banned(9, true)], free)).toBe(free);
		expect(fold([banned(11, true)], free)).toEqual({...free, heldByEsp: true});
	});

	it('of any number and category never suppresses', () => {
		const responses = [
			RESPONSES.banned('192.0.2.1'),
			RESPONSES.spamhaus('192.0.2.1'),
			'550 5.7.1 Message rejected as spam by Content Filtering.',
			'550 5.7.26 This mail has been blocked because the sender is unauthenticated.',
			'550 5.4.1 All recipient addresses rejected : Access denied',
		];
		fc.assert(
			fc.property(
				fc.array(fc.record({response: fc.constantFrom(...responses), day: fc.nat(400), heldByEsp: fc.boolean()})),
				(blocks) => {
					const facts = blocks.map(({response, day, heldByEsp}) =>
						fact(bounce({diagnostic: response, occurredAt: at(day), heldByEsp})),
					);
					expect(facts.every(({suppression}) => suppression === 'keep')).toBe(true);
					expect(fold(facts)).toBeUndefined();
				},
			),
		);
	});
});

describe('a deferral', () => {
	it('never counts, whatever it says', () => {
		const facts = [RESPONSES.unknown, RESPONSES.full, RESPONSES.throttled].map((diagnostic) =>
			fact(event('deferral', {diagnostic})),
		);
		expect(fold(facts)).toBeUndefined();
	});
});

describe('any order', () => {
	const kinds = fc.constantFrom('dead', 'full', 'restricted', 'banned', 'left', 'left-part', 'complaint', 'deferral');
	const made = (kind: string, day: number, minute: number): Fact => {
		const occurredAt = at(day, minute);
		switch (kind) {
			case 'dead':
				return fact(bounce({occurredAt}));
			case 'full':
				return fact(bounce({occurredAt, diagnostic: RESPONSES.full}));
			case 'restricted':
				return fact(bounce({occurredAt, diagnostic: RESPONSES.restricted}));
			case 'banned':
				return fact(bounce({occurredAt, diagnostic: RESPONSES.banned('192.0.2.1'), heldByEsp: true}));
			case 'deferral':
				return fact(event('deferral', {occurredAt, diagnostic: RESPONSES.full}));
			case 'complaint':
				return fact(event('complaint', {occurredAt}));
			default:
				return fact(event('unsubscribe', {occurredAt, part: kind === 'left' ? undefined : 'news'}));
		}
	};
	const told = (record: SuppressionRecord | undefined) =>
		record === undefined
			? undefined
			: {
					status: record.status,
					reason: record.reason,
					parts: record.parts,
					count: record.count,
					countedAt: record.countedAt,
					firstSeenAt: record.firstSeenAt,
					lastSeenAt: record.lastSeenAt,
				};

	it.each([
		['facts of all kinds', kinds],
		['bounces that count', fc.constantFrom('full', 'restricted', 'full', 'banned')],
	])('of the same %s ends in the same record, with any threshold and window', (_, some) => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(some, fc.nat(120), fc.nat(3)), {maxLength: 14}),
				fc.infiniteStream(fc.nat()),
				fc.record({
					softBounceThreshold: fc.integer({min: 1, max: 5}),
					softBounceWindowDays: fc.integer({min: 1, max: 60}),
				}),
				fc.option(fc.nat(120), {nil: undefined}),
				(parts, order, changed, releasedOn) => {
					const settings = {...SETTINGS, ...changed};
					const facts = parts.map(([kind, day, minute]) => made(kind, day, minute));
					const keyed = facts.map((one) => ({one, key: order.next().value ?? 0}));
					const shuffled = keyed.sort((a, b) => a.key - b.key).map(({one}) => one);
					const start = releasedOn === undefined ? undefined : released(fold([dead(0)]), releasedOn);
					expect(told(fold(shuffled, start, settings))).toEqual(told(fold(facts, start, settings)));
				},
			),
			{numRuns: 500},
		);
	});
});
