import * as z from 'zod/mini';

/** How many records a page may have; as text, since it comes from a query. */
export const limitSchema = z.optional(
	z.string().check(z.regex(/^(?:[1-9]\d{0,2}|1000)$/, {error: 'must be a whole number from 1 to 1000'})),
);

/** A page's size: what was asked for, else 100. */
export function limitOf(text: string | undefined): number {
	return text === undefined ? 100 : Number(text);
}

export const cursorSchema = z.optional(z.string().check(z.maxLength(4096)));
