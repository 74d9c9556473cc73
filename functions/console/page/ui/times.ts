const HOUR_MS = 3_600_000;

const DAY = {year: 'numeric', month: 'short', day: 'numeric'} as const;
const CLOCK = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'} as const;

/** The time zone of this browser: "Europe/Berlin". */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether this browser's clock shows UTC at that time: then one time says it all. */
const isUtc = (time: Date): boolean => time.getTimezoneOffset() === 0;

/** The beginning of an hour of the API: "2026-03-02T12" is UTC. */
export const hourStart = (hour: string): Date => new Date(`${hour}:00:00Z`);

const clock = (time: Date, timeZone?: string) =>
	time.toLocaleTimeString(undefined, {...CLOCK, ...(timeZone === undefined ? {} : {timeZone})});

const dayAndClock = (time: Date, timeZone?: string) =>
	time.toLocaleString(undefined, {...DAY, ...CLOCK, ...(timeZone === undefined ? {} : {timeZone})});

/** A time by this browser's clock, and in UTC where that is another: "Mar 2, 2026, 13:00 (Mar 2, 2026, 12:00 UTC)". */
export function bothTimes(time: Date): string {
	if (Number.isNaN(time.getTime())) return '';
	if (isUtc(time)) return `${dayAndClock(time)} UTC`;
	const sameDay = time.getDate() === time.getUTCDate();
	return `${dayAndClock(time)} (${sameDay ? clock(time, 'UTC') : dayAndClock(time, 'UTC')} UTC)`;
}

/** A stretch of hours by this browser's clock. */
export function localSpan(from: string, hours: number): string {
	const start = hourStart(from);
	const end = new Date(start.getTime() + hours * HOUR_MS);
	return hours > 1 ? `${dayAndClock(start)} – ${dayAndClock(end)}` : `${dayAndClock(start)}–${clock(end)}`;
}

/** The same in UTC; empty where the browser's clock shows UTC anyway. */
export function utcSpan(from: string, hours: number): string {
	const start = hourStart(from);
	if (isUtc(start)) return '';
	const end = new Date(start.getTime() + hours * HOUR_MS);
	const last = hours > 1 ? dayAndClock(end, 'UTC') : clock(end, 'UTC');
	return `${dayAndClock(start, 'UTC')} – ${last} UTC`;
}
