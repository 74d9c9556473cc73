import {CATEGORY_NAMES, type Category} from '#shared/model/category.ts';
import type {Counters} from '#shared/model/reputation.ts';
import {CLUSTER_WORDS, ORGANIZATION_WORDS, type VerdictWords} from './attribution-words.ts';
import {providerOf} from './providers.ts';
import {bounceGroup, reputationOf} from './rates.ts';
import {type Place, type Reason, type Spread, type SpreadFigures, spreadOf, type Verdict} from './spread.ts';

/** What each recipient domain, or Microsoft cluster, did with the messages of one sender within a window. */
export type Traffic = ReadonlyMap<string, Place>;

/**
 * What counters by recipient domain or region say about traffic: blocks of all kinds, or of these categories only.
 * Counters are kept for each dimension by itself, so that they are of all of a tenant's senders together.
 */
export function trafficFrom(counters: readonly Counters[], categories?: ReadonlySet<Category>): Traffic {
	return new Map(
		counters.map((one) => {
			const {delivered, categories: by} = reputationOf(one);
			const counts = CATEGORY_NAMES.filter(
				(category) => categories?.has(category) ?? bounceGroup(category) === 'block',
			);
			return [one.value, {blocked: counts.reduce((sum, category) => sum + (by.bounced[category] ?? 0), 0), delivered}];
		}),
	);
}

/** The value under which counters hold what found no place: not one domain, but many. */
export const UNNAMED = '(other)';

/** Part of the blocks that must be at Microsoft 365 before only its domains are compared. */
const MICROSOFT_ONLY = 0.8;

export interface AttributionContext {
	/** Recipient domains known to be at Microsoft 365. */
	readonly microsoft365?: ReadonlySet<string>;
	/** The part of its messages that this sender has blocked in quiet times: its own last weeks. */
	readonly usual?: number;
}

/** Who took the mail meanwhile: messages, and at how many organizations without a single block. */
export interface Counterevidence {
	readonly delivered: number;
	readonly organizations: number;
}

export interface Attribution {
	readonly verdict: Verdict;
	readonly reason?: Reason;
	/** The organization, mailbox provider or cluster with most blocks. */
	readonly top?: {readonly name: string; readonly kind: 'organization' | 'mailbox-provider' | 'cluster'} & Place;
	readonly figures: SpreadFigures;
	/** 0 to 1; 0 where nothing is said. */
	readonly confidence: number;
	readonly confident: 'low' | 'medium' | 'high' | null;
	/** Others that took mail and blocked none. */
	readonly elsewhere: Counterevidence;
	/** Those of `elsewhere` that are at Microsoft 365; only where it is known who is. */
	readonly otherMicrosoft365?: Counterevidence;
	/** True where only domains at Microsoft 365 were compared, because it is they that block. */
	readonly amongMicrosoft365: boolean;
	/** Blocks at domains that were not told one by one, and are in no figure. */
	readonly unnamed: number;
	/** What that means, in a sentence or two, and what to do. */
	readonly words: string;
	readonly follows: string;
}

interface Unit extends Place {
	readonly name: string;
	readonly kind: 'organization' | 'mailbox-provider' | 'cluster';
	readonly microsoft365: boolean;
}

/** Domains put together to organizations: those of a mailbox provider are one. */
function organizationsOf(traffic: Traffic, microsoft365: ReadonlySet<string> | undefined): Unit[] {
	const units = new Map<string, Unit>();
	for (const [domain, {blocked, delivered}] of traffic) {
		if (domain === UNNAMED || blocked + delivered <= 0) continue;
		const provider = providerOf(domain)?.name;
		const name = provider ?? domain;
		const before = units.get(name);
		units.set(name, {
			name,
			kind: provider === undefined ? 'organization' : 'mailbox-provider',
			blocked: blocked + (before?.blocked ?? 0),
			delivered: delivered + (before?.delivered ?? 0),
			microsoft365: provider === undefined && (microsoft365?.has(domain) ?? false),
		});
	}
	return [...units.values()];
}

const percent = (rate: number): string => `${(rate * 100).toFixed(rate > 0 && rate < 0.0995 ? 1 : 0)} %`;
const number = (count: number): string => count.toLocaleString('en-US', {maximumFractionDigits: 0});

