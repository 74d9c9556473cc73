import {seal, unseal} from '#shared/authenticate/seal.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {Caller} from './authorize.ts';

/** How long a cursor is good for, in milliseconds: a list that is left open over night can be gone on with. */
const GOOD_FOR_MS = 24 * 3_600_000;

/** A page's end as an opaque text, good for this key and this list alone, and for a day. */
export function toCursor(caller: Caller, list: string, after: string, now: Date): string {
	return seal(JSON.stringify([list, after, now.getTime() + GOOD_FOR_MS]), caller.keyHash);
}

/** Where the next page begins. A cursor of another key, tenant or list is none; nor is one that has expired. */
export function fromCursor(
	caller: Caller,
	list: string,
	cursor: string,
	now: Date,
	field: 'cursor' | 'next' = 'cursor',
): {readonly after: string} | Refusal {
	const text = unseal(cursor, caller.keyHash);
	const parts: unknown = text === undefined ? undefined : JSON.parse(text);
	if (Array.isArray(parts) && parts[0] === list && typeof parts[1] === 'string' && typeof parts[2] === 'number') {
		if (parts[2] >= now.getTime()) return {after: parts[1]};
		return refuse('invalid', `"${field}" has expired; begin again without it.`, {field});
	}
	return refuse('invalid', `"${field}" is none of this list; begin again without it.`, {field});
}
