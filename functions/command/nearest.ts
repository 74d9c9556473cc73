/** The edit distance of two short words (Levenshtein). */
function distance(one: string, other: string): number {
	let above = Array.from({length: other.length + 1}, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const line = [row];
		for (let column = 1; column <= other.length; column++) {
			const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
			line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
		}
		above = line;
	}
	return above[other.length] ?? 0;
}

/** The name of a list that a misspelt word most likely meant. `names` must not be empty; at most 40 letters count. */
export function nearest(word: string, names: readonly string[]): string {
	const short = word.slice(0, 40);
	let best = names[0] ?? '';
	for (const name of names) if (distance(short, name) < distance(short, best)) best = name;
	return best;
}
