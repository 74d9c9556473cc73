import fc from 'fast-check';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {type Event, eventSchema} from '#shared/model/event.ts';
import {type Fact, toFact} from '#shared/model/fact.ts';
import {parseEmailAddress} from '#shared/model/names.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {readFacts} from '#shared/store/facts.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {address, bounce, fact, SETTINGS, tenantId} from '#test/support/events.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

const now = new Date('2026-03-02T12:31:00.000Z');
const text = (maxLength: number) => fc.string({unit: 'binary', maxLength}).map((some) => some.toWellFormed());
const maybe = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, {nil: undefined});

const someEvent: fc.Arbitrary<Event> = fc
	.record({
		kind: fc.constantFrom('bounce', 'deferral', 'complaint', 'unsubscribe'),
		esp: fc.constantFrom('ses', 'sendgrid', 'postmark'),
		recipient: fc
			.tuple(
				fc.constantFrom('a', 'a#b', '__proto__', 'ü', 'tally', "o'brien"),
				fc.constantFrom('example.com', 'xn--bcher-kva.example', '[192.0.2.1]'),
			)
			.map((parts) => parts.join('@')),
		recipientAsReceived: maybe(text(20)),
		occurredAt: fc.option(
			fc
				.date({min: new Date(0), max: new Date('2026-03-02T12:30:00Z'), noInvalidDate: true})
				.map((date) => date.toISOString()),
		),
		eventId: text(30),
		messageId: maybe(text(30)),
		senderIp: fc.constantFrom(null, '192.0.2.1', '2001:db8::1'),
		sendingDomain: maybe(fc.constantFrom('shop.example', 'münchen.example')),
		part: maybe(text(10)),
		diagnostic: fc.option(
			fc.oneof(text(40), fc.constantFrom('550 5.1.1 unknown', '550 5.7.606 banned sending IP [192.0.2.9]')),
		),
		status: maybe(text(10)),
		opinion: maybe(text(10)),
		heldByEsp: maybe(fc.boolean()),
	})
	.map(({diagnostic, status, opinion, heldByEsp, ...common}) => {
		const answered = common.kind === 'bounce' || common.kind === 'deferral';
		return eventSchema.parse({
			...common,
			...(answered ? {diagnostic, status, opinion} : {}),
			...(common.kind === 'bounce' ? {heldByEsp} : {}),
		});
	});

/** Without what is not stored: tokens that stand in the response. */
const stored = (one: Fact) => ({
	...one,
	classification: one.classification === null ? null : {...one.classification, tokens: undefined},
});

it('any fact is read back as it was recorded', async () => {
	let run = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(someEvent, {minLength: 1, maxLength: 12}), async (events) => {
			run += 1;
			const tenant = tenantId(`any-${run}`);
			const facts = new Map(
				events.map((event) => toFact(event, tenant, '2026-03-02T12:30:00.000Z', classify)).map((one) => [one.id, one]),
			);
			await recordFacts(engine.store, [...facts.values()].toReversed(), SETTINGS, now, EFFECTS);
			const read: Fact[] = [];
			for (const recipient of new Set(events.map(({recipient}) => recipient))) {
				const some = await readFacts(engine.store, tenant, recipient);
				expect(some.map(({occurredAt}) => occurredAt)).toEqual(
					some
						.map(({occurredAt}) => occurredAt)
						.sort()
						.reverse(),
				);
				read.push(...some);
			}
			const byId = (all: Iterable<Fact>) => new Map([...all].map((one) => [one.id, stored(one)]));
			expect(byId(read)).toEqual(byId(facts.values()));
		}),
		{numRuns: 60},
	);
});

it('a response is cut to 1,000 characters, and no character in two', async () => {
	const diagnostic = `550 5.1.1 ${'x'.repeat(989)}😀 and so on`;
	await recordFacts(engine.store, [fact(bounce({diagnostic}), 'cut')], SETTINGS, now, EFFECTS);
	const [read] = await readFacts(engine.store, tenantId('cut'), address('jo@example.com'));
	expect(read?.event).toMatchObject({diagnostic: `550 5.1.1 ${'x'.repeat(989)}\ufffd`});
});

it('an address of the greatest length can be a key', async () => {
	const longest = parseEmailAddress(`${'ü'.repeat(306)}@u.example.com`);
	expect(longest).toHaveLength(320);
	await recordFacts(engine.store, [fact(bounce({recipient: longest}), 'longest')], SETTINGS, now, EFFECTS);
	expect(await readFacts(engine.store, tenantId('longest'), address(longest ?? ''))).toHaveLength(1);
});
