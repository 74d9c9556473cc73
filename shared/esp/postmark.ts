import {verifyBasic} from '#shared/authenticate/basic.ts';
import type {EventKind} from '#shared/model/event.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {bodyText, cut, type Fields, isFields, parseBody, textIn, wordIn} from './body.ts';
import {type Collector, collector, type Outcome} from './collect.ts';
import {diagnosticIn} from './diagnostic.ts';
import type {Esp} from './esp.ts';
import {isoInstant} from './instant.ts';
import {integerText} from './integer-text.ts';
import {domainIn, mailboxIn} from './mailbox.ts';

/**
 * `Type` of a `Bounce` → what it is to us; null: no fact (Postmark, "Bounce API", bounce types). A type that is not listed
 * is a bounce. `TypeCode` is not read: the pages disagree about it.
 */
const TYPES: ReadonlyMap<string, EventKind | null> = new Map([
	['hardbounce', 'bounce'],
	['transient', 'deferral'],
	['unsubscribe', 'unsubscribe'],
	['subscribe', null],
	['autoresponder', null],
	['addresschange', null],
	['dnserror', 'bounce'],
	['spamnotification', 'bounce'],
	['openrelaytest', null],
	['unknown', 'bounce'],
	['softbounce', 'bounce'],
	['virusnotification', 'bounce'],
	['challengeverification', null],
	['bademailaddress', 'bounce'],
	['spamcomplaint', 'complaint'],
	['manuallydeactivated', 'unsubscribe'],
	['unconfirmed', null],
	['blocked', 'bounce'],
	['smtpapierror', null],
	['inbounderror', null],
	['dmarcpolicy', 'bounce'],
	['templaterenderingfailed', null],
]);

/** Reasons of a `SubscriptionChange` that repeat an event which comes by itself. */
const ECHOES: ReadonlyMap<string, string> = new Map([
	['hardbounce', 'HardBounce'],
	['spamcomplaint', 'SpamComplaint'],
]);

/** The digits of an id: above 2^53 they are not in the parsed number. */
function idText(value: unknown, name: string, json: string): string | undefined {
	if (typeof value === 'string') return cut(value, 100);
	if (typeof value !== 'number' || value < 0) return undefined;
	if (Number.isSafeInteger(value)) return String(value);
	return integerText(json, name);
}

/** What every record has, under the names that its `RecordType` uses. */
function common(raw: Fields, kind: EventKind, names: {address: string; time: string}, id: string | undefined) {
	const mailbox = mailboxIn(raw[names.address]);
	if (mailbox === undefined) return undefined;
	const occurredAt = isoInstant(raw[names.time]);
	const message = cut(raw.MessageID, 500);
	return {
		esp: 'postmark' as const,
		recipient: mailbox.recipient,
		recipientAsReceived: mailbox.recipientAsReceived,
		occurredAt,
		eventId: id ?? `${message ?? ''}|${kind}|${occurredAt === null ? '' : raw[names.time]}`,
		messageId: message,
		senderIp: null, // Postmark never names it in a field
		sendingDomain: domainIn(raw.From),
	};
}

function readBounce(raw: Fields, json: string, out: Collector): Outcome {
	const type = wordIn(raw.Type);
	const complaint = wordIn(raw.RecordType) === 'spamcomplaint';
	const kind = complaint ? 'complaint' : TYPES.has(type) ? (TYPES.get(type) ?? null) : 'bounce';
	if (kind === null) return out.ignoreType(type);
	// Seen without an address: an unsubscribe request that Postmark could not match to anybody.
	if (kind === 'unsubscribe' && textIn(raw.Email) === undefined) return out.ignoreType(type);
	const base = common(raw, kind, {address: 'Email', time: 'BouncedAt'}, idText(raw.ID, 'ID', json));
	if (base === undefined) return out.reject('Email: missing or not an address', raw);
	switch (kind) {
		case 'bounce':
			return out.add({
				...base,
				kind,
				diagnostic: diagnosticIn(raw.Details),
				opinion: type === '' ? 'unknown' : type.slice(0, 100),
				heldByEsp: raw.Inactive === true ? true : undefined,
				// It is held on this stream's list, and has to be taken off there.
				part: cut(raw.MessageStream, 200),
			});
		case 'deferral':
			return out.add({...base, kind, diagnostic: diagnosticIn(raw.Details), opinion: type});
		case 'complaint':
		case 'unsubscribe':
			return out.add({...base, kind, part: cut(raw.MessageStream, 200)});
		case 'delivery': // no type of a bounce is one
			return out.ignoreType(type);
	}
}

function readDelivery(raw: Fields, out: Collector): Outcome {
	const base = common(raw, 'delivery', {address: 'Recipient', time: 'DeliveredAt'}, undefined);
	if (base === undefined) return out.reject('Recipient: missing or not an address', raw);
	return out.add({...base, kind: 'delivery', diagnostic: diagnosticIn(raw.Details)});
}

function readSubscriptionChange(raw: Fields, json: string, out: Collector): Outcome {
	if (raw.SuppressSending !== true) return out.ignore('subscription-change:reactivated');
	const echo = ECHOES.get(wordIn(raw.SuppressionReason));
	if (echo !== undefined) return out.ignore(`echo:${echo}`);
	const base = common(raw, 'unsubscribe', {address: 'Recipient', time: 'ChangedAt'}, undefined);
	if (base === undefined) return out.reject('Recipient: missing or not an address', raw);
	const server = idText(raw.ServerID, 'ServerID', json) ?? idText(raw.ServerId, 'ServerId', json) ?? '';
	const eventId = base.messageId === undefined ? `${server}${base.eventId}` : base.eventId;
	return out.add({...base, kind: 'unsubscribe', eventId, part: cut(raw.MessageStream, 200)});
}

function read(raw: Fields, json: string, out: Collector): Outcome {
	const type = wordIn(raw.RecordType);
	switch (type) {
		case 'bounce':
		case 'spamcomplaint':
			return readBounce(raw, json, out);
		case 'delivery':
			return readDelivery(raw, out);
		case 'subscriptionchange':
			return readSubscriptionChange(raw, json, out);
		case '':
			if (isFields(raw.FromFull)) return out.ignoreType('inbound'); // mail that came in, on the wrong URL
			return out.reject('RecordType: missing or not a text', raw);
		default:
			return out.ignoreType(type);
	}
}

/** Postmark's webhooks: one record for each request. There is no signature: HTTP Basic authentication proves the sender. */
export const postmark: Esp = {
	name: 'postmark',
	authenticate: async (request, tenant) =>
		verifyBasic(
			request,
			tenant && {
				username: tenant.postmark.username,
				passwordHashes: tenant.postmark.passwords.map((kept) => kept.hash),
			},
		),
	normalize: (authentic) => {
		const json = bodyText(authentic);
		const parsed = parseBody(json);
		if (isRefusal(parsed)) return parsed;
		if (!isFields(parsed.value)) return refuse('malformed', 'The body is not a JSON object.');
		const out = collector();
		read(parsed.value, json, out);
		return out.done();
	},
};
