import type {Event, Normalized, Unusable} from '#shared/model/event.ts';
import {factKey} from '#shared/model/fact.ts';

/** What became of an event. Readers return it, so that no path of theirs can forget to decide. */
export type Outcome = 'kept' | 'ignored' | 'unusable';

/** Gathers what one body turns into. */
export interface Collector {
	/** Keeps an event, unless the body had it already. */
	readonly add: (event: Event) => Outcome;
	/** Counts an event that gives no fact. */
	readonly ignore: (reason: string) => Outcome;
	/** Counts an event of a type that gives no fact, known or not: `type:open`. */
	readonly ignoreType: (type: string) => Outcome;
	/** Puts an event aside that cannot be used. `reason` names the field, never what is in it. */
	readonly reject: (reason: string, event: unknown) => Outcome;
	readonly done: () => Normalized;
}

/** Reasons come from the body's own words: so many different ones are told apart in one body. */
const MAX_REASONS = 40;

const plainWord = /^[\w .-]{1,40}$/;

/**
 * A collector for one body. A fact that occurs twice in it is one fact: by the ESP's id (with kind, recipient and part,
 * because one id may cover several), and by what is the same on every copy of an event (`factKey`).
 */
export function collector(): Collector {
	const events: Event[] = [];
	const unusable: Unusable[] = [];
	const ignored = new Map<string, number>();
	const seen = new Set<string>();

	const ignore = (reason: string): Outcome => {
		const key = ignored.has(reason) || ignored.size < MAX_REASONS ? reason : 'other';
		ignored.set(key, (ignored.get(key) ?? 0) + 1);
		return 'ignored';
	};
	return {
		add: (event) => {
			// No address holds a control character, so that the parts cannot run into each other.
			const id = `${event.kind}\n${event.recipient}\n${event.part ?? ''}\n${event.eventId}`;
			const key = factKey(event);
			if (seen.has(id) || seen.has(key)) return ignore('duplicate');
			seen.add(id).add(key);
			events.push(event);
			return 'kept';
		},
		ignore,
		ignoreType: (type) => ignore(plainWord.test(type) ? `type:${type}` : 'type:other'),
		reject: (reason, event) => {
			unusable.push({reason, event});
			return 'unusable';
		},
		done: () => ({events, unusable, ignored}),
	};
}
