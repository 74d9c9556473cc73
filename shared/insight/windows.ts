/** The times over which rates are told. Counters are kept by the hour, so each is so many hours, the running one included. */
const rows = {
	// The running hour may be a minute old: the one before it goes with it.
	'1h': {hours: 2, words: 'the running hour and the one before'},
	'24h': {hours: 24, words: 'the last 24 hours'},
	'7d': {hours: 24 * 7, words: 'the last 7 days'},
	'30d': {hours: 24 * 30, words: 'the last 30 days'},
} as const satisfies Record<string, {hours: number; words: string}>;

export type WindowName = keyof typeof rows;

/** The table, one row for each window. */
export const WINDOWS: Readonly<Record<WindowName, {readonly hours: number; readonly words: string}>> = rows;

/** A time over which something was counted. */
export interface Window {
	readonly name: WindowName;
	/** First and last hour, UTC, both included: "2026-03-02T12". */
	readonly from: string;
	readonly to: string;
	/** "the last 24 hours" */
	readonly words: string;
}

const HOUR_MS = 3_600_000;

/** The name of the hour, UTC, that lies so many hours before a time: "2026-03-02T12". */
export const hourBefore = (now: Date, hours: number): string =>
	new Date(now.getTime() - hours * HOUR_MS).toISOString().slice(0, 13);

/** The window that ends now. */
export function windowAt(name: WindowName, now: Date): Window {
	const {hours, words} = WINDOWS[name];
	return {name, from: hourBefore(now, hours - 1), to: hourBefore(now, 0), words};
}
