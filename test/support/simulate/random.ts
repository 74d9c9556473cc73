/** A source of chance that gives the same numbers for the same seed. */
export interface Random {
	/** From 0 up to 1. */
	readonly next: () => number;
	/** A whole number, both bounds included. */
	readonly whole: (from: number, to: number) => number;
	readonly between: (from: number, to: number) => number;
	readonly chance: (probability: number) => boolean;
	readonly pick: <Item>(items: readonly Item[]) => Item;
	/** One of the items, each as often as its weight says. */
	readonly weighted: <Item extends {readonly weight: number}>(items: readonly Item[]) => Item;
	/** How many events happen where `mean` are expected. */
	readonly poisson: (mean: number) => number;
	/** A waiting time of this mean. */
	readonly wait: (mean: number) => number;
	/** A source of its own, so that one scenario's draws do not shift another's. */
	readonly fork: (name: string) => Random;
}

/** FNV-1a */
function hashed(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** sfc32 (PractRand): passes its tests, in four words of state. */
function sfc32(seed: number): () => number {
	let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0];
	const next = () => {
		const sum = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + sum) | 0;
		return (sum >>> 0) / 2 ** 32;
	};
	for (let round = 0; round < 16; round++) next();
	return next;
}

export function randomOf(seed: number): Random {
	const next = sfc32(seed);
	const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
	const pick = <Item>(items: readonly Item[]): Item => {
		const item = items[Math.floor(next() * items.length)];
		if (item === undefined) throw new Error('nothing to pick from');
		return item;
	};
	return {
		next,
		whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
		between: (from, to) => from + next() * (to - from),
		chance: (probability) => next() < probability,
		pick,
		weighted: (items) => {
			let left = next() * items.reduce((sum, {weight}) => sum + weight, 0);
			for (const item of items) {
				left -= item.weight;
				if (left < 0) return item;
			}
			return pick(items);
		},
		poisson: (mean) => {
			if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
			let [count, product] = [0, next()];
			const end = Math.exp(-mean);
			while (product > end) {
				product *= next();
				count += 1;
			}
			return count;
		},
		wait: (mean) => -mean * Math.log(1 - next()),
		fork: (name) => randomOf(hashed(`${seed}/${name}`)),
	};
}
