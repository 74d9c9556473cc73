import * as z from 'zod/mini';
import {hourBefore, windowAt} from '#shared/insight/windows.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';

const HOUR_MS = 3_600_000;
/** The longest time that can be asked for, in hours: 92 days. */
const MAX_HOURS = 24 * 92;

/** The windows that end now. */
export const windowSchema = z.optional(z.enum(['24h', '7d', '30d']));

/** The fields of a query that say over which time. */
export const TIME_RANGE = {
	window: windowSchema,
	from: z.optional(z.string().check(z.maxLength(40))),
	to: z.optional(z.string().check(z.maxLength(40))),
} as const;
const asked = z.strictObject(TIME_RANGE);

/** First and last hour, UTC, both included. */
export interface Hours {
	readonly from: string;
	readonly to: string;
}

const instant = /^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d{1,3})?)?)?Z?)?$/;

/** A time as it may be written in the query, UTC: a day, an hour, a minute, an instant. */
function timeOf(field: 'from' | 'to', text: string): Date | Refusal {
	const filled = `${text.replace(/Z$/, '')}${'0000-00-00T00:00:00.000'.slice(text.replace(/Z$/, '').length)}Z`;
	const time = new Date(filled);
	if (instant.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10)))
		return time;
	return refuse('invalid', `"${field}" must be a time in UTC, such as 2026-03-02 or 2026-03-02T12:00:00Z.`, {field});
}

/** The hours that were asked for: a window that ends now, or from … to. Seven days without either. */
export function hoursOf(range: z.infer<typeof asked>, now: Date): Hours | Refusal {
	if (range.from === undefined && range.to === undefined) {
		const {from, to} = windowAt(range.window ?? '7d', now);
		return {from, to};
	}
	if (range.window !== undefined) {
		return refuse('invalid', 'Give either "window" or "from" and "to".', {field: 'window'});
	}
	if (range.from === undefined) return refuse('invalid', '"from" is missing beside "to".', {field: 'from'});
	const from = timeOf('from', range.from);
	if (isRefusal(from)) return from;
	const to = range.to === undefined ? now : timeOf('to', range.to);
	if (isRefusal(to)) return to;
	const length = (to.getTime() - from.getTime()) / HOUR_MS;
	if (length < 0) return refuse('invalid', '"from" is later than "to".', {field: 'from'});
	if (length > MAX_HOURS) return refuse('invalid', 'At most 92 days can be asked for at once.', {field: 'from'});
	return {from: hourBefore(from, 0), to: hourBefore(to, 0)};
}
