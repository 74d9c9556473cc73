import * as z from 'zod/mini';

/** What became of an address at the ESP. */
const atEspAnswer = z.object({esp: z.string(), done: z.boolean(), detail: z.string()});

/** One answer for each address that was to be released. */
export const releasedAnswer = z.object({
	results: z.array(
		z.object({
			address: z.string(),
			released: z.boolean(),
			/** Why not, where it was not. */
			reason: z.optional(z.nullable(z.string())),
			atEsp: z.optional(z.nullable(z.union([atEspAnswer, z.array(atEspAnswer)]))),
		}),
	),
});

/** What a bulk release would take off the list. */
export const previewAnswer = z.object({
	count: z.number(),
	byReason: z.record(z.string(), z.number()),
	/** Some of the addresses. */
	sample: z.array(z.union([z.string(), z.looseObject({address: z.string()})])),
	/** What `POST /v1/releases` wants. */
	filter: z.looseObject({}),
});

/** One round of a bulk release or of its undoing; ask again with `next` until there is none. */
export const bulkAnswer = z.object({
	release: z.string(),
	done: z.number(),
	next: z.optional(z.nullable(z.string())),
});
