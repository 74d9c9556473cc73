import {COLON, DASH, DOT, FOLD} from './characters.ts';
import {type StatusNumber, statusNumber} from './status.ts';

/** What a run with dots in it is, where it is no enhanced status. */
export const IP = -1;
export const NUMBER = -2;
export const HOST = -3;
export const WORDS = -4;

/**
 * Tells what the bytes of a text say between `start` and `end`, a run of letters, digits, dots, dashes, underscores and plus signs:
 * an enhanced status (class 2, 4 or 5, subject 0 to 7: RFC 3463), which it gives; an IPv4 address, another number with
 * dots, a host name (its last label has no digit), or words that miss a space.
 */
export function readDotted(bytes: Uint8Array, start: number, end: number): StatusNumber {
	const first = (bytes[start] ?? 0) - 48;
	if (first > 9) return isHost(bytes, end) ? HOST : WORDS;
	let group = 0;
	let value = 0;
	let length = 0;
	let one = 0;
	let two = 0;
	let small = true;
	let at = start;
	for (; at <= end; at++) {
		const code = at < end ? (bytes[at] ?? 0) : DOT;
		const digit = code - 48;
		if (digit >= 0 && digit <= 9) {
			value = value * 10 + digit;
			length++;
			continue;
		}
		if (length === 0 || (code !== DOT && code !== DASH)) break;
		if (length > 3 || value > 255) small = false;
		if (group === 0) one = length === 1 ? value : 9;
		else if (group === 1) two = length <= 3 ? value : 9;
		else if (group === 2 && length <= 3 && (one === 2 || one === 4 || one === 5) && two <= 7) {
			// 5.7.500-699 is a range as documents write it; 5.7.1.2 is no status.
			if (at === end || code === DASH) return statusNumber(one, two, value);
		}
		group++;
		if (at === end) return group === 4 && small ? IP : NUMBER;
		if (code === DASH) break;
		value = 0;
		length = 0;
	}
	return isHost(bytes, end) ? HOST : NUMBER;
}

/** Whether a run with dots ends in a dot and two letters or more. */
function isHost(bytes: Uint8Array, end: number): boolean {
	let at = end - 1;
	while ((FOLD[bytes[at] ?? 0] ?? 0) >= 97) at--;
	const label = end - 1 - at;
	return (bytes[at] ?? 0) === DOT && label >= 2 && label <= 24;
}

const LONGEST_IPV6 = 45;

/** The end of the IPv6 address that begins at `start` and with a hexadecimal digit; else 0. */
export function endOfIpv6(bytes: Uint8Array, start: number): number {
	let groups = 0;
	let pair = false;
	let digits = 0;
	const stop = start + LONGEST_IPV6;
	let at = start;
	for (; at < stop; at++) {
		const code = bytes[at] ?? 0;
		if (code === COLON) {
			if (digits > 0) groups++;
			else {
				if (pair) return 0;
				pair = true;
			}
			digits = 0;
			continue;
		}
		const folded = FOLD[code] ?? 0;
		const isHex = (folded >= 48 && folded <= 57) || (folded >= 97 && folded <= 102);
		if (!isHex) {
			if (folded !== 0) return 0;
			break;
		}
		digits++;
		if (digits > 4) return 0;
	}
	if (digits > 0) groups++;
	// "2001:db8::1: blocked": the last colon belongs to the sentence.
	else if (bytes[at - 2] !== COLON) at--;
	return (pair ? groups >= 2 && groups < 8 : groups === 8) ? at : 0;
}
