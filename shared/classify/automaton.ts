/** One slot of a phrase: its choices, each the numbers of its words; an empty choice may be left out. */
export type Slot = readonly (readonly number[])[];

/** More than any number of a word; with it and the most steps a key stays below 2 to the power of 31. */
const WORDS = 4_096;
const TABLE = 65_536;
/** When so many steps are remembered they are forgotten, so that no flood of odd texts can fill the memory. */
const MOST_STEPS = 24_000;

/**
 * Finds many phrases in one pass over numbered words. A phrase is a row of slots. The phrases together are one
 * non-deterministic automaton; its sets of places become states when a text first needs them (Thompson's construction,
 * run lazily): nothing is spread out beforehand, a step that was made before is one look-up, and a new one costs at most
 * the places that are active at once.
 */
export class Automaton {
	/** The edges of each place are a list: the first one's number by place, then `edgeNext`; -1 ends it. */
	private readonly firstEdge: number[] = [];
	private readonly edgeWord: number[] = [];
	private readonly edgeTo: number[] = [];
	private readonly edgeNext: number[] = [];
	/** The place that is reached from a place without a word, -1 where none is. */
	private readonly skip: number[] = [];
	/** What is reported at a place, -1 for nothing. */
	private readonly end: number[] = [];
	/** A word to the places behind it at the beginning of any phrase. */
	private readonly beginnings = new Map<number, number[]>();
	/** Each state's places, ascending; state 0 has none. */
	private sets: (readonly number[])[] = [];
	private ids = new Map<string, number>();
	private found: (readonly number[])[] = [];
	/** Steps made before, by open addressing over `state * WORDS + word`. */
	private readonly keys = new Int32Array(TABLE);
	private readonly targets = new Int32Array(TABLE);
	private steps = 0;

	/** What is reported where a phrase ends: from the phrase's value. Asked once for each state. */
	private readonly reportOf: (value: number) => readonly number[];

	constructor(reportOf: (value: number) => readonly number[]) {
		this.reportOf = reportOf;
		this.forget();
	}

	/** Adds a phrase that reports `value` where it ends. A phrase of which nothing is needed is refused. */
	add(slots: readonly Slot[], value: number): void {
		let from = this.place();
		let mayBegin = true;
		for (const slot of slots) {
			const to = this.place();
			for (const words of slot) this.chain(from, words, to, mayBegin);
			mayBegin &&= this.skip[from] === to;
			from = to;
		}
		if (mayBegin) throw new Error('a phrase without words');
		this.end[from] = value;
	}

	private chain(from: number, words: readonly number[], to: number, mayBegin: boolean): void {
		if (words.length === 0) this.skip[from] = to;
		let at = from;
		for (const [index, word] of words.entries()) {
			const next = index === words.length - 1 ? to : this.place();
			this.edgeWord.push(word);
			this.edgeTo.push(next);
			this.edgeNext.push(this.firstEdge[at] ?? -1);
			this.firstEdge[at] = this.edgeTo.length - 1;
			if (index === 0 && mayBegin) this.begin(word, next);
			at = next;
		}
	}

	private place(): number {
		this.firstEdge.push(-1);
		this.skip.push(-1);
		this.end.push(-1);
		return this.skip.length - 1;
	}

	private begin(word: number, place: number): void {
		const places = this.beginnings.get(word);
		if (places === undefined) this.beginnings.set(word, [place]);
		else places.push(place);
	}

	/** The state after `word` in `state`. The first state is 0; word 0, which no phrase has, leads back to it. */
	step(state: number, word: number): number {
		if (word === 0) return 0;
		const key = state * WORDS + word;
		let slot = slotOf(state, word);
		for (;;) {
			const found = this.keys[slot] ?? -1;
			if (found === key) return this.targets[slot] ?? 0;
			if (found === -1) return this.newStep(state, word);
			slot = (slot + 1) & (TABLE - 1);
		}
	}

	private newStep(state: number, word: number): number {
		const next: number[] = [...(this.beginnings.get(word) ?? [])];
		for (const place of this.sets[state] ?? []) {
			for (let edge = this.firstEdge[place] ?? -1; edge >= 0; edge = this.edgeNext[edge] ?? -1) {
				if (this.edgeWord[edge] === word) next.push(this.edgeTo[edge] ?? 0);
			}
		}
		const places = this.withSkips(next);
		if (this.steps >= MOST_STEPS) {
			// The state that this step came from is forgotten too, and with it the step.
			this.forget();
			return this.stateOf(places);
		}
		const target = this.stateOf(places);
		let slot = slotOf(state, word);
		while ((this.keys[slot] ?? -1) !== -1) slot = (slot + 1) & (TABLE - 1);
		this.keys[slot] = state * WORDS + word;
		this.targets[slot] = target;
		this.steps++;
		return target;
	}

	/** The places given and all that are reached from them without a word, ascending. */
	private withSkips(places: readonly number[]): readonly number[] {
		const all = new Set<number>();
		for (const place of places) {
			for (let at = place; at >= 0 && !all.has(at); at = this.skip[at] ?? -1) all.add(at);
		}
		return [...all].sort((one, other) => one - other);
	}

	private stateOf(places: readonly number[]): number {
		const name = places.join();
		const known = this.ids.get(name);
		if (known !== undefined) return known;
		const id = this.sets.length;
		this.ids.set(name, id);
		this.sets.push(places);
		this.found.push(
			places.flatMap((place) => ((this.end[place] ?? -1) < 0 ? [] : this.reportOf(this.end[place] ?? 0))),
		);
		return id;
	}

	/** Forgets every step; what is asked again is worked out again. */
	private forget(): void {
		this.sets = [];
		this.ids = new Map();
		this.found = [];
		this.keys.fill(-1);
		this.steps = 0;
		this.stateOf([]);
	}

	/** What the phrases that end in a state report, one after the other. */
	reports(state: number): readonly number[] {
		return this.found[state] ?? [];
	}
}

function slotOf(state: number, word: number): number {
	const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
	return (mixed ^ (mixed >>> 15)) & (TABLE - 1);
}
