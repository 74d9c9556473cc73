import type {Hour} from '#shared/model/reputation.ts';
import {poissonTail} from './chance.ts';
import {type About, rowFor, type Sum, stretches, type Usual, usualOf} from './trend.ts';
import type {TrendKind, TrendRow} from './trend-table.ts';
import {hourBefore} from './windows.ts';

/** How high something stands that went up: `low`, well below what opens an incident; `high`, not so; or nobody can tell. */
export type Level =
	| {readonly level: 'low' | 'unknown'}
	/** The last hour with a bad one: "2026-03-02T12". */
	| {readonly level: 'high'; readonly until: string};

/** The level in the shortest window that has enough mail. Pure. */
export function levelOf(kind: TrendKind, series: readonly Hour[], now: Date, about: About): Level {
	const row = rowFor(kind, about);
	for (const hours of row.windows) {
		const [newest, ...before] = stretches(row, series, now, hours);
		if (newest === undefined || newest.total < row.leastTotal) continue;
		const usual = about.usual === undefined ? usualOf(before, row.leastTotal) : about.usual;
		if (isLow(row, newest, usual)) return {level: 'low'};
		const to = hourBefore(now, 0);
		const bad = series.filter(({hour, counts}) => hour <= to && row.bad(counts) > 0).map(({hour}) => hour);
		return {level: 'high', until: bad.reduce((last, hour) => (hour > last ? hour : last), '')};
	}
	return {level: 'unknown'};
}

/** So far below the rate that would open an incident it is over: right below it alerts would follow one another. */
const WELL_BELOW = 0.6;

function isLow(row: TrendRow, {bad, total}: Sum, usual: Usual | null): boolean {
	const opens = usual === null ? row.sureRate : Math.max(row.leastRate, row.times * usual.rate);
	return bad / total < WELL_BELOW * opens;
}

/** Whether hours that were put together have enough mail and no troublesome rate. Pure. */
export function isCalmIn(kind: TrendKind, sum: Sum, about: About): boolean {
	const row = rowFor(kind, about);
	return sum.total >= row.leastTotal && isLow(row, sum, about.usual ?? null);
}

/** What the hours behind one came to: "2026-03-02T12" itself is left out. Pure. */
export function after(kind: TrendKind, series: readonly Hour[], hour: string, about: About): Sum {
	const row = rowFor(kind, about);
	return series
		.filter((one) => one.hour > hour)
		.reduce((sum, {counts}) => ({bad: sum.bad + row.bad(counts), total: sum.total + row.total(counts)}), {
			bad: 0,
			total: 0,
		});
}

/** How probable it is that chance alone brings as few bad ones while the rate is still what it was. */
export const chanceOfFew = ({bad, total}: Sum, rate: number): number => 1 - poissonTail(bad + 1, rate * total);

/**
 * The part of the rate that opens an incident that all of a tenant's mail has at least, where one value's has risen: one IP
 * or domain of many may be a small part of it, and who tells complaints is not known yet.
 */
export const PART_OF_ALL: Readonly<Record<TrendKind, number>> = {
	throttling: 0,
	authentication: 0,
	'list-quality': 1,
	complaints: 0.1,
};

/**
 * Whether it is worth looking at the history of some hours: with so few bad ones, or so low a rate, nothing can have risen.
 * Pure.
 *
 * @param hours as many as the longest window has at least
 * @param part of the rate that opens an incident; 1 for the very hours that would be looked at
 */
export function mayRise(kind: TrendKind, hours: readonly Hour[], now: Date, about: About, part = 1): boolean {
	const row = rowFor(kind, about);
	return row.windows.some((length) => {
		const [newest] = stretches(row, hours, now, length);
		if (newest === undefined || newest.bad < row.leastBad || newest.total < row.leastTotal) return false;
		return newest.bad >= part * row.leastRate * newest.total;
	});
}
