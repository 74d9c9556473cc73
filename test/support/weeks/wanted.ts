import type {Scenario} from '#test/support/simulate/scenario.ts';
import {CULPRIT, POISONING, type ScenarioName, TROUBLE} from '#test/support/simulate/scenarios.ts';

/** One incident as a deliverability expert wants it told. Days count from the start of the story. */
export interface Wanted {
	readonly tenant: string;
	readonly id: string;
	/** The alert that opens it comes between these days. */
	readonly opens: readonly [number, number];
	/** At most so many reminders: one a day while it goes on. */
	readonly reminders: number;
	/** The all-clear comes between these days; `superseded` ends it without one; `goes on`: the cause is still there. */
	readonly ends: readonly [number, number] | 'superseded' | 'goes on';
	readonly attribution?: 'concentrated' | 'spread';
	/** In the first line of the alert that opens it. */
	readonly says: string;
	/**
	 * Words of the server's answer that opens it at once: the alert comes in the same step as the first of them. Nothing of a
	 * rise, which is one only when it is more than chance.
	 */
	readonly answer?: string;
}

const EXCHANGE = '5.7.606';
const OUTLOOK = '(S3150)';

const bans = (tenant: string, ip: string, from: number, to: number): Wanted[] => {
	const network = ip.replace(/\d+$/, '0/24');
	return [
		{
			tenant,
			id: `ip-ban#${ip}#exchange-online`,
			opens: [from, from + 0.5],
			reminders: to - from,
			ends: [to, to + 1],
			attribution: 'spread',
			says: `Microsoft 365 bans the sending IP ${ip}`,
			answer: EXCHANGE,
		},
		{
			tenant,
			id: `ip-ban#${network}#outlook-consumer`,
			opens: [from, from + 1],
			reminders: to - from,
			ends: [to, to + 1.1],
			says: `Outlook.com bans the network ${network}`,
			answer: OUTLOOK,
		},
	];
};

const sharedBans = ({tenants}: Scenario): Wanted[] => {
	const [ip = ''] = tenants[0]?.ips ?? [];
	const opens: Wanted['opens'] = [TROUBLE.from, TROUBLE.to];
	// Each tenant meets the ban with its first mail to Microsoft; for verdicts of its own a small one has too little.
	const own = tenants.flatMap(({id}) =>
		bans(id, ip, TROUBLE.from, TROUBLE.to).map(({attribution: _, ...wanted}) => ({...wanted, opens})),
	);
	const operator = bans('operator', ip, TROUBLE.from, TROUBLE.to).map(({answer: _, ...wanted}) => wanted);
	return [...operator.map((wanted) => ({...wanted, reminders: 0, says: 'tenants'})), ...own];
};

/** What each story comes to, to the last alert: what does not stand here is a false alarm. */
export const WANTED: Readonly<Record<ScenarioName, (scenario: Scenario) => readonly Wanted[]>> = {
	healthy: () => [],
	poisoning: () => [
		{
			tenant: 'poisoned',
			id: 'throttling#203.0.113.7#any',
			opens: [POISONING.throttling, POISONING.ban - 2],
			reminders: POISONING.ban - POISONING.throttling - 1,
			ends: 'superseded',
			says: '203.0.113.7',
		},
		...bans('poisoned', '203.0.113.7', POISONING.ban, POISONING.delisted),
	],
	spamhaus: () => [
		{
			tenant: 'listed',
			id: 'spamhaus-listing#listed.example#spamhaus',
			opens: [TROUBLE.from, TROUBLE.from + 0.2],
			reminders: TROUBLE.to - TROUBLE.from,
			ends: [TROUBLE.to + 0.25, TROUBLE.to + 1],
			attribution: 'spread',
			says: 'Spamhaus lists the domain listed.example',
			answer: 'amhaus',
		},
	],
	policy: () => [],
	'bad-list': () => [
		{
			tenant: 'bought',
			id: 'list-quality#all#any',
			opens: [TROUBLE.from, TROUBLE.from + 0.5],
			reminders: 1,
			ends: [TROUBLE.from + 1.25, TROUBLE.from + 2],
			says: 'addresses are dead',
		},
	],
	dkim: () => [
		{
			tenant: 'unsigned',
			id: 'authentication#unsigned.example#any',
			opens: [TROUBLE.from, TROUBLE.from + 0.5],
			reminders: TROUBLE.to - TROUBLE.from,
			ends: [TROUBLE.to + 0.25, TROUBLE.to + 1],
			says: 'DKIM',
		},
	],
	shared: (scenario) => [
		...sharedBans(scenario),
		{
			tenant: CULPRIT,
			id: 'list-quality#all#any',
			opens: [TROUBLE.from - 1, TROUBLE.from - 0.4],
			reminders: 6,
			ends: 'goes on',
			says: 'addresses are dead',
		},
	],
	tiny: () => [],
};
