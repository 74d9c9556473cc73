import * as z from 'zod/mini';

export const verdictSchema = z.enum(['send', 'risky', 'do not send', 'no address']);
export type Verdict = z.infer<typeof verdictSchema>;

export const statusSchema = z.enum(['active', 'watching', 'released']);

/** What is kept about one address. */
export const suppressionAnswer = z.object({
	address: z.string(),
	status: statusSchema,
	/** A category of bounce, `complaint`, `unsubscribe`, `manual` or `import`. */
	reason: z.string(),
	/** The reason in plain words. */
	meaning: z.string(),
	/** The parts of the mail that are stopped; null: all mail. */
	parts: z.nullable(z.array(z.string())),
	/** Since when it has this status. */
	since: z.string(),
	firstSeenAt: z.optional(z.string()),
	lastSeenAt: z.string(),
	count: z.number(),
	response: z.nullable(z.string()),
	rule: z.nullable(z.string()),
	esp: z.nullable(z.string()),
	heldByEsp: z.boolean(),
	releasedAt: z.optional(z.string()),
	releasedBy: z.optional(z.string()),
	releasedWhy: z.optional(z.string()),
});
export type SuppressionAnswer = z.infer<typeof suppressionAnswer>;

/** An address that was put on the list; `added` is false where it was there already. */
export const addedAnswer = z.object({...suppressionAnswer.shape, added: z.boolean()});

/** A page of the list. */
export const listAnswer = z.object({
	suppressions: z.array(suppressionAnswer),
	/** The cursor of the next page; null at the end. */
	next: z.nullable(z.string()),
});
