import * as z from 'zod/mini';

/** A refusal as RFC 9457 has it. */
export const problemSchema = z.object({
	type: z.string(),
	title: z.string(),
	status: z.number(),
	/** What is wrong and what to do, in a sentence. */
	detail: z.string(),
	/** The field at fault, where there is one. */
	field: z.optional(z.string()),
});

/** Which refusals an operation can answer with, in words. */
export const PROBLEMS = {
	400: 'The request cannot be read, or has a wrong value; the detail names the field.',
	401: 'The API key is missing or not valid.',
	403: 'The key may not do this; the detail names the role that is needed.',
	404: 'There is no such thing, or it is another tenant’s.',
	409: 'Somebody else changed it at the same time; read it and try again.',
	413: 'The body is too large.',
	500: 'Something broke on our side.',
} as const;
