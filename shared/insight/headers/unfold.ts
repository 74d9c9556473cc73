/** One header of a message, its lines put together. */
export interface Header {
	/** In lower case. */
	readonly name: string;
	readonly value: string;
}

/** Names of header fields without a hyphen; a line that begins with any other word and a colon goes on with the last header. */
const PLAIN_NAMES = new Set([
	'from',
	'to',
	'cc',
	'bcc',
	'subject',
	'date',
	'received',
	'sender',
	'comments',
	'keywords',
]);

const START = /^([!-9;-~]{1,80}):[ \t]?/;

function nameOf(line: string): string | undefined {
	const name = START.exec(line)?.[1]?.toLowerCase();
	return name !== undefined && (name.includes('-') || PLAIN_NAMES.has(name)) ? name : undefined;
}

/**
 * The headers of a pasted message, in order. Folded lines are put together (RFC 5322, 2.2.3), also where their indent was
 * lost on the way. Ends at nothing: what stands after the headers gives headers only where it looks like one.
 */
export function unfold(text: string): Header[] {
	const headers: {name: string; value: string}[] = [];
	for (const line of text.split(/\r\n|\r|\n/)) {
		const name = /^[ \t]/.test(line) ? undefined : nameOf(line);
		const last = headers.at(-1);
		if (name !== undefined) headers.push({name, value: line.slice(name.length + 1).trim()});
		else if (last !== undefined && line.trim() !== '') last.value += ` ${line.trim()}`;
	}
	return headers;
}

/** A value in its parts between semicolons that stand in no parentheses and no quotes. */
export function partsOf(value: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let quoted = false;
	let from = 0;
	for (let at = 0; at < value.length; at += 1) {
		const character = value[at];
		if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === '(') depth += 1;
		else if (character === ')') depth = Math.max(0, depth - 1);
		else if (character === ';' && depth === 0) {
			parts.push(value.slice(from, at).trim());
			from = at + 1;
		}
	}
	parts.push(value.slice(from).trim());
	return parts.filter((part) => part !== '');
}
