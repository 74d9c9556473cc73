import * as z from 'zod/mini';

const counted = z.object({delivered: z.number(), organizations: z.number()});

/** One organization, or many: the verdict, the figures behind it, and what follows. */
export const attributionShape = {
	verdict: z.enum(['concentrated', 'spread', 'mixed', 'too few to say']),
	reason: z.optional(z.string()),
	top: z.optional(z.object({name: z.string(), kind: z.string(), blocked: z.number(), delivered: z.number()})),
	figures: z.object({
		blocked: z.number(),
		delivered: z.number(),
		blockedAt: z.number(),
		mailed: z.number(),
		topShare: z.number(),
		topTraffic: z.number(),
		topRate: z.number(),
		restRate: z.number(),
		effective: z.number(),
		expected: z.number(),
		evidence: z.number(),
	}),
	/** 0 to 1. */
	confidence: z.number(),
	confident: z.nullable(z.enum(['low', 'medium', 'high'])),
	/** Others that took mail and blocked none. */
	elsewhere: counted,
	otherMicrosoft365: z.optional(counted),
	amongMicrosoft365: z.boolean(),
	/** Blocks at domains that were not told one by one. */
	unnamed: z.number(),
	words: z.string(),
	follows: z.string(),
} as const;
const attributionOne = z.object(attributionShape);

export const places = z.array(
	z.object({domain: z.string(), blocked: z.number(), delivered: z.number(), microsoft365: z.boolean()}),
);
export const clusterPlaces = z.array(z.object({region: z.string(), blocked: z.number(), delivered: z.number()}));

/** Whose doing the blocks of a sender are. */
export const attributionAnswer = z.object({
	ip: z.optional(z.string()),
	domain: z.optional(z.string()),
	/** From the first hour with a block. */
	from: z.string(),
	to: z.string(),
	/** The part of its messages that the sender has blocked in quiet times; null where that is not known. */
	usual: z.nullable(z.number()),
	/** Whose deliveries are the counter-evidence: `all` where the ESP does not say which IP delivered, and for a domain. */
	deliveriesOf: z.enum(['ip', 'all']),
	organizations: attributionOne,
	clusters: attributionOne,
	/** The 50 most blocked. */
	places,
	clusterPlaces,
	/** There was more than could be read at once. */
	partial: z.boolean(),
});
