import * as z from 'zod/mini';
import {CATEGORY_NAMES} from './category.ts';
import {ESP_NAMES, instantSchema} from './event.ts';
import {emailAddressSchema, tenantIdSchema} from './names.ts';

/** Why an address is suppressed or watched: a category of bounce, or one of these. */
export const SUPPRESSION_REASONS = [...CATEGORY_NAMES, 'complaint', 'unsubscribe', 'manual', 'import'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** `active`: do not mail; `watching`: bounces are being counted; `released`: somebody took it off, mail it. */
export const SUPPRESSION_STATUSES = ['active', 'watching', 'released'] as const;

/** One for each tenant and recipient that ever had a reason to be here. */
export const suppressionSchema = z.object({
	tenant: tenantIdSchema,
	recipient: emailAddressSchema,
	status: z.enum(SUPPRESSION_STATUSES),
	reason: z.enum(SUPPRESSION_REASONS),
	/** The parts of the mail that are stopped (SendGrid group, SES topic, Postmark stream); null: all mail. */
	parts: z.nullable(z.array(z.string())),
	/** Since when the status is what it is; the time of first sight where it never changed. */
	since: z.optional(instantSchema),
	firstSeenAt: instantSchema,
	lastSeenAt: instantSchema,
	/** Facts that spoke against the address, ever. */
	count: z.number(),
	/** Times of the bounces that count towards the tenant's threshold, newest last, at most as many as the threshold. */
	countedAt: z.array(instantSchema),
	/** Earlier ones, outside the tenant's window, at most 20: a late bounce may make up a window with them. */
	countedBefore: z.optional(z.array(instantSchema)),
	/** A delivery that cleared the count: bounces up to then do not count. */
	deliveredAt: z.optional(instantSchema),
	/** The last response, cut to 1,000 characters; null where there was none. */
	response: z.nullable(z.string()),
	/** The rule of the classifier that decided last; null for complaints, unsubscribes and manual entries. */
	rule: z.nullable(z.string()),
	esp: z.nullable(z.enum(ESP_NAMES)),
	/** The ESP refuses mail to the address too. */
	heldByEsp: z.boolean(),
	/** The address as the ESP spelled it, where that differs. */
	recipientAsReceived: z.optional(z.string()),
	releasedAt: z.optional(instantSchema),
	releasedBy: z.optional(z.string()),
	releasedWhy: z.optional(z.string()),
	/** Raised by each write; the next write is conditional on it. */
	version: z.number(),
});
export type SuppressionRecord = z.infer<typeof suppressionSchema>;
