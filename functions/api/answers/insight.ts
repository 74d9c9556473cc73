import * as z from 'zod/mini';

/** A response, classified. */
export const classifyAnswer = z.object({
	source: z.string(),
	category: z.string(),
	permanence: z.string(),
	scope: z.string(),
	suppression: z.enum(['suppress', 'count', 'keep']),
	alert: z.nullable(z.string()),
	/** What was read out of the response: codes, IPs, names. */
	tokens: z.record(z.string(), z.union([z.string(), z.number()])),
	rule: z.string(),
	basis: z.string(),
	truncated: z.optional(z.boolean()),
});

/** What the anti-spam headers of a message say. */
export const headersAnswer = z.object({
	findings: z.array(
		z.object({
			header: z.string(),
			field: z.string(),
			value: z.string(),
			meaning: z.string(),
			follows: z.string(),
			tone: z.string(),
			about: z.optional(z.string()),
		}),
	),
	connection: z.object({
		ip: z.optional(z.string()),
		helo: z.optional(z.string()),
		reverseDns: z.optional(z.string()),
		country: z.optional(z.string()),
	}),
	truncated: z.boolean(),
});
