import type {Fact} from '#shared/model/fact.ts';
import type {Effects} from './effects.ts';

/**
 * Facts in the order in which they are written: those of one sending IP and one incident together, so that each
 * transaction changes few counters and incidents besides its facts; each group by time.
 */
export function inOrder(facts: readonly Fact[], effects: Effects): Fact[] {
	const keyed = facts.map((fact) => ({fact, group: `${fact.senderIp ?? ''} ${effects.incidentId(fact) ?? ''}`}));
	keyed.sort(
		(one, other) =>
			compare(one.group, other.group) ||
			compare(one.fact.occurredAt, other.fact.occurredAt) ||
			compare(one.fact.id, other.fact.id),
	);
	return keyed.map(({fact}) => fact);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * Cuts things, in their order, into slices that touch at most so many items together.
 *
 * @param itemsOf a name for each item that a thing may touch; what two things touch with the same name counts once
 */
export function slicesOf<Thing>(
	things: readonly Thing[],
	itemsOf: (thing: Thing) => readonly string[],
	most: number,
): Thing[][] {
	const slices: Thing[][] = [];
	let slice: Thing[] = [];
	let touched = new Set<string>();
	for (const thing of things) {
		const own = [...new Set(itemsOf(thing))].filter((item) => !touched.has(item));
		if (slice.length > 0 && touched.size + own.length > most) {
			slices.push(slice);
			slice = [];
			touched = new Set();
		}
		slice.push(thing);
		for (const item of itemsOf(thing)) touched.add(item);
	}
	if (slice.length > 0) slices.push(slice);
	return slices;
}

/**
 * Puts slices into chains: those that touch an item in common follow one another in the same chain, so that chains can be
 * worked off side by side without meeting.
 *
 * @param sharedOf the items that a slice reads and changes
 */
export function chainsOf<Slice>(slices: readonly Slice[], sharedOf: (slice: Slice) => Iterable<string>): Slice[][] {
	const chains = new Set<{slices: Slice[]; items: Set<string>}>();
	for (const slice of slices) {
		const own = {slices: [slice], items: new Set(sharedOf(slice))};
		for (const chain of chains) {
			if (![...own.items].some((item) => chain.items.has(item))) continue;
			own.slices.unshift(...chain.slices);
			for (const item of chain.items) own.items.add(item);
			chains.delete(chain);
		}
		chains.add(own);
	}
	return [...chains].map((chain) => chain.slices);
}
