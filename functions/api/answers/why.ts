import * as z from 'zod/mini';
import {adviceAnswer} from './advice.ts';
import {auditEntry} from './audit.ts';
import {suppressionAnswer, verdictSchema} from './suppression.ts';

/** One event of an address, as an ESP reported it. */
export const eventAnswer = z.object({
	occurredAt: z.string(),
	kind: z.string(),
	esp: z.string(),
	diagnostic: z.optional(z.nullable(z.string())),
	category: z.optional(z.nullable(z.string())),
	rule: z.optional(z.nullable(z.string())),
	part: z.optional(z.nullable(z.string())),
	senderIp: z.optional(z.nullable(z.string())),
});
export type EventAnswer = z.infer<typeof eventAnswer>;

/** Everything that is known of one address. */
export const whyAnswer = z.object({
	address: z.string(),
	verdict: verdictSchema,
	suppressed: z.boolean(),
	/** `active`, `watching`, `released`, `erased`, or `none` where nothing is kept about it. */
	status: z.string(),
	/** The reason in plain words. */
	words: z.string(),
	record: z.nullable(suppressionAnswer),
	/** How many bounces of how many, within which window. */
	watching: z.nullable(z.object({count: z.number(), threshold: z.number(), windowDays: z.number()})),
	advice: z.nullable(adviceAnswer),
	/** Whether the ESP holds the address too, and how to take it off there. */
	esp: z.nullable(z.object({name: z.string(), holds: z.boolean(), howToRelease: z.string()})),
	/** Newest first. */
	events: z.array(eventAnswer),
	/** Newest first. */
	changes: z.array(auditEntry),
});
export type WhyAnswer = z.infer<typeof whyAnswer>;
