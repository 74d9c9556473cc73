import {verifyEcdsa} from '#shared/authenticate/ecdsa.ts';
import type {EventKind} from '#shared/model/event.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {bodyText, cut, type Fields, isFields, parseBody, textIn, wordIn} from './body.ts';
import {type Collector, collector, type Outcome} from './collect.ts';
import {diagnosticIn} from './diagnostic.ts';
import type {Esp} from './esp.ts';
import {unixInstant} from './instant.ts';
import {domainIn, ipIn, mailboxIn} from './mailbox.ts';

/**
 * `event` → what it is to us; null: no fact ("Event Webhook Reference"). Compared without regard to case.
 */
const VOCABULARY: ReadonlyMap<string, EventKind | null> = new Map([
	['bounce', 'bounce'],
	['blocked', 'bounce'], // a few installations see it as an event of its own
	['deferred', 'deferral'],
	['delivered', 'delivery'],
	['spamreport', 'complaint'],
	['spam report', 'complaint'], // in older samples
	['spam_report', 'complaint'], // in older samples
	['unsubscribe', 'unsubscribe'],
	['group_unsubscribe', 'unsubscribe'],
	['group_resubscribe', null],
	['processed', null],
	['open', null],
	['click', null],
	['account_status_change', null], // about the account: has no address
]);

/** Longest id that is taken as one; a longer one counts as missing. Documented: 100, seen: more. */
const MAX_ID = 1000;

function idIn(value: unknown): string | undefined {
	const text = textIn(value);
	return text !== undefined && text.length <= MAX_ID ? text : undefined;
}

/** A text, or a number as the text that it would be. */
function wordOrNumber(value: unknown, max: number): string | undefined {
	return typeof value === 'number' ? String(value) : cut(value, max);
}

/** `type` of a bounce: the table of opinions knows `bounce`, `blocked` and `expired`. */
function bounceType(raw: Fields, event: string): string {
	const type = event === 'blocked' ? 'blocked' : wordIn(raw.type);
	return type === 'blocked' || type === 'expired' ? type : 'bounce';
}

/** One event of a body. Custom arguments lie flat among its fields, so that only SendGrid's own names are read. */
function read(raw: unknown, out: Collector): Outcome {
	if (!isFields(raw)) return out.reject('event: not an object', raw);
	const word = wordIn(raw.event);
	if (word === '') return out.reject('event: missing or not a text', raw);
	if (word === 'dropped') return out.ignore('echo:dropped'); // the address is on SendGrid's own list
	const kind = VOCABULARY.get(word) ?? null;
	if (kind === null) return out.ignoreType(word);
	const mailbox = mailboxIn(raw.email);
	if (mailbox === undefined) return out.reject('email: missing or not an address', raw);

	const occurredAt = unixInstant(raw.timestamp);
	const message = idIn(raw.sg_message_id) ?? idIn(raw['smtp-id']);
	const time = occurredAt === null ? '' : String(raw.timestamp);
	const common = {
		esp: 'sendgrid' as const,
		recipient: mailbox.recipient,
		recipientAsReceived: mailbox.recipientAsReceived,
		occurredAt,
		eventId: idIn(raw.sg_event_id) ?? `${message ?? ''}|${kind}|${time}`,
		messageId: message?.trim(),
		sendingDomain: domainIn(raw.from),
	};
	// On other events `ip` is the reader's.
	switch (kind) {
		case 'bounce': {
			const type = bounceType(raw, word);
			return out.add({
				...common,
				kind,
				senderIp: ipIn(raw.ip),
				diagnostic: diagnosticIn(raw.reason),
				status: wordOrNumber(raw.status, 100),
				opinion: `${type}/${wordIn(raw.bounce_classification).slice(0, 100)}`,
				heldByEsp: type === 'bounce' ? true : undefined,
			});
		}
		case 'deferral':
			return out.add({
				...common,
				kind,
				senderIp: ipIn(raw.ip),
				diagnostic: diagnosticIn(raw.response) ?? diagnosticIn(raw.reason),
				opinion: 'deferred/',
			});
		case 'delivery':
			return out.add({...common, kind, senderIp: ipIn(raw.ip), diagnostic: diagnosticIn(raw.response)});
		case 'complaint':
			return out.add({...common, kind, senderIp: null});
		case 'unsubscribe':
			return out.add({
				...common,
				kind,
				senderIp: null,
				part: word === 'group_unsubscribe' ? wordOrNumber(raw.asm_group_id, 200) : undefined,
			});
	}
}

/** SendGrid's Event Webhook: a signed array of events of many messages. */
export const sendgrid: Esp = {
	name: 'sendgrid',
	authenticate: async (request, tenant, {now}) => verifyEcdsa(request, tenant?.sendgrid.publicKeys, now()),
	normalize: (authentic) => {
		const parsed = parseBody(bodyText(authentic));
		if (isRefusal(parsed)) return parsed;
		if (!Array.isArray(parsed.value)) return refuse('malformed', 'The body is not a JSON array of events.');
		const out = collector();
		for (const raw of parsed.value) read(raw, out);
		return out.done();
	},
};
