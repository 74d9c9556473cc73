import * as z from 'zod/mini';
import {ESP_NAMES, instantSchema} from './event.ts';
import {tenantIdSchema} from './names.ts';

export const INCIDENT_KINDS = ['ip-ban', 'spamhaus-listing'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** `open`: responses keep coming; `quiet`: none for a while; `resolved`: none for the tenant's whole quiet period. */
export const INCIDENT_STATES = ['open', 'quiet', 'resolved'] as const;

/** What an alert says: the incident opened, still goes on, or is over. */
export const ALERT_STATES = ['opened', 'reminder', 'resolved'] as const;

/** How many recipient domains an incident counts one by one; further ones are counted together. */
export const MAX_INCIDENT_DOMAINS = 50;

/** One for each tenant, kind, resource and receiver. */
export const incidentSchema = z.object({
	tenant: tenantIdSchema,
	/** `<kind>#<resource>#<receiver>`: names the incident within its tenant. */
	id: z.string(),
	kind: z.enum(INCIDENT_KINDS),
	/** The IP address or domain that is banned or listed; "unknown" where no response named it. */
	resource: z.string(),
	/** Whose ban or list it is: a source of the taxonomy, or the list's name. */
	receiver: z.string(),
	state: z.enum(INCIDENT_STATES),
	/** Raised each time that a resolved incident opens again. */
	episode: z.number(),
	openedAt: instantSchema,
	lastSeenAt: instantSchema,
	resolvedAt: z.optional(instantSchema),
	/** Responses of this episode. */
	count: z.number(),
	/** Recipient domains of this episode, at most MAX_INCIDENT_DOMAINS. */
	domains: z.array(z.object({domain: z.string(), count: z.number()})),
	/** Responses at recipient domains that found no place in `domains`. */
	otherDomains: z.number(),
	/** Good addresses that the ESP holds on its own list because of it. */
	heldByEsp: z.number(),
	/** The newest response, cut to 1,000 characters. */
	response: z.string(),
	rule: z.string(),
	esp: z.enum(ESP_NAMES),
	senderIp: z.nullable(z.string()),
	/** Microsoft's codes and regions seen, for the advice; at most 10 of each. */
	codes: z.array(z.string()),
	regions: z.array(z.string()),
	/** The outbox: raised whenever an alert is due; `notify` publishes when it is above `sentSequence`. */
	alertSequence: z.number(),
	sentSequence: z.number(),
	alertState: z.enum(ALERT_STATES),
	alertAt: instantSchema,
	version: z.number(),
});
export type Incident = z.infer<typeof incidentSchema>;
