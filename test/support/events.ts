import {classify} from '#shared/classify/classify.ts';
import type {Chunk} from '#shared/model/chunk.ts';
import {type Event, eventSchema} from '#shared/model/event.ts';
import {type Fact, toFact} from '#shared/model/fact.ts';
import {type EmailAddress, isEmailAddress, isTenantId, type TenantId} from '#shared/model/names.ts';
import {settingsSchema, type TenantSettings} from '#shared/model/tenant.ts';

/** Responses by what they say, written in the words of the receivers' documentation, with documentation IPs. */
export const RESPONSES = {
	unknown: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
	full: '552 5.2.2 mailbox full',
	restricted: '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
	banned: (ip: string) =>
		`550 5.7.606 Access denied, banned sending IP [${ip}]. To request removal from this list please visit https://sender.office.com/`,
	spamhaus: (ip: string) =>
		`550 5.7.1 Service unavailable, Client host [${ip}] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/${ip} (AS16012609)`,
	throttled: '451 4.7.650 The mail server [192.0.2.10] has been temporarily rate limited due to IP reputation.',
	busy: '451 4.7.0 Temporary server error. Please try again later',
} as const;

export function tenantId(text: string): TenantId {
	if (!isTenantId(text)) throw new Error(`not a tenant id: ${text}`);
	return text;
}

export function address(text: string): EmailAddress {
	if (!isEmailAddress(text)) throw new Error(`not a bare address: ${text}`);
	return text;
}

export const SETTINGS: TenantSettings = settingsSchema.parse({});

type Given = Partial<Record<keyof Event, unknown>> & {
	diagnostic?: string | null;
	heldByEsp?: boolean;
	status?: string;
	opinion?: string;
};
let counter = 0;

/** An event with an id of its own; what a test does not give is as usual as can be. */
export function event(kind: Event['kind'], given: Given = {}): Event {
	counter += 1;
	return eventSchema.parse({
		esp: 'postmark',
		kind,
		recipient: 'jo@example.com',
		occurredAt: '2026-03-02T12:00:00.000Z',
		eventId: `event-${counter}`,
		senderIp: null,
		...(kind === 'complaint' || kind === 'unsubscribe' ? {} : {diagnostic: null}),
		...given,
	});
}

export const bounce = (given: Given = {}): Event => event('bounce', {diagnostic: RESPONSES.unknown, ...given});

/** The fact of an event, classified as always. */
export function fact(of: Event, tenant = 'acme'): Fact {
	return toFact(of, tenantId(tenant), '2026-03-02T12:30:00.000Z', classify);
}

/** What the webhook puts into the queue for these events. */
export function chunk(events: readonly Event[], tenant = 'acme', receivedAt = '2026-03-02T12:30:00.000Z'): Chunk {
	const [first] = events;
	return {version: 1, tenant: tenantId(tenant), esp: first?.esp ?? 'postmark', receivedAt, events: [...events]};
}
