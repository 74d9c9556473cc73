/** Spans found in a text: start, end and the number of words before it, three numbers each. */
export class Spans {
	readonly cells: Int32Array;
	count = 0;

	constructor(most: number) {
		this.cells = new Int32Array(most * 3);
	}

	/** Keeps a span; beyond the bound it is dropped. */
	add(start: number, end: number, words: number): void {
		const at = this.count * 3;
		if (at >= this.cells.length) return;
		this.cells[at] = start;
		this.cells[at + 1] = end;
		this.cells[at + 2] = words;
		this.count++;
	}

	start(index: number): number {
		return this.cells[index * 3] ?? 0;
	}

	end(index: number): number {
		return this.cells[index * 3 + 1] ?? 0;
	}

	words(index: number): number {
		return this.cells[index * 3 + 2] ?? 0;
	}
}
