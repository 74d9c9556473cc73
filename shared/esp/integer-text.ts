/** The index behind the text that begins at `start` (a quotation mark) of valid JSON. */
function behindText(json: string, start: number): number {
	let end = json.indexOf('"', start + 1);
	while (end !== -1) {
		let slashes = 0;
		while (json[end - 1 - slashes] === '\\') slashes++;
		if (slashes % 2 === 0) return end + 1;
		end = json.indexOf('"', end + 1);
	}
	return json.length;
}

const digits = /[\s:]*(\d{1,30})(?![\d.eE])/y;

/**
 * The decimal digits of a top-level member of a JSON object, as they stand in the text. `JSON.parse` rounds what lies above
 * 2^53, so that different 64-bit ids would become one.
 *
 * @param json valid JSON of an object; of members of the same name the last counts, as in `JSON.parse`
 * @returns undefined where the member is no non-negative integer of at most 30 digits
 */
export function integerText(json: string, name: string): string | undefined {
	const quoted = JSON.stringify(name);
	let depth = 0;
	let found: string | undefined;
	for (let at = 0; at < json.length; ) {
		const character = json[at];
		if (character === '"') {
			const end = behindText(json, at);
			if (depth === 1 && end - at === quoted.length && json.startsWith(quoted, at)) {
				digits.lastIndex = end;
				const value = digits.exec(json)?.[1];
				if (value !== undefined) found = value;
			}
			at = end;
			continue;
		}
		if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') depth--;
		at++;
	}
	return found;
}
