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
		const own = itemsOf(thing);
		if (slice.length > 0 && touched.size + own.filter((item) => !touched.has(item)).length > most) {
			slices.push(slice);
			slice = [];
			touched = new Set();
		}
		slice.push(thing);
		for (const item of own) touched.add(item);
	}
	if (slice.length > 0) slices.push(slice);
	return slices;
}
