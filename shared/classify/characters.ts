/**
 * What each character is to the scanner. A text is first turned into bytes, one for each UTF-16 unit, so that places in
 * the bytes are places in the text: ASCII stays as it is, an accented letter becomes its plain one, the typographic
 * apostrophe the typewritten one, everything else the byte OTHER.
 */

export const OTHER = 1;
const LAST_FOLDED = 0x24f;

/** The lower-case letter or digit that a byte stands for, or 0 for everything that parts words. */
export const FOLD: Uint8Array = new Uint8Array(256);

/**
 * The same for the scanner's loop: a letter or digit folded, below PARTS; else PARTS or what else a byte is that parts
 * words. Those from JOINS to AT_JOINS may stand inside a host name or an address between two letters.
 */
export const CLASS: Uint8Array = new Uint8Array(256);
export const PARTS = 128;
export const APOSTROPHE_PARTS = 129;
export const JOINS = 130;
export const DOT_JOINS = 131;
export const AT_JOINS = 132;
export const COLON_PARTS = 133;
export const BRACKET_PARTS = 134;
export const BACKSLASH_PARTS = 135;
export const AMPERSAND_PARTS = 136;
export const ENDS = 137;

/** The byte for each UTF-16 unit. */
const BYTES: Uint8Array = new Uint8Array(65_536).fill(OTHER);

for (let code = 0; code <= LAST_FOLDED; code++) {
	const folded = String.fromCharCode(code).normalize('NFD').toLowerCase().charCodeAt(0);
	const isDigit = folded >= 48 && folded <= 57;
	const isLetter = folded >= 97 && folded <= 122;
	if (isDigit || isLetter) (code < 128 ? FOLD : BYTES)[code] = folded;
	if (code < 128) BYTES[code] = code;
}
BYTES[0x2019] = 39;
const PARTING = new Map([
	["'", APOSTROPHE_PARTS],
	['-', JOINS],
	['_', JOINS],
	['+', JOINS],
	['.', DOT_JOINS],
	['@', AT_JOINS],
	[':', COLON_PARTS],
	['(', BRACKET_PARTS],
	['\\', BACKSLASH_PARTS],
	['&', AMPERSAND_PARTS],
	['\0', ENDS],
]);
for (const byte of CLASS.keys()) CLASS[byte] = FOLD[byte] || (PARTING.get(String.fromCharCode(byte)) ?? PARTS);

export const DOT = 46;
export const DASH = 45;
export const COLON = 58;
export const BACKSLASH = 92;
export const APOSTROPHE = 39;
export const SPACE = 32;
export const EQUALS = 61;
export const BRACKET = 91;

const ENCODER = new TextEncoder();
/** So many zero bytes end the bytes of a text: what looks ahead finds no letter of an earlier one. */
export const BYTES_AHEAD = 8;

/** Writes a text's bytes; there must be room for one for each unit and BYTES_AHEAD more. */
export function toBytes(text: string, bytes: Uint8Array): void {
	const {length} = text;
	// One call for the whole text, which most are: all ASCII. What is not comes out longer.
	if (ENCODER.encodeInto(text, bytes).written !== length) {
		for (let at = 0; at < length; at++) bytes[at] = BYTES[text.charCodeAt(at)] ?? OTHER;
	}
	for (let at = length; at < length + BYTES_AHEAD; at++) bytes[at] = 0;
}

/** FNV-1a over folded characters; equal words have equal hashes in whatever case. */
export const HASH_START = 0x811c9dc5 | 0;
export function hashStep(hash: number, folded: number): number {
	return Math.imul(hash ^ folded, 0x01000193);
}
