import * as z from 'zod/mini';

/** An address that the tenant's alerts are posted to. */
export const alertWebhook = z.object({
	id: z.string(),
	url: z.string(),
	description: z.nullable(z.string()),
	/** Incidents of these kinds only; null: of all. */
	kinds: z.nullable(z.array(z.string())),
	createdAt: z.string(),
	/** The first failure since the last success; null where the last attempt was none. */
	failingSince: z.nullable(z.string()),
	/** Since then nothing is sent there. */
	disabledAt: z.nullable(z.string()),
	/** Who disabled it, when and why. */
	note: z.nullable(z.string()),
});
export type AlertWebhookAnswer = z.infer<typeof alertWebhook>;

/** All of them, oldest first. */
export const alertWebhooksAnswer = z.object({alertWebhooks: z.array(alertWebhook)});
export type AlertWebhooksAnswer = z.infer<typeof alertWebhooksAnswer>;

/** A new one, with the secret that its alerts are signed with, shown this once: `whsec_…` */
export const addedWebhookAnswer = z.extend(alertWebhook, {secret: z.string()});
export type AddedWebhookAnswer = z.infer<typeof addedWebhookAnswer>;

export const removedWebhookAnswer = z.object({id: z.string(), removed: z.boolean()});

/** What the endpoint said to a test alert. */
export const testedWebhookAnswer = z.object({
	id: z.string(),
	delivered: z.boolean(),
	/** HTTP's; null where none came. */
	status: z.nullable(z.number()),
	/** "answered 200", "no answer within 10 seconds" */
	words: z.string(),
	milliseconds: z.number(),
});
export type TestedWebhookAnswer = z.infer<typeof testedWebhookAnswer>;
