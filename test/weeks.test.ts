import {beforeAll, describe, expect, it} from 'vitest';
import type {Scenario, SimulatedTenant} from '#test/support/simulate/scenario.ts';
import {POISONING, type ScenarioName, TROUBLE} from '#test/support/simulate/scenarios.ts';
import {differences} from '#test/support/weeks/differences.ts';
import type {Story} from '#test/support/weeks/play.ts';
import {middleOf, story} from '#test/support/weeks/stories.ts';
import {type ToldStory, type ToldWeeks, tellWeeks, tenantsOf} from '#test/support/weeks/tell.ts';
import {WANTED} from '#test/support/weeks/wanted.ts';

/**
 * The stories that say most, through the signed webhooks of the local stack, in as little mail as it takes to tell them. All
 * eight are told in process in functions/sweep/weeks.test.ts, and at full length and volume by `npm run bench -- weeks`.
 */

/** The trouble of all four begins and ends on the same days of the play. */
const LATER = TROUBLE.from - POISONING.ban;

function withMail(scenario: Scenario, perDay: (tenant: SimulatedTenant, day: number) => number): Scenario {
	const tenants = scenario.tenants.map((one) => ({...one, perDay: (day: number) => perDay(one, day)}));
	return {...scenario, tenants};
}
/** Of the fifty who share an IP: what happens to each is the same. */
const SHARING = 20;
/** Half the mail. Those who share an IP are silent until the ban, but for the one that mails much since the day before. */
function late({perDay}: SimulatedTenant, day: number): number {
	const half = perDay(day) / 2;
	return day >= TROUBLE.from || half > 100 ? half : 0;
}
const half = ({perDay}: SimulatedTenant, day: number): number => perDay(day) / 2;
const bySendgrid = (scenario: Scenario): Scenario => ({
	...scenario,
	tenants: scenario.tenants.map((one) => ({...one, esp: 'sendgrid' as const})),
});

const poisoning = story('poisoning', {later: LATER, full: true, again: POISONING.ban});
const policy = story('policy');
const fifty = story('shared');
const shared = {...fifty, scenario: {...fifty.scenario, tenants: fifty.scenario.tenants.slice(0, SHARING)}};
const dkim = story('dkim');
const STORIES: ReadonlyMap<ScenarioName, Story> = new Map([
	['poisoning', {...poisoning, scenario: withMail(poisoning.scenario, half), from: 7, to: POISONING.delisted + 1}],
	[
		'policy',
		{...policy, scenario: bySendgrid(policy.scenario), from: TROUBLE.from, to: TROUBLE.from + 1.5, full: true},
	],
	['dkim', {...dkim, scenario: withMail(dkim.scenario, () => 150), from: 14.5, to: TROUBLE.to + 1, again: 15}],
	[
		'shared',
		{...shared, scenario: withMail(shared.scenario, late), from: TROUBLE.from - 1, to: TROUBLE.to + 1, full: true},
	],
]);

/** Hour by hour where a ban begins, with longer strides where less happens. */
const PACES = [
	{until: 11, hours: 24},
	{until: 13, hours: 12},
	{until: 14, hours: 24},
	{until: 15, hours: 6},
	{until: 15.125, hours: 1},
	{until: 15.25, hours: 3},
	{until: 15.5, hours: 6},
	{until: 16.5, hours: 12},
	{until: 18, hours: 18},
	{until: 18.25, hours: 6},
	{until: 18.75, hours: 3},
	{until: 19, hours: 6},
	{until: 19.1, hours: 1},
];

let told: ToldWeeks;
beforeAll(async () => {
	const middle = (one: Story) => (one === STORIES.get('policy') ? one.to : Math.floor(middleOf(one)) + 0.5);
	told = await tellWeeks({stories: [...STORIES.values()], paces: PACES, days: (one) => [middle(one)]});
}, 400_000);

function toldOf(name: ScenarioName): ToldStory {
	const found = told.stories.find((one) => one.story === STORIES.get(name));
	if (found === undefined) throw new Error(`${name} was not told`);
	return found;
}

describe.each([...STORIES.keys()])('%s, through the webhooks of the local stack', (name) => {
	it('comes to exactly the incidents, alerts and all-clears that an expert wants', () => {
		const {story: one, incidents, alerts, latest} = toldOf(name);
		expect(differences(WANTED[name](one.scenario), incidents, alerts, latest)).toEqual([]);
	});

	it('is counted to the last event, whatever came twice and in disorder', () => {
		const {story: one, counters, events} = toldOf(name);
		expect(counters.map(({told: counted}) => counted)).toEqual(counters.map(({posted}) => posted));
		const tenants = tenantsOf(one).filter((id) => id !== 'operator');
		expect(counters.filter(({dimension}) => dimension === 'all')).toHaveLength(tenants.length);
		const sum = counters
			.filter(({dimension}) => dimension === 'all')
			.flatMap(({told: {dead: _, blocked: __, ...counted}}) => Object.values(counted))
			.reduce((total, count) => total + count, 0);
		expect(sum).toBe(events);
	});
});

describe('in the middle of it', () => {
	const shownOf = (name: ScenarioName) => toldOf(name).shown[0];

	it("a company's policy is told as its own, without an incident, and the score does not suffer", () => {
		expect(shownOf('policy')).toMatchObject({byIp: 'concentrated', byDomain: 'concentrated', incidents: []});
		expect(shownOf('policy')?.score).toBeGreaterThan(80);
	});

	it('a banned IP is told as the reputation of the sender, with a score that nobody is content with', () => {
		expect(shownOf('poisoning')).toMatchObject({byIp: 'spread', incidents: {length: 2}});
		expect(shownOf('poisoning')?.score).toBeLessThanOrEqual(40);
	});
});

it('the operator is told of all tenants, and no tenant of another', () => {
	for (const incident of toldOf('shared').incidents) {
		if (incident.tenant === 'operator') expect(incident.tenants).toHaveLength(SHARING);
		else expect(incident.tenants).toBeUndefined();
	}
});

it('no function failed or lacked a permission', () => {
	expect(told.said).toEqual([]);
});
