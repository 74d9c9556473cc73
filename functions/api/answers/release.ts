import * as z from 'zod/mini';

/** What became of an address at the ESP. */
const atEspAnswer = z.object({
	address: z.optional(z.string()),
	esp: z.string(),
	done: z.boolean(),
	detail: z.string(),
	/** The same once more may do it. */
	again: z.optional(z.boolean()),
});

const oneAnswer = z.object({
	address: z.string(),
	released: z.boolean(),
	/** Why not, where it was not. */
	reason: z.optional(z.string()),
	/** A list where several ESPs hold it, null where none does. */
	atEsp: z.optional(z.nullable(z.union([atEspAnswer, z.array(atEspAnswer)]))),
});
export type OneReleased = z.infer<typeof oneAnswer>;

/** One answer for each address that was to be released. */
export const releasedAnswer = z.object({results: z.array(oneAnswer)});

/** What a bulk release would take off the list. */
export const previewAnswer = z.object({
	count: z.number(),
	/** There are more: counting took too long. */
	more: z.boolean(),
	byReason: z.record(z.string(), z.number()),
	/** Some of the addresses. */
	sample: z.array(z.object({address: z.string(), reason: z.string(), since: z.string()})),
	/** What `POST /v1/releases` wants. */
	filter: z.looseObject({}),
});

/** One round of a bulk release; ask again with `next` until it is null. */
export const bulkAnswer = z.object({
	release: z.string(),
	/** Addresses that are released by this round, here or at the ESP. */
	done: z.number(),
	released: z.optional(z.number()),
	releasedAtEsp: z.optional(z.number()),
	/** What stayed, and why. */
	failed: z.array(z.object({...oneAnswer.shape, released: z.optional(z.boolean())})),
	next: z.nullable(z.string()),
});
