import {
	type Count,
	type CountedDimension,
	type Dimension,
	type Metric,
	readSender,
	senderName,
} from '#shared/model/reputation.ts';

/** Dimensions with too many values, each too rare, for a counter of its own. */
export type ListedDimension = Exclude<Dimension, CountedDimension>;

/** Whether a dimension is kept in lists. */
export const isListed = (dimension: Dimension): dimension is ListedDimension => Object.hasOwn(ROOM, dimension);

/** Longest list of values, in characters: so much at least, and so much for each event that is counted in it. */
const ROOM = {'recipient-domain': {least: 1_500, each: 6}, region: {least: 500, each: 1}} as const satisfies Record<
	ListedDimension,
	{least: number; each: number}
>;
/** In bytes at most three times as much: below the 400 KB that an item may have. */
const MAX_ROOM = 100_000;
/** The value under which those are counted that find no place in a list. */
export const OTHER = '(other)';

/** Senders of one list that are told apart; the rarest are counted together. */
const MAX_SENDERS = 50;
/** What a sender, and each metric of it, takes besides the values, in characters. */
const FRAME = 16;

/** Metric, then count, then the values with that count. */
type SenderList = Record<string, Record<string, string>>;

/**
 * What one transaction counts of one dimension in one hour, as an attribute: sender, then metric, then count, then the
 * values with that count, as in `{"192.0.2.1": {"delivered": {"212": "gmail.com", "1": "a.example b.example"}}}`. Most
 * domains of a mailing occur once, so this takes a third less room than a number for each. Frequent values come first;
 * the last find no place by name.
 */
export function listOf(dimension: ListedDimension, counts: readonly Count[]): Record<string, SenderList> {
	const {least, each} = ROOM[dimension];
	const events = counts.reduce((sum, {by}) => sum + by, 0);
	let room = Math.min(MAX_ROOM, least + each * events);
	const lists = new Map<string, Map<Metric, Map<number, string[]>>>();
	const others = new Map<string, Count>();
	const put = ({metric, by, value, sender = UNKNOWN}: Count) => {
		const metrics = lists.get(sender) ?? new Map<Metric, Map<number, string[]>>();
		const values = metrics.get(metric) ?? new Map<number, string[]>();
		const list = values.get(by) ?? [];
		list.push(value);
		lists.set(sender, metrics.set(metric, values.set(by, list)));
	};
	for (const count of merged(fewerSenders(counts))) {
		const {sender = UNKNOWN, metric, value, by} = count;
		const frame = lists.get(sender)?.has(metric) === true ? 0 : FRAME + sender.length;
		room -= value.length + 1 + frame;
		const name = `${sender} ${metric}`;
		if (room < 0) others.set(name, {...count, value: OTHER, by: by + (others.get(name)?.by ?? 0)});
		else put(count);
	}
	for (const count of others.values()) put(count);
	return objectOf(lists, (metrics) => objectOf(metrics, (values) => objectOf(values, (some) => some.join(' '))));
}

const UNKNOWN = senderName(undefined, false);

const objectOf = <Value, Result>(
	map: ReadonlyMap<string | number, Value>,
	of: (value: Value) => Result,
): Record<string, Result> => Object.fromEntries([...map].map(([name, value]) => [String(name), of(value)]));

/** The same counts, those of the rarest senders under one name. */
function fewerSenders(counts: readonly Count[]): readonly Count[] {
	const sums = new Map<string, number>();
	for (const {sender = UNKNOWN, by} of counts) sums.set(sender, (sums.get(sender) ?? 0) + by);
	if (sums.size <= MAX_SENDERS) return counts;
	const kept = new Set(
		[...sums]
			.sort(([, one], [, other]) => other - one)
			.slice(0, MAX_SENDERS)
			.map(([sender]) => sender),
	);
	return counts.map((count) => {
		const {sender = UNKNOWN} = count;
		return kept.has(sender) ? count : {...count, sender: senderName(OTHER, readSender(sender).microsoft365)};
	});
}

/** One for each sender, metric and value, the greatest first. */
function merged(counts: readonly Count[]): Count[] {
	const sums = new Map<string, Count>();
	for (const count of counts) {
		const name = `${count.sender ?? UNKNOWN} ${count.metric} ${count.value}`;
		sums.set(name, {...count, by: count.by + (sums.get(name)?.by ?? 0)});
	}
	return [...sums.values()].sort((one, other) => other.by - one.by);
}
