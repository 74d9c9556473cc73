import type {Authentic} from '#shared/authenticate/authentic.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';

/** What `JSON.parse` makes of an object, before anything is known of it: any member may be missing or of any type. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object, not an array and not null. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a member; an object without members where there is none. */
export function fieldsIn(value: unknown): Fields {
	return isFields(value) ? value : {};
}

/** The elements of a list; one element where a single object stands for a list of one; none for everything else. */
export function listIn(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	return isFields(value) ? [value] : [];
}

/** A text that is not blank, as it is; undefined for everything else. */
export function textIn(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A word of a vocabulary: lower case, without outer white space; the empty word for everything that is no text. */
export function wordIn(value: unknown): string {
	return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

/** The first `max` characters of a text that is not blank. */
export function cut(value: unknown, max: number): string | undefined {
	return textIn(value)?.slice(0, max);
}

/** The body's text. A byte order mark is let pass; bytes that are no UTF-8 become U+FFFD. */
export function bodyText(authentic: Authentic): string {
	const {body} = authentic.request;
	const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
	return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** A text as JSON, or the refusal that says what it is instead. */
export function parseBody(text: string): {readonly value: unknown} | Refusal {
	if (text.trim() === '') return refuse('malformed', 'The body is empty.');
	try {
		return {value: JSON.parse(text)};
	} catch {
		return refuse('malformed', 'The body is not JSON.');
	}
}
