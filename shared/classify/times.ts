import {COLON, DASH, DOT} from './characters.ts';

const T = 116;
const Z = 122;

/** Whether a time begins there, 2026-01-24T13:29:15.015Z: its numbers say nothing of the mail. */
export function isTime(bytes: Uint8Array, start: number): boolean {
	return (
		((bytes[start + 10] ?? 0) | 32) === T &&
		bytes[start + 4] === DASH &&
		bytes[start + 7] === DASH &&
		bytes[start + 13] === COLON &&
		bytes[start + 16] === COLON &&
		isDigit(bytes[start + 18] ?? 0)
	);
}

/** Where it ends, with the fraction of a second and the Z behind it. */
export function endOfTime(bytes: Uint8Array, start: number): number {
	const seconds = start + 19;
	const at = bytes[seconds] === DOT ? endOfDigits(bytes, seconds + 1) : seconds;
	return ((bytes[at] ?? 0) | 32) === Z ? at + 1 : at;
}

/** Where the digits end that begin at `start`. */
export function endOfDigits(bytes: Uint8Array, start: number): number {
	let at = start;
	while (isDigit(bytes[at] ?? 0)) at++;
	return at;
}

/** Whether a byte is a digit. */
export function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
