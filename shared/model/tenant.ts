import * as z from 'zod/mini';
import {alertWebhookSchema, MAX_ALERT_WEBHOOKS} from './alert-webhook.ts';
import {CATEGORIES, CATEGORY_NAMES, type Category} from './category.ts';
import {instantSchema} from './event.ts';
import {INCIDENT_KINDS, TREND_KINDS} from './incident.ts';
import {tenantIdSchema} from './names.ts';

/** What an API key may do: `read` looks up, `manage` also changes. */
export const ROLES = ['read', 'manage'] as const;
export type Role = (typeof ROLES)[number];

/** A high-entropy secret that we issued, kept as the hexadecimal SHA-256 of its text. */
const secretHash = z.object({hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)), createdAt: instantSchema});
export type SecretHash = z.infer<typeof secretHash>;

/** The categories of bounce that suppress only when they repeat. */
export const COUNTED_CATEGORIES: readonly Category[] = CATEGORY_NAMES.filter((category) =>
	['count', 'as-replied'].includes(CATEGORIES[category].suppression),
);

const threshold = z.number().check(z.int(), z.minimum(1), z.maximum(20));
const windowDays = z.number().check(z.int(), z.minimum(1), z.maximum(365));

/** A limit of its own for one category of soft bounce; what it leaves out is the tenant's. */
const categoryLimit = z.strictObject({threshold: z.optional(threshold), windowDays: z.optional(windowDays)});

/** What a tenant may set. */
export const SETTINGS = {
	/** Bounces that count (mailbox full, expired …) before the address is suppressed. */
	softBounceThreshold: threshold,
	/** … within this many days. */
	softBounceWindowDays: windowDays,
	/** Limits of single categories: `{"mailbox-full": {"threshold": 5}}`. They hold where a bounce of the category comes. */
	softBounceByCategory: z.partialRecord(z.enum(COUNTED_CATEGORIES), categoryLimit),
	/** After so many days a suppression for bounces becomes `watching` again; null: it lasts until somebody releases it. */
	automaticSuppressionDays: z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(3650))),
	/** A complaint stops marketing mail; this says whether it stops transactional mail too. */
	complaintStopsTransactional: z.boolean(),
	/** An unsubscribe stops marketing mail; this says whether it stops transactional mail too. */
	unsubscribeStopsTransactional: z.boolean(),
	/** How long facts are kept, in days. By them a repeated event is known again, and SNS repeats for up to 23 days. */
	factRetentionDays: z.number().check(z.int(), z.minimum(30), z.maximum(3650)),
	/** At most one reminder of an open incident in this many hours. */
	alertCooldownHours: z.number().check(z.minimum(0), z.maximum(720)),
	/** An incident without a response for this many hours is resolved. */
	incidentQuietHours: z.number().check(z.minimum(0), z.maximum(720)),
	/** At most so many alerts within an hour; what is held back is named in the next one. */
	alertsPerHour: z.number().check(z.int(), z.minimum(1), z.maximum(1000)),
	/** Kinds of incidents that are recorded and shown, but raise no alert. */
	mutedKinds: z.array(z.enum(INCIDENT_KINDS)).check(z.maxLength(INCIDENT_KINDS.length)),
	/** The rate, a part of 1, from which a rise is trouble for this tenant: `{"list-quality": 0.03}`. */
	leastRates: z.partialRecord(z.enum(TREND_KINDS), z.number().check(z.minimum(0.0001), z.maximum(1))),
} as const;

/** The settings of a tenant. Every field has a default, so that old records stay readable. */
export const settingsSchema = z.object({
	softBounceThreshold: z._default(SETTINGS.softBounceThreshold, 3),
	softBounceWindowDays: z._default(SETTINGS.softBounceWindowDays, 30),
	softBounceByCategory: z._default(SETTINGS.softBounceByCategory, {}),
	automaticSuppressionDays: z._default(SETTINGS.automaticSuppressionDays, null),
	complaintStopsTransactional: z._default(SETTINGS.complaintStopsTransactional, true),
	unsubscribeStopsTransactional: z._default(SETTINGS.unsubscribeStopsTransactional, false),
	factRetentionDays: z._default(SETTINGS.factRetentionDays, 90),
	alertCooldownHours: z._default(SETTINGS.alertCooldownHours, 24),
	incidentQuietHours: z._default(SETTINGS.incidentQuietHours, 24),
	alertsPerHour: z._default(SETTINGS.alertsPerHour, 12),
	mutedKinds: z._default(SETTINGS.mutedKinds, []),
	leastRates: z._default(SETTINGS.leastRates, {}),
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
	/** Where its alerts are posted to, oldest first. */
	alertWebhooks: z._default(z.array(alertWebhookSchema).check(z.maxLength(MAX_ALERT_WEBHOOKS)), []),
	/** Erased addresses are known again by their hash under this salt; there is one as soon as somebody was erased. */
	erasureSalt: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
	version: z.number(),
});
export type Tenant = z.infer<typeof tenantSchema>;
