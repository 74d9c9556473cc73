import type {SimulatedEvent} from '../mail.ts';
import {iso, status} from './status.ts';

/** SES developer guide, "event-publishing-retrieving-sns-contents" */
export function sesEvent(event: SimulatedEvent): object {
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
