import {type Moment, RESPONSES, type Sample} from './sample.ts';

const HEALTHY = '203.0.113.25';
const TROUBLED = '203.0.113.7';
/** Enough mail for rates: with fewer, a percentage would say nothing. */
const DELIVERIES = 400;

/** Writes SendGrid's events (Twilio SendGrid, "Event Webhook Reference"): one array, as it posts them. */
export function sendgridSamples({ago, run}: Moment): Sample[] {
	let count = 0;
	const event = (name: string, minutes: number, email: string, more: object) => {
		count += 1;
		return {
			email,
			timestamp: Math.floor(ago(minutes).getTime() / 1000),
			event: name,
			'smtp-id': `<${run}.${count}@geopod-ismtpd-1>`,
			sg_message_id: `${run}${count}.recvd-5f54b5d587-8c2kz-1-1.0`,
			sg_event_id: `${name}-0-1234567-${run}-${count}`,
			...more,
		};
	};
	const bounce = (
		minutes: number,
		email: string,
		type: 'bounce' | 'blocked',
		kind: string,
		reason: string,
		ip: string,
	) =>
		event('bounce', minutes, email, {
			type,
			bounce_classification: kind,
			reason,
			status: /\d\.\d+\.\d+/.exec(reason)?.[0] ?? '550',
			ip,
			tls: 1,
		});
	const unknown = bounce(50, 'j.miller@litware.example', 'bounce', 'Invalid Address', RESPONSES.accessDenied, HEALTHY);
	const {email: _address, ...withoutAddress} = event('bounce', 41, '', {type: 'bounce', reason: RESPONSES.full});
	const deliveries = Array.from({length: DELIVERIES}, (_, index) =>
		event('delivered', 55 - (index % 20), `reader${index}@${index % 2 === 0 ? 'example.net' : 'example.org'}`, {
			response: RESPONSES.accepted,
			ip: HEALTHY,
			tls: 1,
		}),
	);
	const events = [
		unknown,
		bounce(48, 'office@proseware.example', 'bounce', 'Unclassified', RESPONSES.transportRule, HEALTHY),
		bounce(44, 'nina@hotmail.example', 'blocked', 'Reputation', RESPONSES.consumerBlock(TROUBLED), TROUBLED),
		bounce(43, 'ole@outlook.example', 'bounce', 'Invalid Address', RESPONSES.consumerBlock(TROUBLED), TROUBLED),
		event('deferred', 46, 'mia@outlook.example', {
			response: RESPONSES.throttled(TROUBLED),
			attempt: '3',
			ip: TROUBLED,
			tls: 1,
		}),
		event('group_unsubscribe', 38, 'sara@example.org', {asm_group_id: 14, ip: '192.0.2.77', useragent: 'ExampleMail'}),
		withoutAddress,
		unknown,
		event('dropped', 37, 'j.miller@litware.example', {reason: 'Bounced Address', status: '5.0.0'}),
		event('open', 36, 'reader3@example.org', {ip: '192.0.2.78', useragent: 'ExampleMail'}),
		event('processed', 60, 'reader3@example.org', {}),
		...deliveries,
	];
	return [{esp: 'sendgrid', body: `[${events.map((one) => JSON.stringify(one)).join(',\r\n')}]\r\n`}];
}
