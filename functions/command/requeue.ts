import {type Envelope, isEnvelope, textIn} from '#shared/authenticate/sns-envelope.ts';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {ESP} from '#shared/esp/index.ts';
import {type Chunk, chunkSchema} from '#shared/model/chunk.ts';
import {ESP_NAMES, type EspName, type Event} from '#shared/model/event.ts';
import {isRefusal} from '#shared/model/refusal.ts';

/** The bodies that would bring these events: SendGrid posts arrays, SES an envelope around each, Postmark each by itself. */
function bodiesOf(esp: EspName, events: readonly unknown[]): string[] {
	switch (esp) {
		case 'sendgrid':
			return [JSON.stringify(events)];
		case 'postmark':
			return events.map((event) => JSON.stringify(event));
		case 'ses':
			return events.map((event) => JSON.stringify({Type: 'Notification', Message: JSON.stringify(event)}));
	}
}

/** The events, if today's reader takes every one of them. */
function readable(esp: EspName, events: readonly unknown[]): Event[] | undefined {
	const found: Event[] = [];
	for (const body of bodiesOf(esp, events)) {
		const read = ESP[esp].normalize(vouchedFor({body: Buffer.from(body, 'utf8'), headers: new Map()}));
		if (isRefusal(read) || read.unusable.length > 0) return undefined;
		found.push(...read.events);
	}
	return found.length > 0 ? found : undefined;
}

function parsed(text: string): Envelope | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isEnvelope(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * A message of the quarantine queue as a chunk for the ledger, where the reader of today understands what that of then did
 * not; undefined where it still does not.
 */
export function chunkOfQuarantined(text: string): Chunk | undefined {
	const message = parsed(text);
	const esp = ESP_NAMES.find((name) => message !== undefined && textIn(message, 'esp') === name);
	if (message === undefined || esp === undefined) return undefined;
	const {events: many} = message;
	const listed: unknown[] = Array.isArray(many)
		? many.map((one) => (isEnvelope(one) ? one.event : null))
		: [message.event];
	const events = listed.some((event) => !isEnvelope(event)) ? undefined : readable(esp, listed);
	const {tenant, receivedAt} = message;
	const chunk = chunkSchema.safeParse({version: 1, tenant, esp, receivedAt, events});
	return chunk.success ? chunk.data : undefined;
}
