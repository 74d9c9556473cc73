import * as z from 'zod/mini';

/** One page of an import. */
export const importAnswer = z.object({
	added: z.number(),
	/** Already there: an import can be repeated without harm. */
	unchanged: z.number(),
	refused: z.array(z.object({line: z.number(), detail: z.string()})),
});

/** One page of an export, as text; ask again with `next` as `cursor` until it is null. */
export const exportAnswer = z.object({
	text: z.string(),
	/** Addresses that the format cannot hold. */
	leftOut: z.array(z.string()),
	next: z.nullable(z.string()),
});
