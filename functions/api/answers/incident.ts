import * as z from 'zod/mini';
import {adviceAnswer} from './advice.ts';
import {attributionShape, clusterPlaces, places} from './attribution.ts';
import {seriesRow} from './reputation.ts';

const summaryShape = {
	id: z.string(),
	kind: z.string(),
	resource: z.string(),
	receiver: z.string(),
	state: z.enum(['open', 'easing', 'resolved', 'reopened']),
	episode: z.number(),
	openedAt: z.string(),
	lastSeenAt: z.string(),
	resolvedAt: z.optional(z.string()),
	alertAt: z.string(),
	/** Responses of this episode. */
	count: z.number(),
	/** Recipient domains seen; there are more where `otherDomains` is above 0. */
	organizations: z.number(),
	otherDomains: z.number(),
	severity: z.enum(['critical', 'warning', 'info']),
	/** One line that says it all. */
	headline: z.string(),
	/** How it stands, in a sentence or two. */
	words: z.string(),
	/** Good addresses that the ESP suppressed because of it. */
	heldByEsp: z.number(),
	nextStep: z.string(),
	/** Of the operator's incidents: whom it concerns. */
	tenants: z.optional(z.array(z.object({tenant: z.string(), count: z.number()}))),
} as const;

/** An incident in short. */
export const incidentSummary = z.object(summaryShape);

const listShape = {
	...summaryShape,
	domains: z.array(z.object({domain: z.string(), count: z.number()})),
	codes: z.array(z.string()),
	/** Microsoft's clusters. */
	regions: z.array(z.string()),
	/** The newest response. */
	response: z.string(),
	rule: z.string(),
	esp: z.string(),
	senderIp: z.nullable(z.string()),
	advice: adviceAnswer,
	delistRequest: z.nullable(z.looseObject({way: z.string()})),
} as const;

/** A page of incidents, each with what to do about it. */
export const incidentsAnswer = z.object({incidents: z.array(z.object(listShape)), next: z.nullable(z.string())});

/** As it was when the incident was last looked at. */
const snapshot = z.object({
	at: z.string(),
	verdict: z.string(),
	confident: z.nullable(z.string()),
	words: z.string(),
	follows: z.string(),
});

/** One incident with everything that is known of it. */
export const incidentAnswer = z.object({
	...listShape,
	/** Oldest first. */
	timeline: z.array(z.object({at: z.string(), what: z.string(), words: z.string()})),
	samples: z.array(
		z.object({
			at: z.string(),
			response: z.string(),
			rule: z.string(),
			domain: z.optional(z.string()),
			region: z.optional(z.string()),
		}),
	),
	/** Messages that the same receiver took after the last response. */
	deliveredSince: z.number(),
	/** What went up, of kinds that are a rise. */
	trend: z.nullable(z.looseObject({words: z.string(), follows: z.string()})),
	/** One organization or many: made from the traffic just now, or, with fewer fields, when it was last looked at. */
	attribution: z.nullable(z.union([z.object({at: z.string(), ...attributionShape}), snapshot])),
	clusters: z.nullable(z.object(attributionShape)),
	places,
	clusterPlaces,
	/** There was more traffic than could be read at once: attribution, clusters and places are of the newest. */
	partial: z.optional(z.boolean()),
	/** Whose hours `series` has. */
	about: z.object({dimension: z.string(), value: z.string()}),
	/** None for the operator: the mail is its tenants'. */
	series: z.array(seriesRow),
	/** What DNS says of the resource; null where it was not asked. */
	evidence: z.nullable(
		z.object({
			at: z.string(),
			checks: z.array(
				z.object({
					check: z.string(),
					about: z.string(),
					verdict: z.enum(['good', 'bad', 'unknown']),
					/** Of what is unknown: what it was when it was told last. */
					was: z.optional(z.enum(['good', 'bad'])),
					found: z.optional(z.string()),
					words: z.string(),
				}),
			),
		}),
	),
	/** The incident that took this one's place. */
	supersededBy: z.optional(z.string()),
	recovery: z.object({
		heldByEsp: z.number(),
		/** What `POST /v1/releases/preview` takes; null for the operator, whose tenants release their own. */
		previewFilter: z.nullable(z.object({incident: z.string()})),
	}),
});