function fill(text: string, top: Unit | undefined, figures: SpreadFigures): string {
	const values: ReadonlyMap<string, string> = new Map([
		['name', top?.name ?? 'nobody'],
		['topBlocked', number(top?.blocked ?? 0)],
		['blocked', number(figures.blocked)],
		['messages', number(figures.blocked + figures.delivered)],
		['blockedAt', number(figures.blockedAt)],
		['topRate', percent(figures.topRate)],
		['topTraffic', percent(figures.topTraffic)],
		['restRate', percent(figures.restRate)],
		['effective', number(figures.effective)],
		['expected', number(figures.expected)],
	]);
	return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

function counted(units: readonly Unit[]): Counterevidence {
	return {delivered: units.reduce((sum, {delivered}) => sum + delivered, 0), organizations: units.length};
}

const confidentAt = (confidence: number) => (confidence >= 0.9 ? 'high' : confidence >= 0.7 ? 'medium' : 'low');

type Told = Omit<Attribution, 'elsewhere' | 'otherMicrosoft365' | 'amongMicrosoft365' | 'unnamed'>;

function told(units: readonly Unit[], spread: Spread, words: VerdictWords): Told {
	const {verdict, reason, figures, confidence} = spread;
	const top = spread.top === undefined ? undefined : units[spread.top];
	return {
		verdict,
		...(reason === undefined ? {} : {reason}),
		...(top === undefined
			? {}
			: {top: {name: top.name, kind: top.kind, blocked: top.blocked, delivered: top.delivered}}),
		figures,
		confidence,
		confident: verdict === 'too few to say' ? null : confidentAt(confidence),
		words: fill(words.says, top, figures),
		follows: fill(words.follows, top, figures),
	};
}

function wordsFor(table: typeof ORGANIZATION_WORDS, {verdict, reason, top}: Spread, units: readonly Unit[]) {
	if (verdict === 'too few to say') return table[reason ?? 'few-blocks'];
	const provider = top !== undefined && units[top]?.kind === 'mailbox-provider';
	return table[verdict === 'concentrated' && provider ? 'provider' : verdict];
}

/**
 * Whose doing the blocks of a sending IP or domain are: one organization's, or many's (`spreadOf` has the rule). Pure.
 *
 * Where the blocks are at Microsoft 365, only its domains are compared: that Gmail takes the mail says nothing about a
 * ban by Microsoft.
 *
 * @param traffic by recipient domain: messages of this sender that were blocked there, and that were delivered there
 *   within the same time; deliveries from before the first block would count as evidence that they are not
 */
export function attribute(traffic: Traffic, context: AttributionContext = {}): Attribution {
	const all = organizationsOf(traffic, context.microsoft365);
	const blocked = (units: readonly Unit[]) => units.reduce((sum, unit) => sum + unit.blocked, 0);
	const microsoft = all.filter((unit) => unit.microsoft365);
	const among = blocked(microsoft) > 0 && blocked(microsoft) >= MICROSOFT_ONLY * blocked(all);
	const units = among ? microsoft : all;
	const spread = spreadOf(units, context.usual);
	const takers = all.filter((unit) => unit.blocked === 0);
	return {
		...told(units, spread, wordsFor(ORGANIZATION_WORDS, spread, units)),
		elsewhere: counted(takers),
		...(context.microsoft365 === undefined
			? {}
			: {otherMicrosoft365: counted(takers.filter((unit) => unit.microsoft365))}),
		amongMicrosoft365: among,
		unnamed: traffic.get(UNNAMED)?.blocked ?? 0,
	};
}

/**
 * The same by Microsoft cluster ("EUR05", "NAM12"). Pure.
 *
 * Blocks name the cluster of the filter (eop-eur05), deliveries the forest of the mailboxes (eurprd05); their numbers do
 * not mean the same, so that only the letters in front of them tie the two together.
 */
export function attributeClusters(traffic: Traffic, usual?: number): Omit<Attribution, 'otherMicrosoft365'> {
	const units = [...traffic]
		.filter(([name]) => name !== UNNAMED)
		.map(([name, place]): Unit => ({name, kind: 'cluster', microsoft365: true, ...place}));
	const spread = spreadOf(units, usual);
	return {
		...told(units, spread, wordsFor(CLUSTER_WORDS, spread, units)),
		elsewhere: counted(units.filter((unit) => unit.blocked === 0)),
		amongMicrosoft365: true,
		unnamed: traffic.get(UNNAMED)?.blocked ?? 0,
	};
}
