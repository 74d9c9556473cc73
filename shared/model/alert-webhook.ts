import * as z from 'zod/mini';
import {instantSchema} from './event.ts';
import {INCIDENT_KINDS} from './incident.ts';

/** A tenant has at most so many addresses that its alerts are posted to. */
export const MAX_ALERT_WEBHOOKS = 10;

/** An address that a tenant's alerts are posted to. Its signing secret is in AWS Secrets Manager, never here. */
export const alertWebhookSchema = z.object({
	id: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
	url: z.string(),
	description: z.optional(z.string()),
	/** Incidents of these kinds only; without it, of all. */
	kinds: z.optional(z.array(z.enum(INCIDENT_KINDS))),
	createdAt: instantSchema,
	/** The first failure since the last success. */
	failingSince: z.optional(instantSchema),
	/** Since then nothing is sent there. */
	disabledAt: z.optional(instantSchema),
	/** Who disabled it, when and why. */
	note: z.optional(z.string()),
});
export type AlertWebhook = z.infer<typeof alertWebhookSchema>;
