import {seal, unseal} from '#shared/authenticate/seal.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {Caller} from './authorize.ts';

/** A page's end as an opaque text, good for this key and this list alone. */
export function toCursor(caller: Caller, list: string, after: string): string {
	return seal(JSON.stringify([list, after]), caller.keyHash);
}

/** Where the next page begins. A cursor of another key, tenant or list is none. */
export function fromCursor(caller: Caller, list: string, cursor: string): {readonly after: string} | Refusal {
	const text = unseal(cursor, caller.keyHash);
	const parts: unknown = text === undefined ? undefined : JSON.parse(text);
	if (Array.isArray(parts) && parts[0] === list && typeof parts[1] === 'string') return {after: parts[1]};
	return refuse('invalid', '"cursor" is none of this list; begin again without it.', {field: 'cursor'});
}
