import type {Scenario} from '#test/support/simulate/scenario.ts';
import {POISONING, SCENARIOS, type ScenarioName, TROUBLE} from '#test/support/simulate/scenarios.ts';
import type {Pace, Story} from './play.ts';

const SEED = 20_260_302;
/** The fifty have an IP of their own: on one stack nobody else is to share it. */
const SHARED_IP = '192.0.2.77';

/** A story by its name, and how much of it is played. */
export function story(name: ScenarioName, more: Partial<Story> = {}): Story {
	const scenario: Scenario = SCENARIOS[name];
	const tenants = name === 'shared' ? scenario.tenants.map((one) => ({...one, ips: [SHARED_IP]})) : scenario.tenants;
	const whole = {...scenario, tenants};
	return {scenario: whole, seed: SEED, from: 0, to: scenario.days, later: 0, ...more};
}

/** In the middle of a story's trouble, on a weekday afternoon; of the others on the same day. */
export const middleOf = ({scenario}: Story): number =>
	scenario.name === SCENARIOS.poisoning.name ? POISONING.ban + 1.75 : TROUBLE.from + 1.75;

/** Stories by name, and how often the stack is looked at while they are played. */
export interface Play {
	readonly stories: ReadonlyMap<ScenarioName, Story>;
	readonly paces: readonly Pace[];
}

/** The last day of all stories. */
const LAST = 20;

/** All of them at full length and volume; they end on the same day. */
export function wholePlay(): Play {
	return {
		stories: new Map([
			['healthy', story('healthy', {to: LAST})],
			['poisoning', story('poisoning', {to: LAST, full: true, again: POISONING.ban})],
			['spamhaus', story('spamhaus', {to: LAST})],
			['policy', story('policy', {to: LAST})],
			['bad-list', story('bad-list', {to: LAST, full: true})],
			['dkim', story('dkim', {to: LAST, again: TROUBLE.from + 1})],
			['shared', story('shared', {to: LAST, full: true})],
			['tiny', story('tiny', {later: LAST - SCENARIOS.tiny.days})],
		]),
		// Nothing is wrong anywhere in the first days; from then on whoever waits for an alert has it within the hour.
		paces: [
			{until: POISONING.throttling - 1, hours: 12},
			{until: LAST + 1 / 24, hours: 1},
		],
	};
}
