interface Found {
	readonly field: string;
	readonly value: string;
	readonly meaning: string;
}

interface Piece {
	readonly text: string;
	readonly mark?: string;
}

/** Most marks in one text. */
const MOST = 100;

const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where `SCL:6` or `spf=pass` stands from `from` on; the field is the last word of the finding's. */
function placeOf(low: string, {field, value}: Found, from: number): readonly [number, number] | undefined {
	const name = field.toLowerCase().slice(field.lastIndexOf(' ') + 1);
	const end = value.toLowerCase();
	for (let at = low.indexOf(name, from); at !== -1; at = low.indexOf(name, at + 1)) {
		const rest = low.slice(at + name.length, at + name.length + end.length + 4);
		const gap = /^\s*[:=]\s*"?/.exec(rest)?.[0].length;
		const to = at + name.length + (gap ?? 0) + end.length;
		if (gap !== undefined && rest.slice(gap).startsWith(end) && !isWord(low[at - 1]) && !isWord(low[to]))
			return [at, to];
	}
	return undefined;
}

/**
 * Headers in pieces, each finding marked where it stands; findings come in the order of the text. Put together, the
 * pieces are the text.
 */
export function highlightFindings(text: string, findings: readonly Found[]): Piece[] {
	const low = text.toLowerCase();
	const pieces: Piece[] = [];
	let at = 0;
	// Lower case of a few letters has another length: then places would not fit, and nothing is marked.
	for (const finding of low.length === text.length ? findings.slice(0, MOST) : []) {
		const place = placeOf(low, finding, at);
		if (place === undefined) continue;
		if (place[0] > at) pieces.push({text: text.slice(at, place[0])});
		pieces.push({text: text.slice(...place), mark: finding.meaning});
		at = place[1];
	}
	if (at < text.length) pieces.push({text: text.slice(at)});
	return pieces;
}
