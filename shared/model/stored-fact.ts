import * as z from 'zod/mini';
import {CATEGORY_NAMES} from './category.ts';
import {eventSchema, instantSchema} from './event.ts';
import {factIdSchema, tenantIdSchema} from './names.ts';

const token = z.exactOptional(z.string());

export const sourceSchema = z.enum(['exchange-online', 'outlook-consumer', 'exchange-server', 'other']);

export const tokensSchema = z.object({
	replyCode: z.exactOptional(z.number()),
	enhancedStatus: token,
	senderIp: token,
	helo: token,
	senderDomain: token,
	recipient: token,
	asCode: token,
	sCode: token,
	attr: token,
	prx: token,
	blocklist: token,
	region: token,
	server: token,
	retryAfterSeconds: z.exactOptional(z.number()),
	spf: token,
	dkim: token,
	dmarc: token,
});

/** A verdict as it is kept: tokens that stand in the kept response are not kept twice. */
const classificationSchema = z.object({
	source: sourceSchema,
	category: z.enum(CATEGORY_NAMES),
	permanence: z.enum(['permanent', 'transient']),
	scope: z.enum([
		'recipient',
		'recipient-organization',
		'sending-ip',
		'sending-domain',
		'sending-account',
		'message',
		'network',
		'unknown',
	]),
	suppression: z.enum(['suppress', 'count', 'keep']),
	alert: z.nullable(z.enum(['ip-ban', 'spamhaus-listing'])),
	tokens: tokensSchema,
	rule: z.string(),
	basis: z.enum(['text', 'status', 'reply', 'esp', 'none']),
	truncated: z.exactOptional(z.literal(true)),
});

/** A fact as it comes back from its table. */
export const factSchema = z.object({
	id: factIdSchema,
	tenant: tenantIdSchema,
	occurredAt: instantSchema,
	event: eventSchema,
	senderIp: z.nullable(z.string()),
	classification: z.nullable(classificationSchema),
	suppression: z.nullable(z.enum(['suppress', 'count', 'keep'])),
});
