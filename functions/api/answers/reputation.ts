import * as z from 'zod/mini';

/** A part of 1, or why there is none. */
const rateAnswer = z.object({
	rate: z.nullable(z.number()),
	told: z.enum(['yes', 'too few to say', 'not available']),
	/** The true rate lies in it with 95 % confidence. */
	interval: z.optional(z.object({low: z.number(), high: z.number()})),
});

const byCategory = z.record(z.string(), z.number());

/** Counters of one value and the rates that they allow. */
const reputationShape = {
	dimension: z.string(),
	value: z.string(),
	/** What every rate is out of: messages that were delivered or given up. */
	messages: z.number(),
	delivered: z.number(),
	bounced: z.number(),
	dead: z.number(),
	blocked: z.number(),
	deferred: z.number(),
	complained: z.number(),
	unsubscribed: z.number(),
	categories: z.object({bounced: byCategory, deferred: byCategory}),
	rates: z.object({
		bounce: rateAnswer,
		dead: rateAnswer,
		block: rateAnswer,
		deferral: rateAnswer,
		complaint: rateAnswer,
		unsubscribe: rateAnswer,
	}),
	/** There was more than could be read at once: the counts are lower bounds. */
	partial: z.optional(z.boolean()),
} as const;
export const oneReputation = z.object(reputationShape);

/** 0 to 100, and what cost how many points. */
export const scoreAnswer = z.object({
	score: z.number(),
	parts: z.array(
		z.object({
			id: z.string(),
			points: z.number(),
			most: z.number(),
			words: z.string(),
			rate: z.optional(z.number()),
			notAvailable: z.optional(z.boolean()),
		}),
	),
	ceiling: z.optional(z.object({incident: z.string(), at: z.number()})),
	certainty: z.enum(['low', 'medium', 'high']),
});

/** How a value stands against a threshold that an ESP or mailbox provider has published. */
export const standingAnswer = z.object({
	threshold: z.object({
		id: z.string(),
		who: z.string(),
		of: z.union([z.object({esp: z.string()}), z.object({provider: z.string()})]),
		rate: z.string(),
		near: z.number(),
		over: z.number(),
		nearIs: z.string(),
		follows: z.string(),
		note: z.optional(z.string()),
		source: z.string(),
	}),
	status: z.enum(['fine', 'near', 'over', 'too few to say', 'not available']),
	rate: z.nullable(z.number()),
	/** Chance alone could have carried the rate over the nearest bound. */
	uncertain: z.boolean(),
});

/** Counters and rates, the busiest value first. */
export const reputationAnswer = z.object({
	dimension: z.string(),
	from: z.string(),
	to: z.string(),
	values: z.array(z.object({...reputationShape, score: scoreAnswer, standings: z.array(standingAnswer)})),
	/** How many values the limit left off. */
	more: z.number(),
});

/** An hour, or a day, by its first hour. */
export const seriesRow = z.object({
	from: z.string(),
	delivered: z.number(),
	complained: z.number(),
	unsubscribed: z.number(),
	deferred: z.number(),
	bounced: z.object({dead: z.number(), block: z.number(), other: z.number()}),
	/** Bounces by category, only those that occurred. */
	categories: byCategory,
});

export const windowAnswer = z.object({name: z.string(), from: z.string(), to: z.string(), words: z.string()});

/** One value over time, the oldest row first. */
export const seriesAnswer = z.object({
	dimension: z.string(),
	value: z.string(),
	window: windowAnswer,
	series: z.array(seriesRow),
});
