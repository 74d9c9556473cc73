import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Incident, type IncidentState, incidentSchema} from '#shared/model/incident.ts';
import {type Lull, projectRise, type Rise, superseded, sweepTrend} from '#shared/projections/trending.ts';
import {SETTINGS, tenantId} from '#test/support/events.ts';
import {incident} from '#test/support/incidents.ts';

const start = Date.UTC(2026, 2, 2, 12);
const time = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
const clock = (hours: number): Date => new Date(time(hours));

const USUAL = {rate: 0.002, deviation: 0.001, stretches: 9};
const rise = (hours: number, rate = 0.05, usual: Rise['trend']['usual'] = USUAL): Rise => ({
	tenant: tenantId('acme'),
	kind: 'list-quality',
	resource: 'all',
	trend: {
		since: time(hours).slice(0, 13),
		to: time(hours).slice(0, 13),
		bad: 50,
		total: 1_000,
		rate,
		usual,
		words: 'Up.',
		follows: 'Stop.',
	},
	openedAt: time(hours),
	seenAt: time(hours),
	seen: {
		count: 50,
		response: '550 5.1.1',
		rule: 'some',
		esp: 'ses',
		senderIp: null,
		codes: ['5.1.1'],
		regions: [],
		samples: [{at: time(hours), response: '550 5.1.1', rule: 'some'}],
	},
});
const CALM: Lull = {calm: true, total: 500, leastTotal: 100, chance: 1e-9};
const project = (before: Incident | undefined, of: Rise, now: number): Incident => {
	const next = projectRise(before, of, SETTINGS, clock(now)) ?? before;
	if (next === undefined) throw new Error('no incident');
	return next;
};
const sweep = (before: Incident, now: number, lull: Lull = CALM): Incident =>
	sweepTrend(before, lull, SETTINGS, clock(now)) ?? before;

describe('a trend', () => {
	const opened = project(undefined, rise(0), 0);

	it('opens with one alert and what was usual', () => {
		expect(incidentSchema.safeParse(opened).success).toBe(true);
		expect(opened).toMatchObject({
			id: 'list-quality#all#any',
			state: 'open',
			alertSequence: 1,
			count: 50,
			trend: {usual: USUAL, told: 0.05},
			timeline: [{what: 'opened', words: 'Up.'}],
		});
	});

	it('keeps what was usual and when it began while it goes on, and says when it doubled, once', () => {
		const later = project(opened, rise(3, 0.09, {...USUAL, rate: 0.04}), 3);
		expect(later).toMatchObject({
			alertSequence: 1,
			openedAt: time(0),
			lastSeenAt: time(3),
			trend: {usual: USUAL, since: opened.trend?.since, rate: 0.09, told: 0.05},
		});
		const worse = project(later, rise(4, 0.11), 4);
		expect(worse.timeline.at(-1)).toMatchObject({what: 'worse', words: '5.0 % became 11.0 %.'});
		expect(project(worse, rise(5, 0.12), 5).timeline).toHaveLength(worse.timeline.length);
	});

	it('is told of again once after the cool-down, while it is seen', () => {
		expect(project(opened, rise(23.9), 23.9)).toMatchObject({alertSequence: 1});
		expect(project(opened, rise(24), 24)).toMatchObject({alertSequence: 2, alertState: 'reminder'});
		expect(project(opened, rise(21), 24)).toMatchObject({alertSequence: 1});
	});

	it.each([
		['it is down', 3, CALM, 'easing'],
		['it cannot be told', 7, {...CALM, calm: false}, 'open'],
		['it is down and no chance', 6.1, CALM, 'resolved'],
		['it may be chance', 6.1, {...CALM, chance: 0.01}, 'easing'],
		['there was little mail', 6.1, {...CALM, total: 99}, 'easing'],
		['nobody sent anything', 24, {...CALM, calm: false, total: 0}, 'resolved'],
	])('eases and ends when %s', (_, hours, lull, state) => {
		expect(sweep(opened, hours, lull)).toMatchObject({state, alertSequence: state === 'resolved' ? 2 : 1});
	});

	it('that is over opens again by what came since alone', () => {
		const over = sweep(opened, 7);
		expect(projectRise(over, rise(0), SETTINGS, clock(8))).toBeUndefined();
		const again = project(over, rise(9), 9);
		expect(again).toMatchObject({state: 'reopened', episode: 2, alertSequence: 3, count: 50, openedAt: time(9)});
		expect(again.timeline.map(({what}) => what)).toEqual(['opened', 'resolved', 'reopened']);
		expect(again).not.toHaveProperty('resolvedAt');
	});

	it('gives way to a ban without an alert', () => {
		const ban = incident();
		expect(superseded(opened, ban, clock(1))).toMatchObject({
			state: 'resolved',
			supersededBy: ban.id,
			alertSequence: 1,
			alertState: 'opened',
		});
	});

	it('moves along the edges of its states, with an alert for each end of an episode', () => {
		const EDGES: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
			open: ['easing', 'resolved'],
			easing: ['open', 'reopened', 'resolved'],
			resolved: ['reopened'],
			reopened: ['easing', 'resolved'],
		};
		const step = fc.record({
			gap: fc.double({min: 0.1, max: 10, noNaN: true}),
			rate: fc.option(fc.double({min: 0.02, max: 1, noNaN: true})),
			calm: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(step, {maxLength: 50}), (steps) => {
				let known: Incident | undefined;
				let now = 0;
				const alerts: string[] = [];
				for (const {gap, rate, calm} of steps) {
					now += gap;
					const before: Incident | undefined = known;
					if (rate !== null) known = project(before, rise(now, rate), now);
					else if (before !== undefined) known = sweep(before, now, {...CALM, calm});
					if (known === undefined) continue;
					if (before !== undefined && before.state !== known.state) expect(EDGES[before.state]).toContain(known.state);
					const raised = known.alertSequence - (before?.alertSequence ?? 0);
					expect(raised).toBeLessThanOrEqual(1);
					if (raised === 1) alerts.push(known.alertState);
					expect(known.timeline.length).toBeLessThanOrEqual(60);
				}
				const turns = alerts.filter((alert) => alert !== 'reminder');
				for (const [at, alert] of turns.entries()) expect(alert).toBe(at % 2 === 0 ? 'opened' : 'resolved');
			}),
		);
	});
});
