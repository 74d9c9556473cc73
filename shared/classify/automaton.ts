/** One slot of a phrase: its choices, each the numbers of its words; an empty choice may be left out. */
export type Slot = readonly (readonly number[])[];

/** More than any number of a word; with it and the most steps a key stays below 2 to the power of 31. */
const WORDS = 4_096;
const TABLE_BITS = 15;
const TABLE = 1 << TABLE_BITS;
/** When so many steps are remembered they are forgotten, so that no flood of odd texts can fill the memory. */
const MOST_STEPS = 12_000;
/** Reports of all states together; where there is no room for more, all is forgotten as well. */
const MOST_REPORTS = 65_536;

/**
 * Finds many phrases in one pass over numbered words. A phrase is a row of slots. The phrases together are one
 * non-deterministic automaton; its sets of places become states when a text first needs them (Thompson's construction,
 * run lazily): nothing is spread out beforehand, a step that was made before is one look-up, and a new one costs at most
 * the places that are active at once.
 */
export class Automaton {
	/** The words that lead on from each place, and where to. */
	readonly #edges: {readonly word: number; readonly to: number}[][] = [];
	/** The place that is reached from a place without a word. */
	readonly #skips = new Map<number, number>();
	/** What is reported at a place. */
	readonly #ends = new Map<number, number>();
	/** A word to the places behind it at the beginning of any phrase. */
	readonly #beginnings = new Map<number, number[]>();
	/** Each state's places, and its number by them; state 0 has none. */
	readonly #sets: (readonly number[])[] = [[]];
	readonly #ids = new Map([['', 0]]);
	/** What all states report, one after the other, and where in it each state's reports begin; they end at the next one's. */
	readonly reports = new Int32Array(MOST_REPORTS);
	readonly reportsFrom = new Int32Array(MOST_STEPS + 2);
	/** Steps made before, by open addressing over `state * WORDS + word`: the key, then the state it leads to. */
	readonly #table = new Int32Array(2 * TABLE);
	#steps = 0;

	/** Adds a phrase that reports `value` where it ends. A phrase of which nothing is needed is refused. */
	add(slots: readonly Slot[], value: number): void {
		let from = this.#place();
		let mayBegin = true;
		for (const slot of slots) {
			const to = this.#place();
			for (const words of slot) this.#chain(from, words, to, mayBegin);
			mayBegin &&= this.#skips.has(from);
			from = to;
		}
		if (mayBegin) throw new Error('a phrase without words');
		this.#ends.set(from, value);
	}

	#chain(from: number, words: readonly number[], to: number, mayBegin: boolean): void {
		if (words.length === 0) this.#skips.set(from, to);
		let at = from;
		for (const [index, word] of words.entries()) {
			const next = index === words.length - 1 ? to : this.#place();
			this.#edges[at]?.push({word, to: next});
			if (index === 0 && mayBegin) this.#begin(word, next);
			at = next;
		}
	}

	#place(): number {
		return this.#edges.push([]) - 1;
	}

	#begin(word: number, place: number): void {
		const places = this.#beginnings.get(word);
		if (places === undefined) this.#beginnings.set(word, [place]);
		else places.push(place);
	}

	/** The state after `word` in `state`. The first state is 0; word 0, which no phrase has, leads back to it. */
	step(state: number, word: number): number {
		if (word === 0) return 0;
		const key = state * WORDS + word;
		const table = this.#table;
		let slot = slotOf(key);
		for (;;) {
			const found = table[slot] ?? 0;
			if (found === key) return table[slot + 1] ?? 0;
			if (found === 0) return this.#newStep(state, word);
			slot = (slot + 2) & (2 * TABLE - 1);
		}
	}

	#newStep(state: number, word: number): number {
		const places = this.#placesAfter(state, word);
		if (this.#steps >= MOST_STEPS || (this.reportsFrom[this.#sets.length] ?? 0) > MOST_REPORTS / 2) {
			// The state that this step came from is forgotten too, and with it the step.
			this.#forget();
			return this.#stateOf(places);
		}
		const target = this.#stateOf(places);
		const key = state * WORDS + word;
		let slot = slotOf(key);
		while (this.#table[slot] !== 0) slot = (slot + 2) & (2 * TABLE - 1);
		this.#table[slot] = key;
		this.#table[slot + 1] = target;
		this.#steps++;
		return target;
	}

	/** The places that a word leads to, and all that are reached from them without one. */
	#placesAfter(state: number, word: number): readonly number[] {
		const all = new Set(this.#beginnings.get(word));
		for (const place of this.#sets[state] ?? []) {
			for (const edge of this.#edges[place] ?? []) if (edge.word === word) all.add(edge.to);
		}
		// The places that are added while the set is gone through are gone through as well.
		for (const place of all) all.add(this.#skips.get(place) ?? place);
		return [...all];
	}

	#stateOf(places: readonly number[]): number {
		const name = places.join();
		const known = this.#ids.get(name);
		if (known !== undefined) return known;
		const id = this.#sets.push(places) - 1;
		this.#ids.set(name, id);
		const reports = new Set<number>();
		for (const place of places) {
			const value = this.#ends.get(place);
			if (value !== undefined) reports.add(value);
		}
		const from = this.reportsFrom[id] ?? 0;
		this.reports.set([...reports], from);
		this.reportsFrom[id + 1] = from + reports.size;
		return id;
	}

	/** Forgets every step; what is asked again is worked out again. */
	#forget(): void {
		this.#sets.length = 1;
		this.#ids.clear();
		this.#ids.set('', 0);
		this.#table.fill(0);
		this.#steps = 0;
	}
}

/** A key is never 0: no step is made over word 0. */
function slotOf(key: number): number {
	return (Math.imul(key, 0x9e3779b1) >>> (32 - TABLE_BITS)) << 1;
}
