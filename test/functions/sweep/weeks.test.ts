import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {type Part, type Replayed, replay} from '#test/support/simulate/replay.ts';
import type {Scenario} from '#test/support/simulate/scenario.ts';
import {SCENARIOS, type ScenarioName} from '#test/support/simulate/scenarios.ts';
import {differences} from '#test/support/weeks/differences.ts';
import {WANTED} from '#test/support/weeks/wanted.ts';

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

describe('simulated weeks, through the ledger, the sweep and the notifier', () => {
	it.each(Object.keys(WANTED).filter((name): name is ScenarioName => name in SCENARIOS))(
		'%s: exactly the incidents, alerts and all-clears that an expert wants',
		(name) => {
			const tenants = tenantsOf(name);
			const incidents = told.incidents.filter(({tenant}) => tenants.includes(tenant));
			const alerts = told.alerts.filter(({tenant}) => tenants.includes(tenant));
			const scenario = name === 'shared' ? shared.scenario : SCENARIOS[name];
			expect(differences(WANTED[name](scenario), incidents, alerts)).toEqual([]);
		},
	);

	it('the operator is told of all tenants, and no tenant of another', () => {
		for (const incident of told.incidents) {
			if (incident.tenant === 'operator') expect(incident.tenants).toHaveLength(SHARED_TENANTS);
			else expect(incident.tenants).toBeUndefined();
		}
	});
});
