/** A line of a file. */
export interface Line {
	/** From 1. */
	readonly number: number;
	/** Without its end; the first 200 characters of one that is too long. */
	readonly text: string;
	readonly tooLong?: true;
}

/** Longest line that is read, in characters. */
export const MAX_LINE = 65_536;

/** Text in pieces as lines, many at a time; a line ends with LF, CRLF or CR. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<Line[]> {
	let number = 0;
	let rest = '';
	let dropping = false;
	const line = (text: string): Line => {
		number += 1;
		const tooLong = dropping || text.length > MAX_LINE;
		dropping = false;
		return tooLong ? {number, text: text.slice(0, 200), tooLong} : {number, text};
	};
	for await (const piece of pieces) {
		const text = rest + piece;
		// A return at the end may be half of CRLF.
		const held = text.endsWith('\r') ? 1 : 0;
		const texts = (held === 0 ? text : text.slice(0, -1)).split(/\r\n|\n|\r/);
		rest = (texts.pop() ?? '') + (held === 0 ? '' : '\r');
		const lines = texts.map(line);
		if (rest.length > MAX_LINE) {
			rest = rest.slice(0, 200);
			dropping = true;
		}
		if (lines.length > 0) yield lines;
	}
	const last = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
	if (rest !== '') yield [line(last)];
}
