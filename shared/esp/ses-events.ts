import type {EventKind} from '#shared/model/event.ts';
import {cut, type Fields, fieldsIn, isFields, listIn, textIn, wordIn} from './body.ts';
import type {Collector, Outcome} from './collect.ts';
import {diagnosticIn} from './diagnostic.ts';
import {isoInstant} from './instant.ts';
import {domainIn, ipIn, type Mailbox, mailboxIn} from './mailbox.ts';

/**
 * Amazon SES's events, as Amazon SNS brings them: identity notifications (`notificationType`) and event publishing
 * (`eventType`); developer guide, "notification-contents" and "event-publishing-retrieving-sns-contents".
 */

/** `eventType` or `notificationType` → the object that holds it, and who reads it; null: no fact. */
const VOCABULARY: ReadonlyMap<string, {object: string; read: (of: Reading) => Outcome} | null> = new Map([
	['bounce', {object: 'bounce', read: readBounce}],
	['complaint', {object: 'complaint', read: readComplaint}],
	['delivery', {object: 'delivery', read: readDelivery}],
	['deliverydelay', {object: 'deliveryDelay', read: readDelay}],
	['subscription', {object: 'subscription', read: readSubscription}],
	['send', null],
	['reject', null], // SES found a virus and never sent
	['open', null],
	['click', null],
	['rendering failure', null], // our own template
	['received', null], // inbound mail
]);

/** Sub-types that say: the address is on our own list at SES. Nothing new was learned about the mailbox. */
const ECHOES: ReadonlyMap<string, string> = new Map(
	['OnAccountSuppressionList', 'OnTenantSuppressionList', 'UnsubscribedRecipient'].map((name) => [
		name.toLowerCase(),
		name,
	]),
);

/** Bounces after which SES itself may refuse mail to the address. */
const HELD: ReadonlySet<string> = new Set(['permanent/general', 'permanent/noemail', 'permanent/suppressed']);

/** Most recipients of one event that are read; SES's own limit for a message is 50. The others are put aside. */
const MAX_RECIPIENTS = 1000;

/** One event being read. */
interface Reading {
	readonly event: Fields;
	/** The object named after the event's type. */
	readonly part: Fields;
	readonly mail: Fields;
	/** The envelope's time, for events without one of their own. */
	readonly publishedAt: string | null;
	readonly out: Collector;
}

