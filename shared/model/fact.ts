import {hash} from 'node:crypto';
import type {Suppression} from './category.ts';
import type {Classification, Classify} from './classification.ts';
import type {Event} from './event.ts';
import {type FactId, parseIpAddress, type TenantId} from './names.ts';

/** An event with its verdict: what is stored, once, and never changed. */
export interface Fact {
	readonly id: FactId;
	readonly tenant: TenantId;
	/** UTC, milliseconds; the time of receipt where the event has none. */
	readonly occurredAt: string;
	readonly event: Event;
	/** The sending IP from the event's own field, else (bounce, deferral) the one read out of the response. */
	readonly senderIp: string | null;
	/** Bounces and deferrals have one; nothing else has. */
	readonly classification: Classification | null;
	/** What this one fact says about the address. */
	readonly suppression: Suppression | null;
}

/**
 * What is the same on every copy of an event, as one text. SendGrid may send a retry under a new `sg_event_id`, so its
 * key is made from message, time and words; without a time of its own an event is known by its id alone.
 */
export function factKey(event: Event): string {
	const own =
		event.esp === 'sendgrid' && event.occurredAt !== null
			? [event.messageId ?? '', event.occurredAt, 'diagnostic' in event ? (event.diagnostic ?? '') : '']
			: [event.eventId];
	return JSON.stringify([event.esp, event.kind, event.recipient, event.part ?? '', ...own]);
}

const hexId = (digest: string): digest is FactId => digest.length === 32;

/** The fact's id: the first 128 bits of the SHA-256 of its key, within a tenant. */
export function factId(event: Event): FactId {
	const digest = hash('sha256', factKey(event), 'hex').slice(0, 32);
	if (!hexId(digest)) throw new Error('SHA-256 gave fewer than 32 digits');
	return digest;
}

function suppressionOf(event: Event, classification: Classification | null): Suppression | null {
	switch (event.kind) {
		case 'bounce':
			return classification?.suppression ?? 'keep';
		case 'deferral': // the message is still on its way, whatever the category
			return 'keep';
		case 'complaint':
		case 'unsubscribe':
			return 'suppress';
		case 'delivery':
			return null;
	}
}

/**
 * An event and what the classifier says of it. Pure.
 *
 * @param receivedAt the time of receipt, UTC with milliseconds; it holds only where the event has no time of its own
 */
export function toFact(event: Event, tenant: TenantId, receivedAt: string, classify: Classify): Fact {
	const classification =
		event.kind === 'bounce' || event.kind === 'deferral'
			? classify({
					text: event.diagnostic,
					status: event.status ?? null,
					opinion: event.opinion === undefined ? null : {esp: event.esp, words: event.opinion},
				})
			: null;
	return {
		id: factId(event),
		tenant,
		occurredAt: event.occurredAt ?? receivedAt,
		event,
		senderIp: event.senderIp ?? parseIpAddress(classification?.tokens.senderIp ?? '') ?? null,
		classification,
		suppression: suppressionOf(event, classification),
	};
}
