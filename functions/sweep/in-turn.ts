/** Time that is left, in milliseconds: nothing is begun in the last ten seconds. */
export type Remaining = () => number;

const LAST_MS = 10_000;
const AT_ONCE = 20;

/** What became of items that were worked on in turn. */
export interface Turned<Result> {
	readonly results: readonly Result[];
	readonly faults: readonly unknown[];
	/** Items that were not begun, for want of time. */
	readonly late: number;
}

/** Works on items in their order, some at once, while there is time. One that fails does not stop the others. */
export async function inTurn<Item, Result>(
	items: readonly Item[],
	remaining: Remaining,
	work: (item: Item) => Promise<Result>,
): Promise<Turned<Result>> {
	const results: Result[] = [];
	const faults: unknown[] = [];
	for (let from = 0; from < items.length; from += AT_ONCE) {
		if (remaining() < LAST_MS) return {results, faults, late: items.length - from};
		// What is thrown before the first wait is a fault of that item, too.
		const begun = items.slice(from, from + AT_ONCE).map(async (item) => work(item));
		for (const result of await Promise.allSettled(begun)) {
			if (result.status === 'fulfilled') results.push(result.value);
			else faults.push(result.reason);
		}
	}
	return {results, faults, late: 0};
}
