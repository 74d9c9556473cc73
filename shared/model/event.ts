import * as z from 'zod/mini';
import {domainSchema, emailAddressSchema, ipAddressSchema} from './names.ts';

/** The ESPs, by the name that stands in URLs, records and alerts. */
export const ESP_NAMES = ['ses', 'sendgrid', 'postmark'] as const;
export type EspName = (typeof ESP_NAMES)[number];

/** Longest response text that is kept, in characters; the rest is cut off. */
export const MAX_DIAGNOSTIC = 16_384;

const text = (max: number) => z.string().check(z.maxLength(max));

/** ISO 8601 in UTC with milliseconds: 2026-03-02T12:00:00.000Z */
export const instantSchema = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

const common = {
	esp: z.enum(ESP_NAMES),
	/** The bare, lower-cased address. */
	recipient: emailAddressSchema,
	/** The address as the ESP spelled it, where that differs: its removal API may want the original. */
	recipientAsReceived: z.optional(text(1000)),
	/** When it happened by the event's own time; null where the event has none (then the time of receipt holds). */
	occurredAt: z.nullable(instantSchema),
	/** The ESP's own id of the event, or one put together from its parts. */
	eventId: text(2000),
	/** The ESP's id of the message, where the event names one. */
	messageId: z.optional(text(1000)),
	/** From a field of its own, never read out of a text. */
	senderIp: z.nullable(ipAddressSchema),
	/** The domain of the envelope sender or From, where the event names one. */
	sendingDomain: z.optional(domainSchema),
	/** The part of the mail that it concerns: SendGrid's suppression group, SES's topic, Postmark's message stream. */
	part: z.optional(text(200)),
};

/** What the receiving server said about one recipient, and what the ESP made of it. */
const answered = {
	...common,
	/** The server's words as passed on, outer white space removed; null where there are none. */
	diagnostic: z.nullable(text(MAX_DIAGNOSTIC)),
	/** The ESP's status field, as given: "5.1.1", "550". */
	status: z.optional(text(100)),
	/** The ESP's opinion: a key of the classifier's opinion table. */
	opinion: z.optional(text(200)),
};

export const eventSchema = z.discriminatedUnion('kind', [
	z.object({
		...answered,
		kind: z.literal('bounce'),
		/** The ESP says that it refuses mail to this address from now on. */
		heldByEsp: z.optional(z.boolean()),
	}),
	z.object({...answered, kind: z.literal('deferral')}),
	z.object({...common, kind: z.literal('delivery'), diagnostic: z.nullable(text(MAX_DIAGNOSTIC))}),
	z.object({...common, kind: z.literal('complaint')}),
	z.object({...common, kind: z.literal('unsubscribe')}),
]);

/** One event of an ESP that concerns one recipient, in one shape for all ESPs, before it is classified. */
export type Event = z.infer<typeof eventSchema>;
export type EventKind = Event['kind'];
export type Delivery = Extract<Event, {kind: 'delivery'}>;

/** An event that could not be used: it costs itself alone, and goes to quarantine whole. */
export interface Unusable {
	/** What is wrong, naming the field; never an address. */
	readonly reason: string;
	/** The event as it came. */
	readonly event: unknown;
}

/** What one webhook body turns into. */
export interface Normalized {
	readonly events: readonly Event[];
	readonly unusable: readonly Unusable[];
	/** How many events gave no fact, by reason: "echo:OnAccountSuppressionList", "type:open", "duplicate". */
	readonly ignored: ReadonlyMap<string, number>;
}
