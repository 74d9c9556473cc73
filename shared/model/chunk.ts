import * as z from 'zod/mini';
import {ESP_NAMES, eventSchema, instantSchema} from './event.ts';
import {tenantIdSchema} from './names.ts';

/** Longest chunk, in bytes of its JSON: one SQS message, with room for its attributes. */
export const MAX_CHUNK_BYTES = 240_000;

/** The queue's message. What the webhook sends is what the ledger parses. */
export const chunkSchema = z.object({
	version: z.literal(1),
	tenant: tenantIdSchema,
	esp: z.enum(ESP_NAMES),
	/** When the webhook arrived, UTC with milliseconds. */
	receivedAt: instantSchema,
	events: z.array(eventSchema).check(z.minLength(1), z.maxLength(10_000)),
});
export type Chunk = z.infer<typeof chunkSchema>;
