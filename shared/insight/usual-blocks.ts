import type {Hour} from '#shared/model/reputation.ts';
import {type SeriesRow, seriesOf} from './series.ts';
import {median} from './trend.ts';

/** With fewer messages a day says nothing of a rate, and fewer such days nothing of what is usual. */
const LEAST_MESSAGES = 100;
const LEAST_DAYS = 3;

const messagesIn = ({delivered, bounced}: SeriesRow): number => delivered + bounced.block;

/**
 * The part of its messages that a sender has blocked in quiet times: the median of its days. Pure; undefined where fewer
 * than three days had a hundred messages.
 *
 * @param hours of the sender, hours outside the range are left out
 */
export function usualBlockRate(
	hours: readonly Hour[],
	range: {readonly from: string; readonly to: string},
): number | undefined {
	const days = seriesOf(hours, range, 24).filter((day) => messagesIn(day) >= LEAST_MESSAGES);
	return days.length < LEAST_DAYS ? undefined : median(days.map((day) => day.bounced.block / messagesIn(day)));
}

/** The first of these hours in which something was blocked; undefined where nothing was. Pure. */
export function firstBlocked(
	hours: readonly Hour[],
	range: {readonly from: string; readonly to: string},
): string | undefined {
	return seriesOf(hours, range, 1).find(({bounced}) => bounced.block > 0)?.from;
}
