import * as z from 'zod/mini';

/** What the tenant decides about suppressions. */
export const settingsAnswer = z.looseObject({});

/** Whether the ESP's credentials are there; never the credentials. */
export const credentialsAnswer = z.looseObject({set: z.boolean()});
