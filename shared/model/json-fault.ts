const token =
	/[ \t\n\r]*("(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/uy;
const wantsValue = new Set(['', ':', ',', '[']);
const isNoValue = new Set([':', ',', '}', ']']);

/** The character, from 0, at which a text stops being JSON, given the error that JSON.parse threw for it. */
export function jsonFault(text: string, error: unknown): number {
	const told = error instanceof SyntaxError ? / at position (\d+)/.exec(error.message)?.[1] : undefined;
	return told === undefined ? faultAt(text) : Number(told);
}

/** Where a text stops being JSON, for the faults that JSON.parse reports without a position: no value where one is due. */
function faultAt(text: string): number {
	let previous = '';
	for (let at = 0; ; at = token.lastIndex) {
		token.lastIndex = at;
		const found = token.exec(text)?.[1];
		if (found === undefined) return at + text.slice(at).search(/[^ \t\n\r]|$/);
		const empty = previous === '[' && found === ']';
		if (wantsValue.has(previous) && isNoValue.has(found) && !empty) return token.lastIndex - 1;
		previous = found;
	}
}
