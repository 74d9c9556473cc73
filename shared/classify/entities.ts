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

/** The text with HTML entities undone, once; the same text where it has none. */
export function withoutEntities(text: string): string {
	return text.replaceAll(/&(#?\w{2,5});/g, (whole, name: string) => NAMED.get(name.toLowerCase()) ?? whole);
}
