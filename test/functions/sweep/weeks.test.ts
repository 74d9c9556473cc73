import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Incident} from '#shared/model/incident.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {type Alerted, type Part, type Replayed, replay} from '#test/support/simulate/replay.ts';
import type {Scenario} from '#test/support/simulate/scenario.ts';
import {CULPRIT, POISONING, SCENARIOS, type ScenarioName, TROUBLE} from '#test/support/simulate/scenarios.ts';

const SEED = 20_260_302;
const STEP_HOURS = 2;
/** The fifty are twelve here, on an IP of their own: what happens to each is the same. */
const SHARED_IP = '192.0.2.77';
const SHARED_TENANTS = 12;

/** A story with the mail that it takes to tell it, from a few days before something happens. */
function part(name: ScenarioName, from: number, hours = STEP_HOURS, days: number = SCENARIOS[name].days): Part {
	const scenario: Scenario = SCENARIOS[name];
	return {scenario: {...scenario, days}, seed: SEED, from, hours};
}

const shared: Part = {
	...part('shared', 12, 4),
	scenario: {
		...SCENARIOS.shared,
		tenants: SCENARIOS.shared.tenants.slice(0, SHARED_TENANTS).map((tenant) => ({...tenant, ips: [SHARED_IP]})),
	},
};

/** One incident as a deliverability expert wants it told. Days count from the start of the story. */
interface Expected {
	readonly tenant: string;
	readonly id: string;
	/** The alert that opens it comes between these days. */
	readonly opens: readonly [number, number];
	/** At most so many reminders: one a day while it goes on. */
	readonly reminders: number;
	/** The all-clear comes between these days; `superseded` ends it without one; `goes on`: the cause is still there. */
	readonly ends: readonly [number, number] | 'superseded' | 'goes on';
	readonly attribution?: string;
	/** In the first line of the alert that opens it. */
	readonly says: string;
}

const ban = (tenant: string, ip: string, network: string, from: number, to: number): Expected[] => [
	{
		tenant,
		id: `ip-ban#${ip}#exchange-online`,
		opens: [from, from + 0.5],
		reminders: to - from,
		ends: [to, to + 1],
		attribution: 'spread',
		says: `Microsoft 365 bans the sending IP ${ip}`,
	},
	{
		tenant,
		id: `ip-ban#${network}#outlook-consumer`,
		opens: [from, from + 1],
		reminders: to - from,
		ends: [to, to + 1.1],
		says: `Outlook.com bans the network ${network}`,
	},
];

/** What each story comes to, to the last alert: what does not stand here is a false alarm. */
const TABLE: Readonly<Record<ScenarioName, readonly Expected[]>> = {
	healthy: [],
	poisoning: [
		{
			tenant: 'poisoned',
			id: 'throttling#203.0.113.7#any',
			opens: [POISONING.throttling, POISONING.ban - 2],
			reminders: POISONING.ban - POISONING.throttling - 1,
			ends: 'superseded',
			says: '203.0.113.7',
		},
		...ban('poisoned', '203.0.113.7', '203.0.113.0/24', POISONING.ban, POISONING.delisted),
	],
	spamhaus: [
		{
			tenant: 'listed',
			id: 'spamhaus-listing#listed.example#spamhaus',
			opens: [TROUBLE.from, TROUBLE.from + 0.2],
			reminders: TROUBLE.to - TROUBLE.from,
			ends: [TROUBLE.to + 0.25, TROUBLE.to + 1],
			attribution: 'spread',
			says: 'Spamhaus lists the domain listed.example',
		},
	],
	policy: [],
	'bad-list': [
		{
			tenant: 'bought',
			id: 'list-quality#all#any',
			opens: [TROUBLE.from, TROUBLE.from + 0.5],
			reminders: 1,
			ends: [TROUBLE.from + 1.25, TROUBLE.from + 2],
			says: 'addresses are dead',
		},
	],
	dkim: [
		{
			tenant: 'unsigned',
			id: 'authentication#unsigned.example#any',
			opens: [TROUBLE.from, TROUBLE.from + 0.5],
			reminders: TROUBLE.to - TROUBLE.from,
			ends: [TROUBLE.to + 0.25, TROUBLE.to + 1],
			says: 'DKIM',
		},
	],
	shared: [
		...ban('operator', SHARED_IP, '192.0.2.0/24', TROUBLE.from, TROUBLE.to).map((expected) => ({
			...expected,
			reminders: 0,
			says: 'tenants',
		})),
		...shared.scenario.tenants.flatMap(({id}) =>
			ban(id, SHARED_IP, '192.0.2.0/24', TROUBLE.from, TROUBLE.to).map(({attribution: _, ...expected}) => expected),
		),
		{
			tenant: CULPRIT,
			id: 'list-quality#all#any',
			opens: [TROUBLE.from - 1, TROUBLE.from - 0.4],
			reminders: 6,
			ends: 'goes on',
			says: 'addresses are dead',
		},
	],
	tiny: [],
};

