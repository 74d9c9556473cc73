import * as z from 'zod/mini';
import {verdictSchema} from './suppression.ts';

/** What is said of one address of many. */
export const checkedSchema = z.object({
	/** Its place in what was asked. */
	index: z.number(),
	/** The bare address; null where the text is none. */
	address: z.nullable(z.string()),
	/** The text as given, where it is no address. */
	given: z.optional(z.string()),
	verdict: verdictSchema,
	/** `active`, `watching`, `released`, or `none` where nothing is known against it. */
	status: z.optional(z.string()),
	reason: z.optional(z.string()),
	/** The reason in plain words. */
	meaning: z.optional(z.string()),
	since: z.optional(z.string()),
	lastSeenAt: z.optional(z.string()),
});

/** One answer for each address, in the order of the addresses. */
export const checkAnswer = z.object({
	results: z.array(checkedSchema),
	totals: z.record(z.string(), z.number()),
});
