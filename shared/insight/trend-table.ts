import {CATEGORY_NAMES} from '#shared/model/category.ts';
import type {Metric} from '#shared/model/reputation.ts';
import {bounceGroup} from './rates.ts';

export type TrendKind = 'throttling' | 'list-quality' | 'authentication' | 'complaints';
type Counts = ReadonlyMap<Metric, number>;

/** When a rise is one, and what is said about it. */
export interface TrendRow {
	readonly kind: TrendKind;
	/** The bad ones, and what they are out of. */
	readonly bad: (counts: Counts) => number;
	readonly total: (counts: Counts) => number;
	/** Hours that are looked at, the shortest first; each is compared with stretches of the same length before it. */
	readonly windows: readonly number[];
	readonly historyDays: number;
	/** With fewer of all, or fewer bad ones, nothing is said. */
	readonly leastTotal: number;
	readonly leastBad: number;
	/** Below this rate it is no trouble, however quiet it was before. */
	readonly leastRate: number;
	/** From this rate on it is trouble even where there is no history to compare with. */
	readonly sureRate: number;
	/** The rate is at least so many times the usual one. */
	readonly times: number;
	/** `{…}` are filled in. */
	readonly says: string;
	readonly saysWithoutHistory: string;
	readonly follows: string;
}

const sum = (counts: Counts, metrics: readonly Metric[]): number =>
	metrics.reduce((total, metric) => total + (counts.get(metric) ?? 0), 0);

const BOUNCED = CATEGORY_NAMES.map((category) => `bounced.${category}` as const);
const DEAD = CATEGORY_NAMES.filter((category) => bounceGroup(category) === 'dead').map(
	(category) => `bounced.${category}` as const,
);
const THROTTLED = ['deferred.ip-throttled', 'bounced.ip-throttled'] as const;
const UNAUTHENTICATED = ['bounced.authentication-failed', 'deferred.authentication-failed'] as const;

/** Messages that were delivered or given up. */
export const messages = (counts: Counts): number => sum(counts, ['delivered', ...BOUNCED]);

/** Median and spread are taken from this many stretches of time at least. */
export const LEAST_HISTORY = 3;
/** So many times the usual spread, and as improbable by chance as this: a look every 15 minutes must not cry wolf. */
export const DEVIATIONS = 4;
export const CHANCE = 1e-5;

export const TRENDS: Readonly<Record<TrendKind, TrendRow>> = {
	throttling: {
		kind: 'throttling',
		bad: (counts) => sum(counts, THROTTLED),
		total: (counts) => messages(counts) + sum(counts, ['deferred.ip-throttled']),
		windows: [6, 24],
		historyDays: 14,
		leastTotal: 100,
		leastBad: 12,
		leastRate: 0.02,
		sureRate: 0.1,
		times: 3,
		says: '{resource} is slowed down for its reputation: {bad} of {total} attempts in the last {hours} hours ({rate}, usually {usual}). That comes before a ban.',
		saysWithoutHistory:
			'{resource} is slowed down for its reputation: {bad} of {total} attempts in the last {hours} hours ({rate}), and it has no history yet. New IPs are treated so.',
		follows:
			'Lower the volume to what it was before, send to people who opened or clicked lately, and raise it again in steps over several days. Look for what changed: a new list, a hijacked account, a campaign.',
	},
	'list-quality': {
		kind: 'list-quality',
		bad: (counts) => sum(counts, DEAD),
		total: messages,
		windows: [6, 24],
		historyDays: 14,
		leastTotal: 100,
		leastBad: 12,
		leastRate: 0.02,
		sureRate: 0.05,
		times: 3,
		says: 'Suddenly many addresses are dead: {bad} of {total} messages of {resource} in the last {hours} hours ({rate}, usually {usual}). That is how a bought, old or guessed list looks.',
		saysWithoutHistory:
			'Many addresses are dead: {bad} of {total} messages of {resource} in the last {hours} hours ({rate}). That is how a bought, old or guessed list looks.',
		follows:
			'Stop the mailing. Find out where its addresses come from, and send only to those that signed up and were mailed lately.',
	},
	authentication: {
		kind: 'authentication',
		bad: (counts) => sum(counts, UNAUTHENTICATED),
		total: (counts) => messages(counts) + sum(counts, ['deferred.authentication-failed']),
		windows: [6, 24],
		historyDays: 14,
		leastTotal: 50,
		leastBad: 8,
		leastRate: 0.01,
		sureRate: 0.05,
		times: 3,
		says: 'Mail of {domain} does not pass authentication any more{check}: {bad} of {total} attempts in the last {hours} hours ({rate}, usually {usual}).',
		saysWithoutHistory:
			'Mail of {domain} does not pass authentication{check}: {bad} of {total} attempts in the last {hours} hours ({rate}).',
		follows:
			'Ask who changed the DNS of {domain} or the sending service lately. Check its SPF record, the DKIM selector and the DMARC record, put them right, then send again: the addresses are good.',
	},
	complaints: {
		kind: 'complaints',
		bad: (counts) => counts.get('complained') ?? 0,
		total: (counts) => counts.get('delivered') ?? 0,
		windows: [24, 72],
		historyDays: 28,
		leastTotal: 1000,
		leastBad: 5,
		leastRate: 0.001,
		sureRate: 0.003,
		times: 2,
		says: 'Recipients complain more than before: {bad} of {total} messages of {resource} in the last {hours} hours ({rate}, usually {usual}), among those whose provider tells complaints.',
		saysWithoutHistory:
			'Recipients complain: {bad} of {total} messages of {resource} in the last {hours} hours ({rate}), among those whose provider tells complaints.',
		follows:
			'Look at which mailing it was and who got it. Make unsubscribing easy, and leave out those who did not open or click for long.',
	},
};

/** How the volume of a day stands against the days before, from the greatest factor down; the first that fits. */
export const VOLUME_WORDS: readonly {readonly atLeast: number; readonly says: string}[] = [
	{atLeast: 1.5, says: 'It sent {times} times as much as usual: {today} messages in 24 hours, usually {usualVolume}.'},
	{atLeast: 0.67, says: 'Its volume did not change: {today} messages in 24 hours, usually {usualVolume}.'},
	{atLeast: 0, says: 'It sent less than usual: {today} messages in 24 hours, usually {usualVolume}.'},
];
