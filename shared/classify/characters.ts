/**
 * What each character is to the scanner, as tables over all UTF-16 units: one look-up a character, whatever the text.
 */

/** The lower-case ASCII letter or digit that a character stands for (é is e), or 0 for everything that parts words. */
export const FOLD: Uint8Array = new Uint8Array(65_536);

/** 1 for what may stand inside a host name or an address between two letters: . - _ + @ */
export const JOINS: Uint8Array = new Uint8Array(65_536);

const LAST_FOLDED = 0x24f;
for (let code = 0; code <= LAST_FOLDED; code++) {
	const folded = String.fromCharCode(code).normalize('NFD').toLowerCase().charCodeAt(0);
	const isDigit = folded >= 48 && folded <= 57;
	const isLetter = folded >= 97 && folded <= 122;
	if (isDigit || isLetter) FOLD[code] = folded;
}
for (const sign of '.-_+@') JOINS[sign.charCodeAt(0)] = 1;

export const DOT = 46;
export const AT = 64;
export const DASH = 45;
export const COLON = 58;
export const BACKSLASH = 92;

/** An apostrophe, typewritten or typographic. */
export function isApostrophe(code: number): boolean {
	return code === 39 || code === 0x2019;
}

/** FNV-1a over folded characters; equal words have equal hashes in whatever case. */
export const HASH_START = 0x811c9dc5 | 0;
export function hashStep(hash: number, folded: number): number {
	return Math.imul(hash ^ folded, 0x01000193);
}
