import * as z from 'zod/mini';

/** Who asks: what the key is good for. */
export const keyAnswer = z.object({
	tenant: z.string(),
	/** The key's name, which stands beside every change made with it. */
	key: z.string(),
	role: z.enum(['read', 'manage']),
});
export type KeyAnswer = z.infer<typeof keyAnswer>;
