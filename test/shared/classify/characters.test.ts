import fc from 'fast-check';
import {expect, test} from 'vitest';
import {BYTES_AHEAD, toBytes} from '#shared/classify/characters.ts';

/** The byte of one UTF-16 unit: ASCII as it is, an accented Latin letter plain and lower-case, anything else 1. */
function expected(unit: string): number {
	if (unit === '’') return 39;
	const code = unit.charCodeAt(0);
	if (code < 128) return code;
	const plain = code <= 0x24f ? unit.normalize('NFD').toLowerCase() : '';
	return /^[a-z0-9]/.test(plain) ? plain.charCodeAt(0) : 1;
}

test('every unit has its byte', () => {
	const units = Array.from({length: 65_536}, (_, code) => String.fromCharCode(code));
	const bytes = new Uint8Array(units.length + BYTES_AHEAD);
	toBytes(units.join(''), bytes);
	expect([...bytes.subarray(0, units.length)]).toEqual(units.map(expected));
});

test('each unit of a text is one byte, and zeros stand behind it, whatever was there before', () => {
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 60}),
		fc.string({unit: fc.integer({min: 0, max: 0x260}).map((code) => String.fromCharCode(code)), maxLength: 60}),
		fc.constantFrom('Boîte pleine', 'weren’t', 'ÀÉŐǅ ß Æ', '\ud800', 'plain'),
	);
	fc.assert(
		fc.property(text, (text) => {
			const bytes = new Uint8Array(text.length + BYTES_AHEAD).fill(7);
			toBytes(text, bytes);
			expect([...bytes]).toEqual([...text.split('').map(expected), ...new Array<number>(BYTES_AHEAD).fill(0)]);
		}),
		{numRuns: 200},
	);
});
