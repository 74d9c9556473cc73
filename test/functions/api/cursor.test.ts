import fc from 'fast-check';
import {expect, it} from 'vitest';
import {fromCursor, toCursor} from '#functions/api/cursor.ts';
import {tenantWith} from '#test/support/tenant.ts';

const caller = {tenant: tenantWith({}), role: 'read', key: 'reader', keyHash: 'a'.repeat(64)} as const;
const begun = new Date('2026-03-02T12:00:00.000Z');
const hours = (of: number) => new Date(begun.getTime() + of * 3_600_000);

it('a cursor leads to where its list went on, for a day', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (list, after) => {
			const cursor = toCursor(caller, list, after, begun);
			expect(fromCursor(caller, list, cursor, hours(23))).toEqual({after});
			expect(fromCursor(caller, list, cursor, hours(25))).toMatchObject({refused: 'invalid', field: 'cursor'});
			expect(fromCursor(caller, `${list}x`, cursor, begun)).toMatchObject({refused: 'invalid'});
			expect(fromCursor({...caller, keyHash: 'b'.repeat(64)}, list, cursor, begun)).toMatchObject({refused: 'invalid'});
		}),
	);
});

it('a cursor that somebody changed is none', () => {
	const cursor = toCursor(caller, 'list', 'place', begun);
	fc.assert(
		fc.property(fc.nat(cursor.length - 1), fc.constantFrom('A', 'z', '0', '-', '.'), (at, character) => {
			const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
			fc.pre(changed !== cursor);
			const read = fromCursor(caller, 'list', changed, begun, 'next');
			// The last digit of base64 may carry bits that say nothing.
			if ('refused' in read) expect(read.field).toBe('next');
			else expect(read).toEqual({after: 'place'});
		}),
	);
});
