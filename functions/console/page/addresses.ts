/** Most addresses that are checked at once. */
export const MAX_ADDRESSES = 10_000;

/** Addresses in one request to the API. */
export const CHUNK = 1000;

/**
 * The addresses of a pasted text, as they stand there: lines, or pieces of a line between commas and semicolons that are
 * not within quotes. Blank ones are left out, repeated ones stay once, in the order of their first.
 */
export function splitAddresses(text: string): string[] {
	const found = new Set<string>();
	let start = 0;
	let quoted = false;
	for (let at = 0; at <= text.length; at += 1) {
		const character = text[at];
		const lineEnds = character === undefined || character === '\n' || character === '\r';
		if (character === '"') quoted = !quoted;
		if (!lineEnds && (quoted || (character !== ',' && character !== ';'))) continue;
		const piece = text.slice(start, at).trim();
		if (piece !== '') found.add(piece);
		start = at + 1;
		if (lineEnds) quoted = false;
	}
	return [...found];
}

/** A list in portions. */
export function portions<Item>(items: readonly Item[], size: number): Item[][] {
	const all: Item[][] = [];
	for (let from = 0; from < items.length; from += size) all.push(items.slice(from, from + size));
	return all;
}
