import * as z from 'zod/mini';
import {adviceAnswer} from './advice.ts';

/** A response, classified. */
export const classifyAnswer = z.object({
	source: z.string(),
	category: z.string(),
	permanence: z.string(),
	scope: z.string(),
	suppression: z.enum(['suppress', 'count', 'keep']),
	alert: z.nullable(z.string()),
	/** What was read out of the response: codes, IPs, names. */
	tokens: z.record(z.string(), z.union([z.string(), z.number()])),
	rule: z.string(),
	basis: z.string(),
	truncated: z.optional(z.boolean()),
});

/** What the anti-spam headers of a message say. */
export const headersAnswer = z.object({
	findings: z.array(
		z.object({
			header: z.string(),
			field: z.string(),
			value: z.string(),
			meaning: z.string(),
			follows: z.string(),
			tone: z.string(),
			about: z.optional(z.string()),
		}),
	),
	connection: z.object({
		ip: z.optional(z.string()),
		helo: z.optional(z.string()),
		reverseDns: z.optional(z.string()),
		country: z.optional(z.string()),
	}),
	truncated: z.boolean(),
});

const rate = z.looseObject({rate: z.nullable(z.number()), told: z.string()});

/** Counters and rates, the busiest value first. */
export const reputationAnswer = z.object({
	dimension: z.string(),
	from: z.string(),
	to: z.string(),
	values: z.array(
		z.looseObject({
			value: z.string(),
			messages: z.number(),
			delivered: z.number(),
			bounced: z.number(),
			deferred: z.number(),
			complained: z.number(),
			rates: z.record(z.string(), rate),
		}),
	),
	/** How many values the limit left off. */
	more: z.number(),
});

/** A page of incidents, each with what to do about it. */
export const incidentsAnswer = z.object({
	incidents: z.array(
		z.looseObject({
			id: z.string(),
			kind: z.string(),
			resource: z.string(),
			receiver: z.string(),
			state: z.string(),
			openedAt: z.string(),
			lastSeenAt: z.string(),
			count: z.number(),
			response: z.string(),
			advice: adviceAnswer,
			delistRequest: z.nullable(z.looseObject({})),
		}),
	),
	next: z.nullable(z.string()),
});
