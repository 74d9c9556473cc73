import type {EspName} from '#shared/model/event.ts';
import {postmarkRecord} from './bodies/postmark.ts';
import {sendgridEvent} from './bodies/sendgrid.ts';
import {sesEvent} from './bodies/ses.ts';
import type {SimulatedEvent} from './mail.ts';

/** A webhook as its ESP posts it, to be signed and wrapped by the scheme's own means. */
export interface SimulatedBody {
	readonly tenant: string;
	readonly esp: EspName;
	/** When it is posted, milliseconds since 1970. */
	readonly at: number;
	/** SendGrid: an array of events; SES: one event, as it stands in the envelope of Amazon SNS; Postmark: one record. */
	readonly body: string;
}

/** SendGrid posts what happened in 30 seconds, at most this many events (about 768 KB). */
const BATCH = {ms: 30_000, events: 700} as const;

/**
 * The webhook bodies of events, in the order in which they are posted. Postmark never names the sending IP in a field, nor
 * the sender of a delivery; SendGrid names the sender's domain of a deferral only.
 *
 * @param postedAt when SendGrid posts a body whose first event happens at a time; by default after its 30 seconds
 */
export function* bodiesOf(
	events: readonly SimulatedEvent[],
	postedAt: (first: number) => number = (first) => first + BATCH.ms,
): Generator<SimulatedBody> {
	const batches = new Map<string, {due: number; events: object[]}>();
	const posted = (tenant: string, at: number, batch: readonly object[]): SimulatedBody => ({
		tenant,
		esp: 'sendgrid',
		at,
		body: `[${batch.map((one) => JSON.stringify(one)).join(',\r\n')}]\r\n`,
	});
	for (const [index, event] of events.entries()) {
		for (const [tenant, batch] of batches) {
			if (event.at < batch.due && batch.events.length < BATCH.events) continue;
			yield posted(tenant, Math.min(event.at, batch.due), batch.events);
			batches.delete(tenant);
		}
		if (event.esp === 'sendgrid') {
			const batch = batches.get(event.tenant) ?? {due: postedAt(event.at), events: []};
			batch.events.push(sendgridEvent(event, index));
			batches.set(event.tenant, batch);
			continue;
		}
		const body = event.esp === 'ses' ? sesEvent(event) : postmarkRecord(event, index);
		yield {tenant: event.tenant, esp: event.esp, at: event.at, body: JSON.stringify(body)};
	}
	for (const [tenant, batch] of batches) yield posted(tenant, batch.due, batch.events);
}
