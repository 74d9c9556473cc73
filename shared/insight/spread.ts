import {drawPoisson, lnRatioOfTwoRates, poissonTail, sequence} from './chance.ts';

/** What one place (an organization, a Microsoft cluster) did with the messages that were sent to it. */
export interface Place {
	readonly blocked: number;
	readonly delivered: number;
}

/** The numbers of the rule. */
export const RULE = {
	/** With fewer blocks nothing is said. */
	leastBlocks: 5,
	/** One place stands out when rates of its own are a hundred times as likely as one rate for all (ln 100). */
	standsOut: Math.log(100),
	/** … it refuses at least so many times as much of its mail as the others do … */
	timesOthers: 3,
	/** … and it has at least this part of the blocks. */
	leastShare: 0.6,
	/** Blocks elsewhere are noise while chance alone brings as many in more than 1 of 100 cases … */
	noiseChance: 0.01,
	/** … of a sender with this block rate, where its own is not known … */
	usualRate: 0.0005,
	/** … or while they are at most a tenth of all, at a tenth of the place's rate. */
	noiseShare: 0.1,
	noiseRate: 0.1,
	/** Many: from so many places on, and from this effective number of them. */
	manyPlaces: 3,
	manyEffective: 3,
	/** One place with this part of all blocks, at this many times the others' rate, is not drowned by the others: mixed. */
	mixedShare: 0.5,
	mixedRate: 5,
	/** Times that the blocks are drawn anew to see whether the verdict holds. */
	draws: 200,
	/** … fewer of them where there are so many blocked places that they would come to more than this. */
	mostDrawn: 400_000,
	leastDraws: 20,
} as const;

export type Verdict = 'concentrated' | 'spread' | 'mixed' | 'too few to say';
/** Why nothing is said. */
export type Reason = 'few-blocks' | 'no-comparison' | 'as-usual';

/** The figures behind a verdict. */
export interface SpreadFigures {
	readonly blocked: number;
	readonly delivered: number;
	/** Places with a block, and places that got any mail. */
	readonly blockedAt: number;
	readonly mailed: number;
	/** The part of all blocks that the most blocked place has, and the part of all mail. */
	readonly topShare: number;
	readonly topTraffic: number;
	/** Blocked messages of all, there and elsewhere. */
	readonly topRate: number;
	readonly restRate: number;
	/** In how many places the blocks effectively are (inverse Simpson index), and would be if they followed the mail. */
	readonly effective: number;
	readonly expected: number;
	/** ln of how much likelier it is that the top place has a block rate of its own than that all have one. */
	readonly evidence: number;
}

export interface Spread {
	readonly verdict: Verdict;
	readonly reason?: Reason;
	/** The most blocked place's index; undefined without a block. */
	readonly top?: number;
	readonly figures: SpreadFigures;
	/** 0 to 1. */
	readonly confidence: number;
}

const part = (count: number, total: number): number => (total === 0 ? 0 : count / total);

/**
 * The effective number of places that events are in: the inverse of the probability that two of them are in the same
 * place (inverse Simpson index, E. H. Simpson, Nature 163, 1949; the unbiased form, so that few events do not look
 * concentrated). Never more than the places themselves.
 */
export function effectiveNumber(counts: readonly number[]): number {
	const some = counts.filter((count) => count > 0);
	const total = some.reduce((sum, count) => sum + count, 0);
	const pairs = some.reduce((sum, count) => sum + count * (count - 1), 0);
	return pairs <= 0 ? some.length : Math.min(some.length, (total * (total - 1)) / pairs);
}

function figuresOf(places: readonly Place[], top: Place | undefined): SpreadFigures {
	const blocked = places.reduce((sum, place) => sum + place.blocked, 0);
	const delivered = places.reduce((sum, place) => sum + place.delivered, 0);
	const there = top ?? {blocked: 0, delivered: 0};
	const [topAll, all] = [there.blocked + there.delivered, blocked + delivered];
	return {
		blocked,
		delivered,
		blockedAt: places.filter((place) => place.blocked > 0).length,
		mailed: places.filter((place) => place.blocked + place.delivered > 0).length,
		topShare: part(there.blocked, blocked),
		topTraffic: part(topAll, all),
		topRate: part(there.blocked, topAll),
		restRate: part(blocked - there.blocked, all - topAll),
		effective: effectiveNumber(places.map((place) => place.blocked)),
		expected: effectiveNumber(places.map((place) => place.blocked + place.delivered)),
		evidence: lnRatioOfTwoRates(there.blocked, topAll, blocked - there.blocked, all - topAll),
	};
}

