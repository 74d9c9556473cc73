/** HTML's names for the characters that mail systems write so. */
const NAMED: ReadonlyMap<string, string> = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', ' '],
	['rsquo', '’'],
	['#39', "'"],
	['#34', '"'],
	['#60', '<'],
	['#62', '>'],
	['#64', '@'],
	['#38', '&'],
	['#x27', "'"],
	['#160', ' '],
]);
const LONGEST = 6;

/** The text with HTML entities undone, once; the same text where it has none. */
export function withoutEntities(text: string): string {
	let from = text.indexOf('&');
	if (from < 0) return text;
	let result = '';
	let done = 0;
	for (; from >= 0; from = text.indexOf('&', from + 1)) {
		const name = nameAt(text, from + 1);
		const sign = NAMED.get(name.toLowerCase());
		if (sign === undefined) continue;
		result += text.slice(done, from) + sign;
		done = from + name.length + 2;
	}
	return done === 0 ? text : result + text.slice(done);
}

function nameAt(text: string, start: number): string {
	for (let at = start; at <= start + LONGEST; at++) if (text.charCodeAt(at) === 59) return text.slice(start, at);
	return '';
}
