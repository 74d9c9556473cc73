import type {Hour} from '#shared/model/reputation.ts';
import {type FailingAuthentication, failingAuthentication, type Refused} from './authentication-check.ts';
import {poissonTail} from './chance.ts';
import {CHANCE, DEVIATIONS, LEAST_HISTORY, messages, TRENDS, type TrendKind, type TrendRow} from './trend-table.ts';
import {wordsOf} from './trend-words.ts';
import {hourBefore} from './windows.ts';

/** What a value was like before: the median rate of stretches of the same length, and how much they vary. */
export interface Usual {
	readonly rate: number;
	/** Standard deviation, estimated from the median absolute deviation. */
	readonly deviation: number;
	readonly stretches: number;
}

/** Something that went up. */
export interface Finding {
	readonly kind: TrendKind;
	/** The IP, domain, tenant that it is about. */
	readonly resource: string;
	/** First and last hour, UTC, both included. */
	readonly from: string;
	readonly to: string;
	readonly hours: number;
	/** The first and the last of these hours in which it was above what is usual. */
	readonly since: string;
	readonly until: string;
	readonly bad: number;
	readonly total: number;
	/** A part of 1. */
	readonly rate: number;
	/** Null where there is no history to compare with. */
	readonly usual: Usual | null;
	/** The last 24 hours against the days before; null without days before. */
	readonly volume: {
		readonly today: number;
		readonly usual: number;
		readonly most: number;
		readonly times: number;
	} | null;
	/** What fails, of `authentication`. */
	readonly authentication?: FailingAuthentication;
	readonly words: string;
	readonly follows: string;
}

/** What some hours came to. */
export interface Sum {
	bad: number;
	total: number;
}

const HOUR_MS = 3_600_000;

/** The median of some numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((one, other) => one - other);
	const middle = sorted.length >> 1;
	const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Sums of stretches of so many hours, the one that ends with the running hour first. */
export function stretches(row: TrendRow, series: readonly Hour[], now: Date, hours: number): Sum[] {
	const count = Math.floor((row.historyDays * 24) / hours) + 1;
	const sums: Sum[] = Array.from({length: count}, () => ({bad: 0, total: 0}));
	const running = Date.parse(`${hourBefore(now, 0)}:00Z`);
	for (const {hour, counts} of series) {
		const sum = sums[Math.floor((running - Date.parse(`${hour}:00Z`)) / HOUR_MS / hours)];
		if (sum === undefined) continue; // older, or ahead of the clock
		sum.bad += row.bad(counts);
		sum.total += row.total(counts);
	}
	return sums;
}

/** What the stretches before the newest were like; those with too little mail are no measure. */
export function usualOf(before: readonly Sum[], least: number): Usual | null {
	const rates = before.filter(({total}) => total >= least).map(({bad, total}) => bad / total);
	if (rates.length < LEAST_HISTORY) return null;
	const rate = median(rates);
	return {rate, deviation: 1.4826 * median(rates.map((each) => Math.abs(each - rate))), stretches: rates.length};
}

function isRise(row: TrendRow, {bad, total}: Sum, usual: Usual | null): boolean {
	if (total < row.leastTotal || bad < row.leastBad) return false;
	const rate = bad / total;
	if (usual === null) return rate >= row.sureRate;
	// By chance alone rates vary as well; a rate of 0 is as good as one in all that was seen.
	const usualRate = Math.max(usual.rate, 1 / (usual.stretches * total));
	const deviation = Math.max(usual.deviation, Math.sqrt(usualRate / total));
	return (
		rate >= row.leastRate &&
		rate >= row.times * usual.rate &&
		rate >= usual.rate + DEVIATIONS * deviation &&
		poissonTail(bad, usualRate * total) < CHANCE
	);
}

