import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {attributionAnswer} from '#functions/api/answers/attribution.ts';
import {overviewAnswer} from '#functions/api/answers/overview.ts';
import {startDns} from '#test/support/dns.ts';
import type {Alerted} from '#test/support/simulate/replay.ts';
import {startTestStack} from '#test/support/stack.ts';
import type {Latest} from './differences.ts';
import {type EndedIncident, incidentsOf} from './ended.ts';
import {clockFor, type Pace, playWeeks, type Story} from './play.ts';
import {type Posting, snsKeyIn, startPosting} from './posting.ts';
import {type Compared, compareCounters} from './recount.ts';

const OPERATOR = 'operator';
const DAY = 86_400_000;
/** SendGrid gathers so long before it posts. */
const BODY_MS = 30_000;
const attribution = z.looseObject(attributionAnswer.shape);

/** What a tenant's own key shows on one day. */
export interface Shown {
	readonly tenant: string;
	readonly day: number;
	readonly score: number;
	/** Headlines of the incidents that go on. */
	readonly incidents: readonly string[];
	/** Whose doing the blocks of its IP are in the last 24 hours, and of its domain in the last 7 days. */
	readonly byIp: string;
	readonly byDomain: string;
}

/** What became of a story, as its tenants and the operator can see it. */
export interface ToldStory {
	readonly story: Story;
	readonly events: number;
	readonly alerts: readonly Alerted[];
	readonly incidents: readonly EndedIncident[];
	readonly shown: readonly Shown[];
	readonly counters: readonly Compared[];
	/** The end of the step in which such an answer came first. */
	readonly latest: Latest;
}

export interface ToldWeeks {
	readonly stories: readonly ToldStory[];
	readonly bodies: number;
	readonly steps: number;
	readonly seconds: number;
	/** What the stack complained of: errors of functions, missing permissions. */
	readonly said: readonly string[];
}

/** Whom a story is about. */
export const tenantsOf = ({scenario}: Story): string[] => {
	const ids = scenario.tenants.map(({id}) => id);
	return ids.length > 1 ? [OPERATOR, ...ids] : ids;
};

async function shownOn(day: number, story: Story, {ask}: Posting): Promise<Shown> {
	const [{id = '', domain = '', ips = []} = {}] = story.scenario.tenants;
	const overview = overviewAnswer.parse(await ask(id, '/v1/overview?window=7d'));
	const byIp = attribution.parse(await ask(id, `/v1/attribution?ip=${ips[0]}&window=24h`));
	const byDomain = attribution.parse(await ask(id, `/v1/attribution?domain=${domain}&window=7d`));
	return {
		tenant: id,
		day,
		score: overview.score.score,
		incidents: overview.incidents.map(({headline}) => headline),
		byIp: byIp.organizations.verdict,
		byDomain: byDomain.organizations.verdict,
	};
}

/**
 * Plays stories on a local stack of their own, all side by side, and asks afterwards what came of them.
 *
 * @param days of each story on which its first tenant looks at its overview
 */
export async function tellWeeks({
	stories,
	paces,
	days,
	say,
}: {
	readonly stories: readonly Story[];
	readonly paces: readonly Pace[];
	readonly days: (story: Story) => readonly number[];
	readonly say?: (line: string) => void;
}): Promise<ToldWeeks> {
	const began = performance.now();
	const folder = await mkdtemp(join(tmpdir(), 'bounceledger-weeks-'));
	const clock = clockFor(stories);
	const key = snsKeyIn(folder);
	const dns = await startDns();
	const stack = await startTestStack(folder, {now: () => clock.at, dnsServers: dns.address});
	try {
		const posting = await startPosting(stack, [...new Set(stories.flatMap(tenantsOf))], key);
		const shown = new Map<Story, Shown[]>(stories.map((story) => [story, []]));
		const looks = stories.flatMap((story) =>
			days(story).map((day) => ({
				day: day + story.later,
				look: async () => void shown.get(story)?.push(await shownOn(day, story, posting)),
			})),
		);
		const weeks = await playWeeks(stack, posting, clock, {stories, paces, looks, ...(say === undefined ? {} : {say})});
		const told: ToldStory[] = [];
		for (const story of stories) {
			const ids = tenantsOf(story);
			const events = weeks.events.get(story) ?? [];
			const hour = (at: number) => new Date(at).toISOString().slice(0, 13);
			const range = {from: hour(events[0]?.at ?? 0), to: hour(events.at(-1)?.at ?? 0)};
			const incidents: EndedIncident[] = [];
			const counters: Compared[] = [];
			// Fifty tenants have the same to tell: the operator's word is the one that counts.
			for (const id of ids) {
				incidents.push(...(await incidentsOf(posting, id, ids.length < 10 || id === OPERATOR)));
				if (id !== OPERATOR) counters.push(...(await compareCounters(posting, id, events, range)));
			}
			const alerts = weeks.alerts.filter(({tenant}) => ids.includes(tenant));
			const latest: Latest = (tenant, answer) => {
				const first = events.find((one) => one.tenant === tenant && one.response.includes(answer));
				const end = first && weeks.ends.find((each) => each >= first.at + BODY_MS);
				return end === undefined ? undefined : (end - weeks.beganOf(story)) / DAY;
			};
			told.push({story, latest, events: events.length, alerts, incidents, shown: shown.get(story) ?? [], counters});
		}
		posting.stop();
		const {bodies, ends} = weeks;
		return {
			stories: told,
			bodies,
			steps: ends.length,
			seconds: (performance.now() - began) / 1_000,
			said: [...stack.said],
		};
	} finally {
		await stack.stop();
		await dns.stop();
		await rm(folder, {recursive: true, force: true});
	}
}
