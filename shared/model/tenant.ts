import * as z from 'zod/mini';
import {instantSchema} from './event.ts';
import {tenantIdSchema} from './names.ts';

/** What an API key may do: `read` looks up, `manage` also changes. */
export const ROLES = ['read', 'manage'] as const;
export type Role = (typeof ROLES)[number];

/** A high-entropy secret that we issued, kept as the hexadecimal SHA-256 of its text. */
const secretHash = z.object({hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)), createdAt: instantSchema});
export type SecretHash = z.infer<typeof secretHash>;

/** What a tenant may set. Every field has a default, so that old records stay readable. */
export const settingsSchema = z.object({
	/** Bounces that count (mailbox full, expired …) before the address is suppressed. */
	softBounceThreshold: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(20)), 3),
	/** … within this many days. */
	softBounceWindowDays: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(365)), 30),
	/** How long facts are kept, in days. */
	factRetentionDays: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(3650)), 90),
	/** At most one reminder of an open incident in this many hours. */
	alertCooldownHours: z._default(z.number().check(z.minimum(0), z.maximum(720)), 24),
	/** An incident without a response for this many hours is resolved. */
	incidentQuietHours: z._default(z.number().check(z.minimum(0), z.maximum(720)), 24),
});
export type TenantSettings = z.infer<typeof settingsSchema>;

/** Two of everything may be valid at once, so that it can be changed without losing a webhook. */
export const tenantSchema = z.object({
	id: tenantIdSchema,
	createdAt: instantSchema,
	disabled: z.boolean(),
	settings: settingsSchema,
	ses: z.object({
		/** The SNS topics that this tenant's events may come from. */
		topicArns: z.array(z.string()).check(z.maxLength(50)),
	}),
	sendgrid: z.object({
		/** Base64 of the DER-encoded SPKI public keys that SendGrid shows, newest first. */
		publicKeys: z.array(z.string()).check(z.maxLength(2)),
	}),
	postmark: z.object({
		/** The user name of HTTP Basic authentication. */
		username: z.string(),
		/** Newest first. */
		passwords: z.array(secretHash).check(z.maxLength(2)),
	}),
	apiKeys: z.array(z.extend(secretHash, {name: z.string(), role: z.enum(ROLES)})).check(z.maxLength(50)),
	version: z.number(),
});
export type Tenant = z.infer<typeof tenantSchema>;
