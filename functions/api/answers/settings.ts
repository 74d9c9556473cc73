import * as z from 'zod/mini';

/** What the tenant decides about suppressions. */
export const settingsAnswer = z.looseObject({
	softBounceThreshold: z.number(),
	softBounceWindowDays: z.number(),
});

/** Whether the ESP's credentials are there; never the credentials. */
export const credentialsAnswer = z.object({esp: z.string(), set: z.boolean()});

/** An erasure. */
export const erasedAnswer = z.object({erased: z.looseObject({}), verdict: z.string()});
