import type {SimulatedEvent} from '../mail.ts';
import {status} from './status.ts';

const GONE: ReadonlySet<string> = new Set(['dead', 'full']);

/** "Event Webhook Reference" */
export function sendgridEvent(event: SimulatedEvent, index: number): object {
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
