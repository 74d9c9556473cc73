import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Incident, IncidentState} from '#shared/model/incident.ts';
import {projectIncident} from '#shared/projections/incident.ts';
import {refusalRateOf, sweepIncident, type Taken} from '#shared/projections/passing.ts';
import {bounce, fact, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {incident} from '#test/support/incidents.ts';

const start = Date.UTC(2026, 2, 2, 12);
const time = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
const clock = (hours: number): Date => new Date(time(hours));
const open = incident({openedAt: time(-2), lastSeenAt: time(0), alertAt: time(-2)});
const sweep = (hours: number, taken?: Taken, of = open) => sweepIncident(of, SETTINGS, clock(hours), taken);

describe('an incident that is not seen any more', () => {
	it('eases with the first message that is taken, and says so once', () => {
		const easing = sweep(2, {delivered: 1, chance: 1});
		expect(easing).toMatchObject({state: 'easing', deliveredSince: 1, alertSequence: open.alertSequence});
		expect(easing?.timeline.at(-1)).toMatchObject({what: 'easing', words: expect.stringContaining('one message')});
		expect(sweep(3, {delivered: 1, chance: 1}, easing)).toBeUndefined();
		expect(sweep(3, {delivered: 9, chance: 1}, easing)).toMatchObject({deliveredSince: 9});
		expect(sweep(2, {delivered: 0, chance: 1})).toBeUndefined();
	});

	it.each([
		['too soon', 5.9, 400, 1e-9, 'easing'],
		['by chance', 6.1, 400, 0.01, 'easing'],
		['two messages', 6.1, 2, 1e-9, 'easing'],
		['enough mail', 6.1, 3, 1e-9, 'resolved'],
		['the whole period', 24, 1, 1, 'resolved'],
	])('is over when enough mail was taken, or the quiet period is: %s', (_, hours, delivered, chance, state) => {
		expect(sweep(hours, {delivered, chance})).toMatchObject({
			state,
			deliveredSince: delivered,
			alertSequence: open.alertSequence + (state === 'resolved' ? 1 : 0),
		});
	});

	it("is not over by a small tenant's silence while others are refused on the same IP, unless it lasts", () => {
		const at = (hours: number, elsewhere: string, taken?: Taken) =>
			sweepIncident(open, SETTINGS, clock(hours), taken, elsewhere);
		expect(at(30, time(7))).toBeUndefined();
		expect(at(30, time(6))).toMatchObject({state: 'resolved', timeline: [{words: 'Quiet for 30 hours.'}]});
		expect(at(30, time(29), {delivered: 3, chance: 1e-4})).toMatchObject({state: 'resolved'});
		expect(at(30, time(29), {delivered: 1, chance: 0.5})).toMatchObject({state: 'easing'});
		expect(at(71.9, time(71))).toBeUndefined();
		expect(at(72, time(71))).toMatchObject({state: 'resolved'});
	});

	it('told of late, has the time from then on', () => {
		const late = {...open, alertAt: time(30)};
		expect(sweep(35, {delivered: 400, chance: 1e-9}, late)).toMatchObject({state: 'easing'});
		expect(sweep(36.1, {delivered: 400, chance: 1e-9}, late)).toMatchObject({state: 'resolved'});
	});

	it('is never sure of all by few', () => {
		expect(refusalRateOf(1, 0)).toBe(0.5);
		expect((1 - refusalRateOf(1000, 0)) ** 1).toBeLessThan(1e-2);
		fc.assert(
			fc.property(fc.nat(1e6), fc.nat(1e6), (refused, delivered) => {
				const rate = refusalRateOf(refused, delivered);
				return rate >= 0 && rate < 1 && rate >= refusalRateOf(refused, delivered + 1);
			}),
		);
	});
});

describe('whatever comes in whatever order', () => {
	const response = (hours: number, domain: number) =>
		fact(
			bounce({
				occurredAt: time(hours),
				recipient: `jo@d${domain}.example.com`,
				diagnostic: RESPONSES.banned('192.0.2.1'),
			}),
		);
	const project = (before: Incident | undefined, hours: number, domain: number, now: number) =>
		projectIncident(before, response(hours, domain), SETTINGS, clock(now));

	it('the counts are the same', () => {
		const seen = fc.array(fc.tuple(fc.double({min: 0, max: 20, noNaN: true}), fc.nat(70)), {
			minLength: 1,
			maxLength: 60,
		});
		fc.assert(
			fc.property(seen, fc.infiniteStream(fc.nat()), (responses, order) => {
				const shuffled = responses.map((each) => ({each, by: order.next().value})).sort((a, b) => a.by - b.by);
				const fold = (all: typeof responses) =>
					all.reduce<Incident | undefined>((one, [hours, domain]) => project(one, hours, domain, 21), undefined);
				const [one, other] = [fold(responses), fold(shuffled.map(({each}) => each))];
				const pick = (all: Incident | undefined) => [
					all?.count,
					all?.openedAt,
					all?.lastSeenAt,
					all?.domains.length,
					(all?.otherDomains ?? 0) + (all?.domains.reduce((sum, {count}) => sum + count, 0) ?? 0),
					all?.alertSequence,
				];
				expect(pick(one)).toEqual(pick(other));
			}),
		);
	});

	it('states move along their edges, and an episode opens with one alert and ends with one', () => {
		const EDGES: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
			open: ['easing', 'resolved'],
			easing: ['open', 'reopened', 'resolved'],
			resolved: ['reopened'],
			reopened: ['easing', 'resolved'],
		};
		const step = fc.oneof(
			fc.record({gap: fc.double({min: 0, max: 20, noNaN: true}), response: fc.constant(true)}),
			fc.record({
				gap: fc.double({min: 0, max: 20, noNaN: true}),
				delivered: fc.nat(20),
				chance: fc.constantFrom(1, 0.01, 1e-6),
			}),
		);
		fc.assert(
			fc.property(fc.array(step, {maxLength: 40}), (steps) => {
				let known: Incident | undefined;
				let now = 0;
				const alerts: string[] = [];
				for (const one of steps) {
					now += one.gap;
					const before: Incident | undefined = known;
					known =
						'response' in one
							? project(before, now, 1, now)
							: before && (sweepIncident(before, SETTINGS, clock(now), one) ?? before);
					if (known === undefined) continue;
					if (before !== undefined && before.state !== known.state) expect(EDGES[before.state]).toContain(known.state);
					const raised = known.alertSequence - (before?.alertSequence ?? 0);
					expect(raised).toBeLessThanOrEqual(1);
					if (raised === 1) alerts.push(known.alertState);
					expect(known.state === 'resolved').toBe(known.alertState === 'resolved');
					expect(known.timeline.length).toBeLessThanOrEqual(60);
				}
				const turns = alerts.filter((alert) => alert !== 'reminder');
				for (const [at, alert] of turns.entries()) expect(alert).toBe(at % 2 === 0 ? 'opened' : 'resolved');
			}),
		);
	});
});
