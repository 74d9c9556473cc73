import type {EspName} from '#shared/model/event.ts';
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

const iso = (at: number): string => new Date(at).toISOString();
const status = (response: string): string => /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? response.slice(0, 3);
const GONE: ReadonlySet<string> = new Set(['dead', 'full']);

/** "Event Webhook Reference" */
function sendgridEvent(event: SimulatedEvent, index: number): object {
	const {kind, at, recipient, message, ip, response, cause, attempt} = event;
	const common = {
		email: recipient,
		timestamp: Math.floor(at / 1000),
		'smtp-id': `<${message}@geopod-ismtpd-1>`,
		sg_message_id: `${message}.recvd-5f54b5d587-8c2kz-1-1.0`,
		sg_event_id: Buffer.from(`${kind}-${attempt}-${message}-${index}`).toString('base64url'),
	};
	switch (kind) {
		case 'bounce':
			return {
				...common,
				event: 'bounce',
				type: GONE.has(cause) ? 'bounce' : 'blocked',
				bounce_classification:
					cause === 'dead' ? 'Invalid Address' : cause === 'full' ? 'Mailbox Unavailable' : 'Reputation',
				reason: `${response} `,
				status: status(response),
				ip,
				tls: 1,
			};
		case 'deferral':
			return {...common, event: 'deferred', response, attempt: String(attempt), ip, tls: 1};
		case 'delivery':
			return {...common, event: 'delivered', response, ip, tls: 1};
		case 'complaint':
			return {...common, event: 'spamreport'};
		case 'unsubscribe':
			return {...common, event: 'unsubscribe'};
	}
}

/** SES developer guide, "event-publishing-retrieving-sns-contents" */
function sesEvent(event: SimulatedEvent): object {
	const {kind, at, recipient, message, ip, sendingDomain, response, cause, attempt} = event;
	const timestamp = iso(at);
	const mail = {
		timestamp,
		messageId: `0100-${message}-000000`,
		source: `news@${sendingDomain}`,
		sendingAccountId: '123456789012',
		destination: [recipient],
		headersTruncated: false,
		tags: {'ses:configuration-set': ['news'], 'ses:from-domain': [sendingDomain], 'ses:outgoing-ip': [ip]},
	};
	const feedbackId = `0100-${message}-${kind}-${attempt}`;
	switch (kind) {
		case 'bounce':
			return {
				eventType: 'Bounce',
				mail,
				bounce: {
					feedbackId,
					bounceType: cause === 'full' ? 'Transient' : 'Permanent',
					bounceSubType: cause === 'full' ? 'MailboxFull' : 'General',
					bouncedRecipients: [
						{emailAddress: recipient, action: 'failed', status: status(response), diagnosticCode: `smtp; ${response}`},
					],
					timestamp,
					reportingMTA: 'dns; a8-50.smtp-out.amazonses.com',
				},
			};
		case 'deferral':
			return {
				eventType: 'DeliveryDelay',
				mail,
				deliveryDelay: {
					timestamp,
					delayType: 'IPFailure',
					expirationTime: iso(at + 50_400_000),
					delayedRecipients: [{emailAddress: recipient, status: status(response), diagnosticCode: `smtp; ${response}`}],
				},
			};
		case 'delivery':
			return {
				eventType: 'Delivery',
				mail,
				delivery: {timestamp, processingTimeMillis: 900, recipients: [recipient], smtpResponse: response},
			};
		case 'complaint':
			return {
				eventType: 'Complaint',
				mail,
				complaint: {
					feedbackId,
					complaintSubType: null,
					complainedRecipients: [{emailAddress: recipient}],
					timestamp,
					complaintFeedbackType: 'abuse',
				},
			};
		case 'unsubscribe':
			return {
				eventType: 'Subscription',
				mail,
				subscription: {
					contactList: 'news',
					timestamp,
					source: 'UnsubscribeHeader',
					newTopicPreferences: {unsubscribeAll: true, topicSubscriptionStatus: []},
					oldTopicPreferences: {unsubscribeAll: false, topicSubscriptionStatus: []},
				},
			};
	}
}

const POSTMARK_TYPES: ReadonlyMap<string, string> = new Map([
	['dead', 'HardBounce'],
	['full', 'SoftBounce'],
	['spam', 'SpamNotification'],
	['dkim', 'DMARCPolicy'],
]);

/** Postmark developer pages, "Webhooks" */
function postmarkRecord(event: SimulatedEvent, index: number): object {
	const {kind, at, recipient, message, sendingDomain, response, cause} = event;
	const common = {ServerID: 23, MessageID: message, MessageStream: 'broadcast', Tag: 'news', Metadata: {}};
	const bounced = {
		...common,
		ID: 4_323_000_000 + index,
		Email: recipient,
		From: `news@${sendingDomain}`,
		BouncedAt: iso(at),
	};
	switch (kind) {
		case 'bounce': {
			const Type = POSTMARK_TYPES.get(cause) ?? 'Blocked';
			return {
				...bounced,
				RecordType: 'Bounce',
				Type,
				Details: `smtp;${response}`,
				Inactive: Type === 'HardBounce',
				CanActivate: true,
			};
		}
		case 'deferral':
			return {
				...bounced,
				RecordType: 'Bounce',
				Type: 'Transient',
				Details: `smtp;${response}`,
				Inactive: false,
				CanActivate: true,
			};
		case 'delivery':
			return {...common, RecordType: 'Delivery', Recipient: recipient, DeliveredAt: iso(at), Details: response};
		case 'complaint':
			return {...bounced, RecordType: 'SpamComplaint', Type: 'SpamComplaint', Inactive: true, CanActivate: false};
		case 'unsubscribe':
			return {
				...common,
				RecordType: 'SubscriptionChange',
				Recipient: recipient,
				ChangedAt: iso(at),
				Origin: 'Recipient',
				SuppressSending: true,
				SuppressionReason: 'ManualSuppression',
			};
	}
}

/** SendGrid posts what happened in 30 seconds, at most this many events (about 768 KB). */
const BATCH = {ms: 30_000, events: 700} as const;

/**
 * The webhook bodies of events, in the order in which they are posted. Postmark never names the sending IP in a field, nor
 * the sender of a delivery; SendGrid names the sender's domain of a deferral only.
 */
export function* bodiesOf(events: readonly SimulatedEvent[]): Generator<SimulatedBody> {
	const batches = new Map<string, {since: number; events: object[]}>();
	const posted = (tenant: string, at: number, batch: readonly object[]): SimulatedBody => ({
		tenant,
		esp: 'sendgrid',
		at,
		body: `[${batch.map((one) => JSON.stringify(one)).join(',\r\n')}]\r\n`,
	});
	for (const [index, event] of events.entries()) {
		for (const [tenant, batch] of batches) {
			if (event.at - batch.since < BATCH.ms && batch.events.length < BATCH.events) continue;
			yield posted(tenant, Math.min(event.at, batch.since + BATCH.ms), batch.events);
			batches.delete(tenant);
		}
		if (event.esp === 'sendgrid') {
			const batch = batches.get(event.tenant) ?? {since: event.at, events: []};
			batch.events.push(sendgridEvent(event, index));
			batches.set(event.tenant, batch);
			continue;
		}
		const body = event.esp === 'ses' ? sesEvent(event) : postmarkRecord(event, index);
		yield {tenant: event.tenant, esp: event.esp, at: event.at, body: JSON.stringify(body)};
	}
	for (const [tenant, batch] of batches) yield posted(tenant, batch.since + BATCH.ms, batch.events);
}
