import type {SuppressionRecord} from '#shared/model/suppression.ts';
import type {Limit} from './lapse.ts';

/** Times outside the window that are kept for facts that come late: SNS repeats a message for up to 23 days. */
const MAX_BEFORE = 20;
const DAY_MS = 86_400_000;

/** The times of the bounces that count, as a record holds them. */
export type Counted = Pick<SuppressionRecord, 'countedAt' | 'countedBefore'>;

/** All times that a record holds, oldest first. */
export function timesOf(record: Counted | undefined): string[] {
	return [...(record?.countedBefore ?? []), ...(record?.countedAt ?? [])];
}

/** The times as a record holds them: those of the window that ends at the newest, and the earlier ones apart. */
export function counted(times: readonly string[], limit: Limit): Counted {
	const sorted = times.toSorted();
	const opens = Date.parse(sorted.at(-1) ?? '') - windowOf(limit);
	const inWindow = sorted.filter((time) => Date.parse(time) >= opens);
	const countedAt = inWindow.slice(-limit.threshold);
	const countedBefore = sorted.slice(0, sorted.length - countedAt.length).slice(-MAX_BEFORE);
	return {countedAt, ...(countedBefore.length === 0 ? {} : {countedBefore})};
}

/** Whether as many times as the threshold fell within one of its windows, anywhere. */
export function reachesThreshold(times: readonly string[], limit: Limit): boolean {
	const sorted = times.map((time) => Date.parse(time)).sort((one, other) => one - other);
	return sorted.some((time, index) => {
		const last = sorted[index + limit.threshold - 1];
		return last !== undefined && last - time <= windowOf(limit);
	});
}

const windowOf = ({windowDays}: Limit): number => windowDays * DAY_MS;
