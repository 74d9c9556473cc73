import {CATEGORIES, CATEGORY_NAMES, type Category, type Scope} from '#shared/model/category.ts';
import type {Counters, Dimension, Metric} from '#shared/model/reputation.ts';
import {type Interval, wilson} from './interval.ts';
import {providerOf} from './providers.ts';

/** Whose fault a bounce is, roughly: a dead address, a block of the sender or the message, or anything else. */
export type BounceGroup = 'dead' | 'block' | 'other';

/** What has to change → a block, or not. `organization-policy` and dead addresses are told apart below. */
const BLOCKED_SCOPES: readonly Scope[] = ['sending-ip', 'sending-domain', 'sending-account', 'message'];

/**
 * `dead`: the address itself is gone (the category suppresses it at once). `block`: the sender, the message or the
 * recipient's organization's rule stopped it, and the address is fine.
 */
export function bounceGroup(category: Category): BounceGroup {
	const {scope, suppression} = CATEGORIES[category];
	if (suppression === 'suppress') return 'dead';
	return BLOCKED_SCOPES.includes(scope) || category === 'organization-policy' ? 'block' : 'other';
}

/** What a rate is of. */
export const RATE_NAMES = ['bounce', 'dead', 'block', 'deferral', 'complaint', 'unsubscribe'] as const;
export type RateName = (typeof RATE_NAMES)[number];

/**
 * Messages (delivered or given up) below which a rate is not told: with fewer, a single event would already be past the
 * thresholds that ESPs and mailbox providers publish (5 % bounces, 0.1 % complaints).
 */
export const LEAST_VOLUME: Readonly<Record<RateName, number>> = {
	bounce: 100,
	dead: 100,
	block: 100,
	deferral: 100,
	complaint: 1000,
	unsubscribe: 1000,
};

/**
 * A part of 1 (0.02 is 2 %), or why there is none. `deferral` may pass 1: each attempt counts. `interval` is what the
 * number of messages allows to say: the true rate lies in it with 95 % confidence.
 */
export type Rate =
	| {readonly rate: number; readonly told: 'yes'; readonly interval: Interval}
	| {readonly rate: null; readonly told: 'too few to say' | 'not available'};

/** Counters in words that need no taxonomy, with the rates that they allow. */
export interface Reputation {
	readonly dimension: Dimension;
	readonly value: string;
	/** What every rate is out of: messages that were delivered or given up. */
	readonly messages: number;
	readonly delivered: number;
	readonly bounced: number;
	/** Those of `bounced` whose address is gone. */
	readonly dead: number;
	/** Those of `bounced` that were blocks. */
	readonly blocked: number;
	readonly deferred: number;
	readonly complained: number;
	readonly unsubscribed: number;
	/** By category, only those that occurred. */
	readonly categories: {
		readonly bounced: Readonly<Partial<Record<Category, number>>>;
		readonly deferred: Readonly<Partial<Record<Category, number>>>;
	};
	readonly rates: Readonly<Record<RateName, Rate>>;
	/** There was more than could be read at once: the counts are lower bounds. */
	readonly partial?: true;
}

function counted(counts: ReadonlyMap<Metric, number>, head: 'bounced' | 'deferred'): Partial<Record<Category, number>> {
	const some: Partial<Record<Category, number>> = {};
	for (const category of CATEGORY_NAMES) {
		const count = counts.get(`${head}.${category}`) ?? 0;
		if (count > 0) some[category] = count;
	}
	return some;
}

function sum(some: Partial<Record<Category, number>>, group?: BounceGroup): number {
	let total = 0;
	for (const category of CATEGORY_NAMES) {
		if (group === undefined || bounceGroup(category) === group) total += some[category] ?? 0;
	}
	return total;
}

const rounded = (rate: number): number => Math.round(rate * 1e6) / 1e6;

/**
 * Of how many messages complaints are told, or null where nobody tells any: neither Microsoft 365 nor Gmail has a feedback
 * loop, so that no complaint there means nothing.
 */
function complaintBase({dimension, value, withoutFeedback}: Counters, messages: number, complained: number) {
	if (dimension === 'region') return null;
	const silent = dimension === 'recipient-domain' && providerOf(value)?.feedbackLoop === false;
	const base = silent ? 0 : messages - Math.min(messages, withoutFeedback ?? 0);
	return base === 0 && messages > 0 && complained === 0 ? null : base;
}

/**
 * What the counters of one value come to. Pure.
 *
 * Microsoft 365 has no feedback loop: the complaint rate of its regions is not available, never zero. Of counts that are
 * only lower bounds no rate is made.
 */
export function reputationOf(counters: Counters): Reputation {
	const {dimension, value, counts, partial} = counters;
	const categories = {bounced: counted(counts, 'bounced'), deferred: counted(counts, 'deferred')};
	const delivered = counts.get('delivered') ?? 0;
	const bounced = sum(categories.bounced);
	const messages = delivered + bounced;
	const totals = {
		bounced,
		dead: sum(categories.bounced, 'dead'),
		blocked: sum(categories.bounced, 'block'),
		deferred: sum(categories.deferred),
		complained: counts.get('complained') ?? 0,
		unsubscribed: counts.get('unsubscribed') ?? 0,
	};
	const rate = (name: RateName, count: number, base: number | null = messages): Rate => {
		if (partial || base === null) return {rate: null, told: 'not available'};
		if (base < LEAST_VOLUME[name]) return {rate: null, told: 'too few to say'};
		const {low, high} = wilson(count, base);
		const told = rounded(count / base);
		return {rate: told, told: 'yes', interval: {low: rounded(low), high: Math.max(told, rounded(high))}};
	};
	return {
		dimension,
		value,
		messages,
		delivered,
		...totals,
		categories,
		rates: {
			bounce: rate('bounce', totals.bounced),
			dead: rate('dead', totals.dead),
			block: rate('block', totals.blocked),
			deferral: rate('deferral', totals.deferred),
			complaint: rate('complaint', totals.complained, complaintBase(counters, messages, totals.complained)),
			unsubscribe: rate('unsubscribe', totals.unsubscribed),
		},
		...(partial ? {partial} : {}),
	};
}