/** Messages, not attempts: what is slowed down is tried again and again. */
function volumeOf(row: TrendRow, series: readonly Hour[], now: Date): Finding['volume'] {
	const [today, ...before] = stretches({...row, total: messages}, series, now, 24).map(({total}) => total);
	const days = before.filter((total) => total > 0);
	if (today === undefined || days.length < LEAST_HISTORY) return null;
	const usual = median(days);
	return {today, usual, most: Math.max(...days), times: today / usual};
}

/** The first and the last hour in which it was above what is usual. */
function timesOf(row: TrendRow, series: readonly Hour[], from: string, to: string, usual: Usual | null) {
	const above = Math.max(row.leastRate, row.times * (usual?.rate ?? 0));
	const hours = series.flatMap(({hour, counts}) => {
		const [bad, total] = [row.bad(counts), row.total(counts)];
		return hour >= from && hour <= to && bad > 0 && bad >= above * total ? [hour] : [];
	});
	hours.sort();
	return {since: hours[0] ?? from, until: hours.at(-1) ?? to};
}

/** What is known of a value besides its counters. */
export interface About {
	/** Its name in the words; "all" is the whole account. */
	readonly resource: string;
	/** Refusals for missing authentication of the same time: they name the domain and the check. */
	readonly refusals?: readonly Refused[];
	/** The part of the mail whose recipients' providers tell complaints; 1 where it is not given. */
	readonly telling?: number;
	/**
	 * What was usual when an incident opened, null where there was no history: with it, a trouble that lasts for weeks does
	 * not become the usual.
	 */
	readonly usual?: Usual | null;
	/** The rate from which it is trouble for this tenant, where it has set one. */
	readonly leastRate?: number | undefined;
}

/**
 * Whether something went up against a value's own last days. Pure; the same series gives the same answer.
 *
 * A rise is one where, within the last hours, there was enough mail; the rate is troublesome in itself; it is a multiple of
 * the usual one, which is the median of stretches of the same length before; it lies four deviations above it (from the
 * median absolute deviation: one bad day before does not raise the bar); and chance does not bring as many. Without three
 * stretches to compare with, only a rate that is bad by any measure is one. The numbers stand in `trend-table.ts`.
 *
 * @param series hours of one value in any order, those without an event may be missing; 15 days of them (complaints: 31)
 * @returns the finding of the shortest window that has one; undefined where nothing went up
 */
export function riseOf(kind: TrendKind, series: readonly Hour[], now: Date, about: About): Finding | undefined {
	const row = rowFor(kind, about);
	let known: Usual | null = null;
	for (const hours of row.windows) {
		const [newest, ...before] = stretches(row, series, now, hours);
		if (newest === undefined) continue;
		// A history of hours is one for days, too, as long as there are too few of these.
		known = usualOf(before, row.leastTotal) ?? known;
		const usual = about.usual === undefined ? known : about.usual;
		if (!isRise(row, newest, usual)) continue;
		const [from, to] = [hourBefore(now, hours - 1), hourBefore(now, 0)];
		const found = {
			kind,
			resource: about.resource,
			from,
			to,
			hours,
			...timesOf(row, series, from, to, usual),
			bad: newest.bad,
			total: Math.round(newest.total),
			rate: newest.bad / newest.total,
			usual,
			volume: volumeOf(row, series, now),
			...(kind === 'authentication' ? {authentication: failingAuthentication(about.refusals ?? [])} : {}),
		};
		return {...found, ...wordsOf(row, found)};
	}
	return undefined;
}

/** The row as it is for one value: out of those only who can complain, from the tenant's own least rate on. */
export function rowFor(kind: TrendKind, {telling = 1, leastRate}: About): TrendRow {
	const row = TRENDS[kind];
	const part = kind === 'complaints' ? Math.min(1, Math.max(0, telling)) : 1;
	return {
		...row,
		...(leastRate === undefined ? {} : {leastRate, sureRate: Math.max(row.sureRate, leastRate)}),
		total: (counts) => row.total(counts) * part,
	};
}
