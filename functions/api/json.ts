import {type Refusal, refuse} from '#shared/model/refusal.ts';

const token =
	/[ \t\n\r]*("(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/uy;
const wantsValue = new Set(['', ':', ',', '[']);
const isNoValue = new Set([':', ',', '}', ']']);

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

/** A body as JSON, or a refusal that says where it stops being JSON. The refusal quotes nothing of the body. */
export function parseJson(body: Uint8Array): {readonly value: unknown} | Refusal {
	let text: string;
	try {
		text = new TextDecoder('utf-8', {fatal: true}).decode(body);
	} catch {
		return refuse('malformed', 'The body is not UTF-8; send JSON in UTF-8.');
	}
	if (text.trim() === '') return refuse('malformed', 'The body is empty; send a JSON object.');
	try {
		return {value: JSON.parse(text)};
	} catch (error) {
		const told = error instanceof SyntaxError ? / at position (\d+)/.exec(error.message)?.[1] : undefined;
		const at = told === undefined ? faultAt(text) : Number(told);
		const before = text.slice(0, at);
		const line = before.split('\n').length;
		const place = `character ${at + 1} (line ${line}, column ${at - before.lastIndexOf('\n')})`;
		return refuse('malformed', `The body stops being JSON at ${place}${at >= text.length ? ', its end' : ''}.`);
	}
}