/** What all facts of one event have in common. */
function common({part, mail, publishedAt}: Reading, kind: EventKind) {
	const own = isoInstant(part.timestamp);
	const message = cut(mail.messageId, 500);
	const tags = fieldsIn(mail.tags);
	const tag = (name: string) => listOf(tags[name])[0];
	return {
		esp: 'ses' as const,
		occurredAt: own ?? publishedAt,
		eventId: `${message ?? ''}|${kind}|${own === null ? '' : part.timestamp}`,
		messageId: message,
		senderIp: ipIn(tag('ses:outgoing-ip')), // `mail.sourceIp` is the machine that called SES
		sendingDomain: domainIn(mail.source) ?? domainIn(`x@${tag('ses:from-domain')}`),
	};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The id that SES gives to bounces and complaints, one for all recipients. */
const feedbackId = (part: Fields) => {
	const id = textIn(part.feedbackId);
	return id !== undefined && id.length <= 500 ? id : undefined;
};

/** Calls `use` for each recipient that has an address; what is left over is put aside once, with the whole event. */
function eachRecipient(
	{event, out}: Reading,
	field: string,
	recipients: readonly unknown[],
	use: (mailbox: Mailbox, recipient: Fields) => Outcome,
): Outcome {
	if (recipients.length === 0) return out.reject(`${field}: missing or empty`, event);
	let without = 0;
	for (const recipient of recipients.slice(0, MAX_RECIPIENTS)) {
		const fields = isFields(recipient) ? recipient : {emailAddress: recipient};
		const mailbox = mailboxIn(fields.emailAddress);
		if (mailbox === undefined) without++;
		else use(mailbox, fields);
	}
	if (without > 0) out.reject(`${field}: ${without} without an address`, event);
	if (recipients.length > MAX_RECIPIENTS) out.reject(`${field}: more than ${MAX_RECIPIENTS}`, event);
	return 'kept';
}

function readBounce(of: Reading): Outcome {
	const {part, out} = of;
	const subType = wordIn(part.bounceSubType);
	const echo = ECHOES.get(subType);
	if (echo !== undefined) return out.ignore(`echo:${echo}`);
	const opinion = `${wordIn(part.bounceType)}/${subType}`.slice(0, 200);
	const [bounce, deferral] = [common(of, 'bounce'), common(of, 'deferral')];
	const id = feedbackId(part);
	return eachRecipient(of, 'bouncedRecipients', listIn(part.bouncedRecipients), (mailbox, recipient) => {
		const said = {
			...mailbox,
			diagnostic: diagnosticIn(recipient.diagnosticCode),
			status: cut(recipient.status, 100),
			opinion,
		};
		// RFC 3464, 2.3.3: the reporter has not given up on this recipient.
		if (wordIn(recipient.action) === 'delayed') {
			return out.add({...deferral, ...said, kind: 'deferral', eventId: id ?? deferral.eventId});
		}
		const heldByEsp = HELD.has(opinion) ? true : undefined;
		return out.add({...bounce, ...said, kind: 'bounce', eventId: id ?? bounce.eventId, heldByEsp});
	});
}

function readComplaint(of: Reading): Outcome {
	const {part, out} = of;
	const echo = ECHOES.get(wordIn(part.complaintSubType));
	if (echo !== undefined) return out.ignore(`echo:${echo}`);
	// The recipient says the opposite: this mail is no spam.
	if (wordIn(part.complaintFeedbackType) === 'not-spam') return out.ignore('complaint:not-spam');
	const base = common(of, 'complaint');
	const eventId = feedbackId(part) ?? base.eventId;
	return eachRecipient(of, 'complainedRecipients', listIn(part.complainedRecipients), (mailbox) =>
		out.add({...base, ...mailbox, kind: 'complaint', eventId}),
	);
}

function readDelivery(of: Reading): Outcome {
	const {part, out} = of;
	const base = {...common(of, 'delivery'), kind: 'delivery' as const, diagnostic: diagnosticIn(part.smtpResponse)};
	return eachRecipient(of, 'recipients', listOf(part.recipients), (mailbox) => out.add({...base, ...mailbox}));
}

function readDelay(of: Reading): Outcome {
	const {part, out} = of;
	const base = {...common(of, 'deferral'), opinion: `delay/${wordIn(part.delayType)}`.slice(0, 200)};
	// The reference calls it an object, the samples show an array.
	return eachRecipient(of, 'delayedRecipients', listIn(part.delayedRecipients), (mailbox, recipient) => {
		const diagnostic = diagnosticIn(recipient.diagnosticCode);
		return out.add({...base, ...mailbox, kind: 'deferral', diagnostic, status: cut(recipient.status, 100)});
	});
}

/** The topics of a contact list that a recipient has opted out of. */
function optedOut(preferences: Fields): readonly string[] {
	return listIn(preferences.topicSubscriptionStatus).flatMap((topic) => {
		const {topicName, subscriptionStatus} = fieldsIn(topic);
		const name = cut(topicName, 200);
		return name !== undefined && wordIn(subscriptionStatus) === 'optout' ? [name] : [];
	});
}

/** All mail, or one fact for each topic that is opted out of now and was not before. All bear the same id. */
function readSubscription(of: Reading): Outcome {
	const {part, mail, event, out} = of;
	const now = fieldsIn(part.newTopicPreferences);
	const before = new Set(optedOut(fieldsIn(part.oldTopicPreferences)));
	const all = now.unsubscribeAll === true;
	const topics = optedOut(now).filter((topic) => !before.has(topic));
	if (!all && topics.length === 0) return out.ignore('subscription:no-opt-out');
	const mailbox = mailboxIn(listOf(mail.destination)[0]); // such mail has one recipient
	if (mailbox === undefined) return out.reject('mail.destination: without an address', event);
	const base = {...common(of, 'unsubscribe'), ...mailbox, kind: 'unsubscribe' as const};
	if (all) return out.add(base);
	for (const topic of topics.slice(0, MAX_RECIPIENTS)) out.add({...base, part: topic});
	return 'kept';
}

/**
 * Reads one event.
 *
 * @param publishedAt the envelope's time, for an event that has none of its own
 */
export function readSesEvent(event: unknown, publishedAt: string | null, out: Collector): Outcome {
	if (!isFields(event)) return out.reject('Message: not an object', event);
	const type = wordIn(event.eventType) || wordIn(event.notificationType);
	if (type === '') return out.reject('eventType: missing or not a text', event);
	const known = VOCABULARY.get(type);
	if (known === undefined || known === null) return out.ignoreType(type);
	return known.read({event, part: fieldsIn(event[known.object]), mail: fieldsIn(event.mail), publishedAt, out});
}
