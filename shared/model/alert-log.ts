import * as z from 'zod/mini';
import {instantSchema} from './event.ts';

/** Alerts that are remembered as held back; further ones wait in their incidents alone. */
export const MAX_HELD_BACK = 200;

/** One alert: `id` and `sequence` name it within its tenant. */
const alertSchema = z.object({id: z.string(), sequence: z.number(), at: instantSchema});

/** `within`: named by another alert's message, which takes no place of its own. */
const sentSchema = z.extend(alertSchema, {within: z.optional(z.boolean())});

/** What a tenant was told within the last hour, and what waits because that was as much as it may be. */
export const alertLogSchema = z.object({
	/** Oldest first. */
	sent: z.array(sentSchema),
	/** Those that wait longest first. */
	heldBack: z.array(alertSchema),
	version: z.number(),
});
export type AlertLog = z.infer<typeof alertLogSchema>;
export type SentAlert = AlertLog['sent'][number];
export type LoggedAlert = AlertLog['heldBack'][number];
