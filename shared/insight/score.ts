import {shrunk} from './interval.ts';
import type {Reputation} from './rates.ts';
import {COSTS, type CostRow, INCIDENT_COSTS} from './score-table.ts';

/** What one thing cost. */
export interface ScorePart {
	/** The row of the table: "blocks", "dead-addresses", "complaints", "throttling", or "incident:ip-ban". */
	readonly id: string;
	/** Whole points; all parts together are what is missing to 100, where that is not cut by 0 or a ceiling. */
	readonly points: number;
	/** At most so many. */
	readonly most: number;
	/** What was counted, for people: "12 of 2,000 messages". */
	readonly words: string;
	/** The rate that the points were made from: drawn toward the usual one where little was counted. A part of 1. */
	readonly rate?: number;
	/** The rate could not be known, and cost nothing. */
	readonly notAvailable?: true;
}

/** 100 is the best. */
export interface Score {
	readonly score: number;
	readonly parts: readonly ScorePart[];
	/** An open incident allows no better score than this. */
	readonly ceiling?: {readonly incident: string; readonly at: number};
	/** `low` below 100 messages, `medium` below 1,000: the score is then mostly what senders usually have. */
	readonly certainty: 'low' | 'medium' | 'high';
}

const number = (count: number): string => count.toLocaleString('en-US');

/** Points grow evenly from none at `free` to all at `full`. */
function pointsAt({most, free, full}: CostRow, rate: number): number {
	return Math.round(most * Math.min(1, Math.max(0, (rate - free) / (full - free))));
}

function partOf(row: CostRow, reputation: Reputation): ScorePart {
	const {id, most, of, noun} = row;
	const {count, total} = of(reputation);
	const unknown = row.rate !== undefined && count === 0 && reputation.rates[row.rate].told === 'not available';
	if (unknown) return {id, points: 0, most, words: `${noun}: not available`, notAvailable: true};
	const rate = shrunk(count, total, row.usual);
	return {
		id,
		points: pointsAt(row, rate),
		most,
		words: `${noun}: ${number(count)} of ${number(total)} ${row.outOf}`,
		rate: Math.round(rate * 1e6) / 1e6,
	};
}

/**
 * How good the reputation of a value is, from 0 to 100, with what cost how many points. Pure; the formula and its numbers
 * stand in `score-table.ts`:
 *
 *     score = 100 - points for blocks, dead addresses, complaints and throttling - points for open incidents,
 *             not below 0, not above the lowest ceiling of an open incident
 *
 * Each rate is first drawn toward what senders usually have (`shrunk`), the more so the less was counted, so that one
 * event out of few costs little. One more bad event, and one more open incident, never makes the score better: blocked
 * messages are not in what dead addresses and complaints are counted out of.
 *
 * @param open the kinds of the incidents that are open for this value; one kind twice counts once
 */
export function scoreOf(reputation: Reputation, open: readonly string[] = []): Score {
	const parts = COSTS.map((row) => partOf(row, reputation));
	const incidents = INCIDENT_COSTS.filter(({kind}) => open.includes(kind));
	for (const {kind, points, words} of incidents) parts.push({id: `incident:${kind}`, points, most: points, words});
	const left = 100 - parts.reduce((sum, {points}) => sum + points, 0);
	const [lowest] = incidents
		.flatMap(({kind, ceiling}) => (ceiling === undefined ? [] : [{incident: kind, at: ceiling}]))
		.sort((one, other) => one.at - other.at);
	const {messages} = reputation;
	return {
		score: Math.max(0, Math.min(left, lowest?.at ?? 100)),
		parts,
		...(lowest === undefined ? {} : {ceiling: lowest}),
		certainty: messages < 100 ? 'low' : messages < 1000 ? 'medium' : 'high',
	};
}