function judged(figures: SpreadFigures, usual: number | undefined): {verdict: Verdict; reason?: Reason} {
	const {blocked, delivered, blockedAt, topShare, topTraffic, topRate, restRate, effective, evidence} = figures;
	if (blocked < RULE.leastBlocks) return {verdict: 'too few to say', reason: 'few-blocks'};
	const all = blocked + delivered;
	if (usual !== undefined && poissonTail(blocked, usual * all) > RULE.noiseChance) {
		return {verdict: 'too few to say', reason: 'as-usual'};
	}
	const elsewhere = Math.round(blocked * (1 - topShare));
	const noise = (usual ?? RULE.usualRate) * all * (1 - topTraffic);
	const restIsNoise =
		poissonTail(elsewhere, noise) > RULE.noiseChance ||
		(topShare >= 1 - RULE.noiseShare && restRate <= topRate * RULE.noiseRate);
	const standsOut = evidence >= RULE.standsOut && topRate >= RULE.timesOthers * restRate;
	if (standsOut && restIsNoise && topShare >= RULE.leastShare) return {verdict: 'concentrated'};
	if (!standsOut && restIsNoise && effective < RULE.manyEffective) {
		return {verdict: 'too few to say', reason: 'no-comparison'};
	}
	// A few blocks here and there, such as any sender has, are nobody's doing.
	if (poissonTail(blocked, Math.max(usual ?? 0, RULE.usualRate) * all) > RULE.noiseChance) {
		return {verdict: 'too few to say', reason: 'as-usual'};
	}
	if (blockedAt < RULE.manyPlaces) return {verdict: 'mixed'};
	const dominated = standsOut && topShare >= RULE.mixedShare && topRate >= RULE.mixedRate * restRate;
	const many = effective >= RULE.manyEffective ? !dominated : !standsOut;
	return {verdict: many ? 'spread' : 'mixed'};
}

function topOf(places: readonly Place[]): number | undefined {
	let top: number | undefined;
	for (const [index, {blocked}] of places.entries()) {
		if (blocked > 0 && blocked > (top === undefined ? 0 : (places[top]?.blocked ?? 0))) top = index;
	}
	return top;
}

/** In how many of the draws of the same blocks the verdict stays, held back where there are few. */
function confidenceIn(places: readonly Place[], verdict: Verdict, usual: number | undefined, blocked: number): number {
	const random = sequence();
	const some = places.filter((place) => place.blocked > 0);
	const delivered = places.reduce((sum, place) => sum + (place.blocked > 0 ? 0 : place.delivered), 0);
	const together = [...some, {blocked: 0, delivered}];
	const draws = Math.min(RULE.draws, Math.max(RULE.leastDraws, Math.floor(RULE.mostDrawn / together.length)));
	let same = 0;
	for (let draw = 0; draw < draws; draw++) {
		const drawn = together.map((place) => ({...place, blocked: drawPoisson(place.blocked, random)}));
		const top = topOf(drawn);
		const figures = figuresOf(drawn, top === undefined ? undefined : drawn[top]);
		if (judged(figures, usual).verdict === verdict) same += 1;
	}
	return (same / draws) * (blocked / (blocked + 2));
}

/**
 * Whether blocks are concentrated in one place, spread over many, or both. Pure and total; the same blocks give the same
 * answer.
 *
 * The rule compares rates, not numbers: a place that gets most of the mail also gets most of the blocks of a banned IP.
 * `concentrated`: one place has a block rate of its own (likelihood ratio), most of the blocks, and what is blocked
 * elsewhere is noise. `spread`: the blocks are effectively in three places or more (inverse Simpson index), or follow the
 * mail. `mixed`: one or two places stand out and there is more than noise elsewhere. `too few to say`: fewer than five
 * blocks, nothing to compare with, or no more than the sender, or any sender, usually has.
 *
 * Confidence: how often the verdict stays when each place's blocks are drawn anew (Poisson bootstrap, 200 draws), times
 * blocks / (blocks + 2).
 *
 * @param usual the part of its messages that this sender has blocked in quiet times, where that is known
 */
export function spreadOf(places: readonly Place[], usual?: number): Spread {
	const top = topOf(places);
	const figures = figuresOf(places, top === undefined ? undefined : places[top]);
	const {verdict, reason} = judged(figures, usual);
	return {
		verdict,
		...(reason === undefined ? {} : {reason}),
		...(top === undefined ? {} : {top}),
		figures,
		confidence: verdict === 'too few to say' ? 0 : confidenceIn(places, verdict, usual, figures.blocked),
	};
}
