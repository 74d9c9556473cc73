import * as z from 'zod/mini';

/** What a bounce means and what to do about it. */
export const adviceAnswer = z.object({
	id: z.string(),
	meaning: z.string(),
	act: z.string(),
	who: z.string(),
	steps: z.array(z.string()),
	notes: z.array(z.string()),
	links: z.array(z.object({label: z.string(), url: z.string()})),
	clearing: z.string(),
	escalate: z.string(),
	source: z.optional(z.string()),
});
export type AdviceAnswer = z.infer<typeof adviceAnswer>;
