import {describe, expect, it} from 'vitest';
import {type Attribution, attribute, attributeClusters, trafficFrom} from '#shared/insight/attribution.ts';
import {reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {type Finding, riseOf} from '#shared/insight/trend.ts';
import type {TrendKind} from '#shared/insight/trend-table.ts';
import {hourBefore, windowAt} from '#shared/insight/windows.ts';
import type {Dimension} from '#shared/model/reputation.ts';
import {bodiesOf} from '#test/support/simulate/bodies.ts';
import {type Folded, fold} from '#test/support/simulate/fold.ts';
import {eventsOf, microsoft365Of, START} from '#test/support/simulate/mail.ts';
import type {Scenario} from '#test/support/simulate/scenario.ts';
import {
	CULPRIT,
	POISONING,
	POLICY_OF,
	SCENARIOS,
	type ScenarioName,
	TROUBLE,
} from '#test/support/simulate/scenarios.ts';

const DAY = 86_400_000;
const SEED = 20_260_302;
const at = (day: number) => new Date(START + day * DAY - 1000);
const HEALTHY_IP = '203.0.113.8';
const IP = '203.0.113.7';

function play(name: ScenarioName, seed = SEED) {
	const scenario: Scenario = SCENARIOS[name];
	const folded = fold(bodiesOf(eventsOf(scenario, seed)));
	return {scenario, folded, microsoft365: microsoft365Of(scenario, seed)};
}

interface Rise {
	readonly first: number;
	readonly last: number;
	readonly finding: Finding;
}

/** When a rise was seen, looking every three hours at what was known then. */
function rise(
	folded: Folded,
	scenario: Scenario,
	kind: TrendKind,
	of: readonly [tenant: string, Dimension, value: string],
): Rise | undefined {
	const all = folded.hourly(...of, hourBefore(at(0), 0), hourBefore(at(scenario.days), 0));
	let seen: Rise | undefined;
	for (let day = 1; day <= scenario.days; day += 1 / 8) {
		const to = hourBefore(at(day), 0);
		const known = all.filter(({hour}) => hour <= to);
		const refusals = folded.bounces
			.filter(
				({occurredAt, classification}) =>
					kind === 'authentication' &&
					occurredAt.slice(0, 13) <= to &&
					classification?.category === 'authentication-failed',
			)
			.map(({event, classification}) => ({
				text: 'diagnostic' in event ? event.diagnostic : null,
				tokens: classification?.tokens ?? {},
				domain: event.sendingDomain,
			}));
		const finding = riseOf(kind, known, at(day), {resource: of[2], refusals});
		if (finding !== undefined) seen = {first: seen?.first ?? day, last: day, finding: seen?.finding ?? finding};
	}
	return seen;
}

function blame(
	folded: Folded,
	tenant: string,
	ip: string,
	days: readonly [number, number],
	microsoft365: ReadonlySet<string>,
): Attribution {
	return attribute(folded.traffic(tenant, ip, hourBefore(at(days[0]), 0), hourBefore(at(days[1]), 0)), {microsoft365});
}

/** By Microsoft cluster, of all of a tenant's senders. */
function clusters(folded: Folded, tenant: string, [first, last]: readonly [number, number]) {
	const [from, to] = [hourBefore(at(first), 0), hourBefore(at(last), 0)];
	const counters = folded.values(tenant, 'region').map((region) => folded.counters(tenant, 'region', region, from, to));
	return attributeClusters(trafficFrom(counters));
}

function score(
	folded: Folded,
	of: readonly [tenant: string, Dimension, value: string],
	day: number,
	open: readonly string[] = [],
) {
	const {from, to} = windowAt('7d', at(day));
	return scoreOf(reputationOf(folded.counters(...of, from, to)), open).score;
}

const quiet = (folded: Folded, scenario: Scenario, kinds: readonly TrendKind[], tenant: string) => {
	for (const kind of kinds) {
		const values =
			kind === 'throttling'
				? folded.values(tenant, 'sending-ip').map((ip) => ['sending-ip', ip] as const)
				: [['all', 'all'] as const];
		for (const [dimension, value] of values) {
			expect(
				rise(folded, scenario, kind, [tenant, dimension, value])?.finding.words,
				`${kind} of ${value}`,
			).toBeUndefined();
		}
	}
};

describe('simulated weeks', () => {
	it('are the same for the same seed, and others for another', () => {
		const bodies = (seed: number) => [...bodiesOf(eventsOf(SCENARIOS.tiny, seed))].map(({body}) => body).join('\n');
		expect(bodies(1)).toBe(bodies(1));
		expect(bodies(1)).not.toBe(bodies(2));
	});

	it('of a healthy sender: nothing rises, nobody is blamed, the score is full', () => {
		const {scenario, folded, microsoft365} = play('healthy');
		quiet(folded, scenario, ['throttling', 'list-quality', 'authentication', 'complaints'], 'healthy');
		expect(blame(folded, 'healthy', '*', [14, 21], microsoft365).verdict).not.toBe('concentrated');
		expect(score(folded, ['healthy', 'all', 'all'], 21)).toBe(100);
	});

	it('of a poisoned IP: throttling is told days before the ban, the ban is a reputation, the other IP stays clean', () => {
		const {scenario, folded, microsoft365} = play('poisoning');
		const found = rise(folded, scenario, 'throttling', ['poisoned', 'sending-ip', IP]);
		expect(found?.first).toBeGreaterThan(POISONING.throttling);
		expect(found?.first).toBeLessThan(POISONING.ban - 2);
		expect(found?.last).toBeLessThan(POISONING.ban + 1.1);
		expect(found?.finding.volume?.times).toBeGreaterThan(1.5);
		expect(found?.finding.words).toContain('times as much as usual');
		expect(rise(folded, scenario, 'throttling', ['poisoned', 'sending-ip', HEALTHY_IP])).toBeUndefined();
		quiet(folded, scenario, ['list-quality', 'authentication'], 'poisoned');
		expect(blame(folded, 'poisoned', IP, [POISONING.ban, POISONING.ban + 1], microsoft365)).toMatchObject({
			verdict: 'spread',
			confident: 'high',
		});
		expect(clusters(folded, 'poisoned', [POISONING.ban, POISONING.ban + 1])).toMatchObject({
			verdict: 'spread',
			confident: 'high',
		});
		const banned = score(folded, ['poisoned', 'sending-ip', IP], POISONING.delisted, ['ip-ban']);
		expect(banned).toBeLessThanOrEqual(40);
		expect(score(folded, ['poisoned', 'sending-ip', HEALTHY_IP], POISONING.delisted)).toBeGreaterThan(95);
	});

	it('of a HELO name that Spamhaus lists: many organizations, no other rise', () => {
		const {scenario, folded, microsoft365} = play('spamhaus');
		quiet(folded, scenario, ['throttling', 'list-quality', 'authentication', 'complaints'], 'listed');
		expect(blame(folded, 'listed', '*', [TROUBLE.from, TROUBLE.to], microsoft365)).toMatchObject({
			verdict: 'spread',
			confident: 'high',
		});
	});

	it("of one company's policy: that company, with the other organizations at Microsoft 365 as counter-evidence", () => {
		const {scenario, folded, microsoft365} = play('policy');
		quiet(folded, scenario, ['throttling', 'list-quality', 'authentication', 'complaints'], 'refused');
		const found = blame(folded, 'refused', IP, [TROUBLE.from, TROUBLE.from + 6], microsoft365);
		expect(found).toMatchObject({verdict: 'concentrated', top: {name: POLICY_OF, delivered: 0}});
		expect(clusters(folded, 'refused', [TROUBLE.from, TROUBLE.from + 6])).toMatchObject({verdict: 'concentrated'});
		expect(found.otherMicrosoft365?.organizations).toBeGreaterThan(100);
		expect(score(folded, ['refused', 'all', 'all'], 21)).toBeGreaterThan(90);
	});

	it('of a bad list: told within hours, and nobody is blamed for blocks', () => {
		const {scenario, folded} = play('bad-list');
		const found = rise(folded, scenario, 'list-quality', ['bought', 'all', 'all']);
		expect(found?.first).toBeGreaterThan(TROUBLE.from);
		expect(found?.first).toBeLessThan(TROUBLE.from + 0.5);
		expect(found?.last).toBeLessThan(TROUBLE.from + 2.2);
		quiet(folded, scenario, ['throttling', 'authentication', 'complaints'], 'bought');
		expect(score(folded, ['bought', 'all', 'all'], TROUBLE.from + 1)).toBeLessThan(
			score(folded, ['bought', 'all', 'all'], TROUBLE.from),
		);
	});

	it('of broken DKIM: the domain and the check are named within hours', () => {
		const {scenario, folded} = play('dkim');
		const found = rise(folded, scenario, 'authentication', ['unsigned', 'sending-domain', 'unsigned.example']);
		expect(found?.first).toBeLessThan(TROUBLE.from + 0.5);
		expect(found?.finding.authentication).toMatchObject({
			domain: 'unsigned.example',
			checks: [{check: 'DKIM'}, {check: 'DMARC'}],
		});
		quiet(folded, scenario, ['throttling', 'list-quality', 'complaints'], 'unsigned');
	});

	it('of 50 tenants on one IP: a reputation for the operator, and no tenant is sure of one organization', () => {
		const {folded, scenario, microsoft365} = play('shared');
		expect(blame(folded, '*', IP, [TROUBLE.from, TROUBLE.to], microsoft365)).toMatchObject({
			verdict: 'spread',
			confident: 'high',
		});
		for (const {id} of scenario.tenants) {
			const {verdict} = blame(folded, id, IP, [TROUBLE.from, TROUBLE.to], microsoft365);
			expect(verdict, id).not.toBe('concentrated');
		}
		expect(rise(folded, scenario, 'list-quality', [CULPRIT, 'all', 'all'])?.first).toBeGreaterThan(TROUBLE.from - 1);
		quiet(folded, scenario, ['list-quality', 'complaints', 'authentication'], 'shared-01');
	});

	it('of a tiny sender: no percentage, no alarm, nobody blamed', () => {
		const {folded, scenario, microsoft365} = play('tiny');
		quiet(folded, scenario, ['throttling', 'list-quality', 'authentication', 'complaints'], 'tiny');
		const {from, to} = windowAt('7d', at(28));
		expect(reputationOf(folded.counters('tiny', 'all', 'all', from, to)).rates.bounce.told).toBe('too few to say');
		expect(blame(folded, 'tiny', '*', [0, 28], microsoft365).verdict).toBe('too few to say');
		expect(score(folded, ['tiny', 'all', 'all'], 28)).toBeGreaterThan(90);
	});
});
