import type {SimulatedEvent} from '../mail.ts';
import {iso} from './status.ts';

const POSTMARK_TYPES: ReadonlyMap<string, string> = new Map([
	['dead', 'HardBounce'],
	['full', 'SoftBounce'],
	['spam', 'SpamNotification'],
	['dkim', 'DMARCPolicy'],
]);

/** Postmark developer pages, "Webhooks" */
export function postmarkRecord(event: SimulatedEvent, index: number): object {
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
