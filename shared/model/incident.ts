import * as z from 'zod/mini';
import {ESP_NAMES, instantSchema} from './event.ts';
import {tenantIdSchema} from './names.ts';

/** Kinds of a ban or listing of an IP, its range or a domain. */
export const BAN_KINDS = ['ip-ban', 'spamhaus-listing', 'blocklist'] as const;
/** Kinds that a single response opens. */
export const REFUSAL_KINDS = [...BAN_KINDS, 'account-ban'] as const;
/** Kinds that open when something goes up against a value's own last days. */
export const TREND_KINDS = ['throttling', 'list-quality', 'authentication', 'complaints'] as const;
export type TrendKind = (typeof TREND_KINDS)[number];

export const INCIDENT_KINDS = [...REFUSAL_KINDS, ...TREND_KINDS] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/**
 * `open`: it goes on. `easing`: the same receiver took mail after the last response. `resolved`: quiet and mail was taken,
 * or quiet for the tenant's whole period. `reopened`: it goes on again after it was resolved.
 */
export const INCIDENT_STATES = ['open', 'easing', 'resolved', 'reopened'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** What an alert says: the incident opened, still goes on, or is over. */
export const ALERT_STATES = ['opened', 'reminder', 'resolved'] as const;

/** How many recipient domains an incident counts one by one; further ones are counted together. */
export const MAX_INCIDENT_DOMAINS = 50;
/** Entries of an incident's timeline; the first and the newest are kept. */
export const MAX_TIMELINE = 60;
/** Responses of different rules, regions or domains that an incident shows. */
export const MAX_SAMPLES = 5;

/** What happened to an incident, and when. */
const timelineEntrySchema = z.object({
	at: instantSchema,
	what: z.enum([
		'opened',
		'reopened',
		'reminder',
		'easing',
		'worse',
		'resolved',
		'superseded',
		'delisted',
		'listed',
		'dns-changed',
	]),
	/** A sentence for people. */
	words: z.string(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** A response that was seen. */
const sampleSchema = z.object({
	at: instantSchema,
	response: z.string(),
	rule: z.string(),
	domain: z.optional(z.string()),
	region: z.optional(z.string()),
});
export type IncidentSample = z.infer<typeof sampleSchema>;

/** What DNS says about the resource. `unknown`: it could not be told, which is neither good nor bad. */
export const DNS_VERDICTS = ['good', 'bad', 'unknown'] as const;
const evidenceSchema = z.object({
	at: instantSchema,
	checks: z.array(
		z.object({
			/** `reverse-dns`, `forward-confirmed`, `helo`, `spf`, `dkim`, `dmarc`, `mail-domain`, or `list:<zone>`. */
			check: z.string(),
			/** The name or address that was asked about. */
			about: z.string(),
			verdict: z.enum(DNS_VERDICTS),
			/** Of what is unknown: what it was when it was told last. */
			was: z.optional(z.enum(['good', 'bad'])),
			/** What was found, shortened. */
			found: z.optional(z.string()),
			/** A sentence for people. */
			words: z.string(),
		}),
	),
});
export type DnsEvidence = z.infer<typeof evidenceSchema>;
export type DnsCheck = DnsEvidence['checks'][number];

/** What a trend was found to be when the incident was last looked at. */
const trendSchema = z.object({
	/** First hour in which it was above what is usual, and the last hour looked at. */
	since: z.string(),
	to: z.string(),
	bad: z.number(),
	total: z.number(),
	/** A part of 1. */
	rate: z.number(),
	/** The rate that the timeline told last: it is told again when it has doubled. */
	told: z.optional(z.number()),
	/** What was usual when the incident opened; null where there was no history. It stays as it is while the incident goes on. */
	usual: z.nullable(z.object({rate: z.number(), deviation: z.number(), stretches: z.number()})),
	/** Sentences for people: what went up, how the volume changed, what to do. */
	words: z.string(),
	follows: z.string(),
	/** The domain and the checks that fail, of `authentication`. */
	failing: z.optional(z.object({domain: z.nullable(z.string()), checks: z.array(z.string())})),
});
export type IncidentTrend = z.infer<typeof trendSchema>;

/** One organization or many, as far as it was known when the incident was last looked at. */
const attributionSchema = z.object({
	at: instantSchema,
	verdict: z.enum(['concentrated', 'spread', 'mixed', 'too few to say']),
	confident: z.nullable(z.enum(['low', 'medium', 'high'])),
	words: z.string(),
	follows: z.string(),
});
export type IncidentAttribution = z.infer<typeof attributionSchema>;

/** One for each tenant, kind, resource and receiver. */
export const incidentSchema = z.object({
	tenant: tenantIdSchema,
	/** `<kind>#<resource>#<receiver>`: names the incident within its tenant. */
	id: z.string(),
	kind: z.enum(INCIDENT_KINDS),
	/**
	 * What it is about: an IP address, a range of addresses ("192.0.2.0/24"), a domain, an account; "unknown" where no
	 * response named it, "all" for the tenant's whole mail.
	 */
	resource: z.string(),
	/** Whose ban or list it is: a source of the taxonomy, or the list's name; "any" for trends over all receivers. */
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
	/** Oldest first. */
	timeline: z._default(z.array(timelineEntrySchema), []),
	samples: z._default(z.array(sampleSchema), []),
	/** Deliveries to the same receiver after the last response, when it was last looked. */
	deliveredSince: z._default(z.number(), 0),
	/** The part of the mail to the same receiver that was refused while it went on, once it was asked for. */
	refusalRate: z.optional(z.number()),
	trend: z.optional(trendSchema),
	attribution: z.optional(attributionSchema),
	evidence: z.optional(evidenceSchema),
	/** The incident that took this one's place: a ban that throttling led to. */
	supersededBy: z.optional(z.string()),
	/** Of the operator's incidents: the tenants that it concerns, at most 100, those with most responses first. */
	tenants: z.optional(z.array(z.object({tenant: tenantIdSchema, count: z.number()}))),
	/** The outbox: raised whenever an alert is due; `notify` publishes when it is above `sentSequence`. */
	alertSequence: z.number(),
	sentSequence: z.number(),
	alertState: z.enum(ALERT_STATES),
	alertAt: instantSchema,
	version: z.number(),
});
export type Incident = z.infer<typeof incidentSchema>;

/** Whether an incident is the ban or listing of an IP, its range or a domain. */
export const isBan = ({kind}: Pick<Incident, 'kind'>): boolean => BAN_KINDS.some((ban) => ban === kind);
/** Whether an incident is of a kind that opens when something goes up. */
export const isTrend = ({kind}: Pick<Incident, 'kind'>): boolean => TREND_KINDS.some((trend) => trend === kind);
