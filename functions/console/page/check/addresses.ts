/** Most rows that are checked at once. */
export const MAX_ROWS = 100_000;

/** One row of what is to be checked. */
export interface Entry {
	/** Where it stands: the line of the file, or of the pasted text. */
	readonly line: number;
	/** The address, as it was written. */
	readonly text: string;
	/** The whole row of a file, which the clean list keeps. */
	readonly fields?: readonly string[];
	/** Why it is no address, where that can be told without asking. */
	readonly fault?: string;
}

/**
 * The addresses of a pasted text, as they stand there: lines, or pieces of a line between commas and semicolons that are
 * not within quotes. Blank ones are left out, repeated ones stay once, in the order of their first.
 */
export function splitAddresses(text: string): Entry[] {
	const found = new Map<string, Entry>();
	let start = 0;
	let line = 1;
	let quoted = false;
	for (let at = 0; at <= text.length; at += 1) {
		const character = text[at];
		const lineEnds = character === undefined || character === '\n' || character === '\r';
		if (character === '"') quoted = !quoted;
		if (!lineEnds && (quoted || (character !== ',' && character !== ';'))) continue;
		const piece = text.slice(start, at).trim();
		if (piece !== '' && !found.has(piece)) found.set(piece, {line, text: piece});
		start = at + 1;
		if (lineEnds) quoted = false;
		if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line += 1;
	}
	return [...found.values()];
}

/** Whether a pasted text is a table with named columns rather than addresses: its first line names them. */
export function isTable(text: string): boolean {
	const [first = '', second] = text.trimStart().split(/\r\n|\r|\n/, 2);
	return second !== undefined && !first.includes('@') && /[,;\t|]/.test(first);
}
