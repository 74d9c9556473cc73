/**
 * Finds many phrases in one pass over numbered words (Aho and Corasick, 1975, with words in the place of letters).
 * A step is one look-up in a table; the number of look-ups is at most twice the number of words.
 */
export class Automaton {
	private readonly edges = new Map<number, number>();
	private readonly fail: number[] = [0];
	private readonly found: number[][] = [[]];
	/** Open addressing over `state * 65536 + word`, filled by `close`. */
	private keys = new Float64Array(0);
	private targets = new Int32Array(0);
	private mask = 0;
	private fails = new Int32Array(0);
	/** For each state where its phrases begin in `outputs`; the one after the last is the end. */
	private outputStart = new Int32Array(0);
	private outputs = new Int32Array(0);

	/** Adds a phrase, as numbers of words, that reports `value`. Only before `close`. */
	add(words: readonly number[], value: number): void {
		let state = 0;
		for (const word of words) {
			const key = state * 65_536 + word;
			let next = this.edges.get(key);
			if (next === undefined) {
				next = this.fail.length;
				this.fail.push(0);
				this.found.push([]);
				this.edges.set(key, next);
			}
			state = next;
		}
		this.found[state]?.push(value);
	}

	/** Makes the tables, after which phrases can be found. */
	close(): void {
		const edgesOf = new Map<number, [number, number][]>();
		for (const [key, target] of this.edges) {
			const state = Math.floor(key / 65_536);
			const edges = edgesOf.get(state) ?? [];
			edges.push([key % 65_536, target]);
			edgesOf.set(state, edges);
		}
		const queue: number[] = [0];
		for (const state of queue) {
			for (const [word, target] of edgesOf.get(state) ?? []) {
				queue.push(target);
				if (state === 0) continue;
				let back = this.fail[state] ?? 0;
				while (back !== 0 && !this.edges.has(back * 65_536 + word)) back = this.fail[back] ?? 0;
				const fallback = this.edges.get(back * 65_536 + word) ?? 0;
				this.fail[target] = fallback;
				this.found[target]?.push(...(this.found[fallback] ?? []));
			}
		}
		this.freeze();
	}

	private freeze(): void {
		let size = 1024;
		while (size < this.edges.size * 3) size *= 2;
		this.mask = size - 1;
		this.keys = new Float64Array(size).fill(-1);
		this.targets = new Int32Array(size);
		for (const [key, target] of this.edges) {
			let slot = slotOf(Math.floor(key / 65_536), key % 65_536) & this.mask;
			while ((this.keys[slot] ?? -1) !== -1) slot = (slot + 1) & this.mask;
			this.keys[slot] = key;
			this.targets[slot] = target;
		}
		this.fails = Int32Array.from(this.fail);
		this.outputStart = new Int32Array(this.found.length + 1);
		const outputs: number[] = [];
		for (const [state, values] of this.found.entries()) {
			this.outputStart[state] = outputs.length;
			outputs.push(...values);
		}
		this.outputStart[this.found.length] = outputs.length;
		this.outputs = Int32Array.from(outputs);
	}

	/** The state after `word` in `state`; the first state is 0, word 0 leads back to it. */
	step(state: number, word: number): number {
		if (word === 0) return 0;
		for (let from = state; ; from = this.fails[from] ?? 0) {
			const key = from * 65_536 + word;
			let slot = slotOf(from, word) & this.mask;
			for (;;) {
				const found = this.keys[slot] ?? -1;
				if (found === key) return this.targets[slot] ?? 0;
				if (found === -1) break;
				slot = (slot + 1) & this.mask;
			}
			if (from === 0) return 0;
		}
	}

	/** What the phrases that end in `state` report: the numbers of `values` from this place … */
	firstOutput(state: number): number {
		return this.outputStart[state] ?? 0;
	}

	/** … up to and without this one. */
	lastOutput(state: number): number {
		return this.outputStart[state + 1] ?? 0;
	}

	output(place: number): number {
		return this.outputs[place] ?? 0;
	}
}

function slotOf(state: number, word: number): number {
	const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
	return mixed ^ (mixed >>> 15);
}