let engine: Engine;
let told: Replayed;
beforeAll(async () => {
	engine = await startDynamodb();
	const parts = [
		part('healthy', 15, STEP_HOURS, 19),
		part('poisoning', 7, STEP_HOURS, 18),
		part('spamhaus', 13, STEP_HOURS, 19),
		part('policy', 14, STEP_HOURS, 18),
		part('bad-list', 12, STEP_HOURS, 17),
		part('dkim', 12, STEP_HOURS, 19),
		shared,
		part('tiny', 7, 4, 20),
	];
	told = await replay(engine.store, parts, STEP_HOURS);
}, 300_000);
afterAll(() => engine.stop());

const tenantsOf = (name: ScenarioName): string[] =>
	name === 'shared'
		? ['operator', ...shared.scenario.tenants.map(({id}) => id)]
		: SCENARIOS[name].tenants.map(({id}) => id);

const within = ([from, to]: readonly [number, number], day: number | undefined): boolean =>
	day !== undefined && day >= from && day <= to;

function check(expected: Expected, incident: Incident | undefined, alerts: readonly Alerted[]): void {
	const name = `${expected.tenant} ${expected.id}`;
	const of = (state: string) => alerts.filter((alert) => alert.state === state);
	const [opened] = of('opened');
	const [resolved] = of('resolved');
	expect(of('opened'), name).toHaveLength(1);
	expect(opened?.text, name).toContain(expected.says);
	expect(within(expected.opens, opened?.day), `${name} opened on day ${opened?.day}`).toBe(true);
	expect(of('reminder').length, name).toBeLessThanOrEqual(expected.reminders);
	expect(incident?.episode, name).toBe(1);
	if (typeof expected.ends === 'string') {
		expect(of('resolved'), name).toHaveLength(0);
		expect(incident?.state, name).toBe(expected.ends === 'superseded' ? 'resolved' : 'open');
		expect(incident?.supersededBy !== undefined, name).toBe(expected.ends === 'superseded');
	} else {
		expect(of('resolved'), name).toHaveLength(1);
		expect(within(expected.ends, resolved?.day), `${name} resolved on day ${resolved?.day}`).toBe(true);
		expect(incident?.state, name).toBe('resolved');
	}
	if (expected.attribution !== undefined) {
		expect(incident?.attribution, name).toMatchObject({verdict: expected.attribution, confident: 'high'});
	}
}

describe('simulated weeks, through the ledger, the sweep and the notifier', () => {
	it.each(Object.keys(TABLE).filter((name): name is ScenarioName => name in SCENARIOS))(
		'%s: exactly the incidents, alerts and all-clears that an expert wants',
		(name) => {
			const tenants = tenantsOf(name);
			const incidents = told.incidents.filter(({tenant}) => tenants.includes(tenant));
			const alerts = told.alerts.filter(({tenant}) => tenants.includes(tenant));
			const names = (all: readonly {tenant: string; id: string}[]) =>
				[...new Set(all.map(({tenant, id}) => `${tenant} ${id}`))].sort();
			expect(names(incidents)).toEqual(names(TABLE[name]));
			expect(names(alerts)).toEqual(names(TABLE[name]));
			for (const expected of TABLE[name]) {
				const own = ({tenant, id}: {tenant: string; id: string}) => tenant === expected.tenant && id === expected.id;
				check(expected, incidents.find(own), alerts.filter(own));
			}
		},
	);

	it('the operator is told of all tenants, and no tenant of another', () => {
		for (const incident of told.incidents) {
			if (incident.tenant === 'operator') expect(incident.tenants).toHaveLength(SHARED_TENANTS);
			else expect(incident.tenants).toBeUndefined();
		}
	});
});
