import {type Moment, RESPONSES, type Sample} from './sample.ts';

const FROM = 'Example News <hello@news.example.com>';
const BANNED = '198.51.100.23';
const HEALTHY = '198.51.100.10';

/** Writes SES's events (event publishing; SES developer guide, "Contents of event data"). */
export function sesSamples({ago, run}: Moment): Sample[] {
	let count = 0;
	const event = (
		eventType: string,
		minutes: number,
		destination: readonly string[],
		ip: string,
		details: object,
	): Sample => {
		count += 1;
		const messageId = `0100${run}-${String(count).padStart(4, '0')}-000000`;
		const mail = {
			timestamp: ago(minutes + 1).toISOString(),
			source: FROM,
			sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/news.example.com',
			sendingAccountId: '000000000000',
			messageId,
			destination,
			headersTruncated: false,
			headers: [{name: 'From', value: FROM}],
			commonHeaders: {from: [FROM], to: destination, subject: 'What is new in March'},
			tags: {
				'ses:configuration-set': ['news'],
				'ses:source-ip': ['192.0.2.200'],
				'ses:from-domain': ['news.example.com'],
				'ses:outgoing-ip': [ip],
			},
		};
		return {esp: 'ses', body: JSON.stringify({eventType, mail, ...details})};
	};
	const bounce = (minutes: number, address: string, [type, subType]: [string, string], text: string, ip = BANNED) =>
		event('Bounce', minutes, [address], ip, {
			bounce: {
				feedbackId: `0100${run}-f${count}`,
				bounceType: type,
				bounceSubType: subType,
				bouncedRecipients: [
					{
						emailAddress: address,
						action: 'failed',
						status: /\d\.\d+\.\d+/.exec(text)?.[0] ?? '5.0.0',
						diagnosticCode: `smtp; ${text}`,
					},
				],
				timestamp: ago(minutes).toISOString(),
				reportingMTA: 'dns; a8-50.smtp-out.amazonses.com',
			},
		});
	const permanent: [string, string] = ['Permanent', 'General'];
	return [
		bounce(58, 'emma.lopez@contoso.example', permanent, RESPONSES.notFound('emma.lopez@contoso.example'), HEALTHY),
		bounce(52, 'purchasing@fabrikam.example', permanent, RESPONSES.bannedIp(BANNED)),
		bounce(49, 'lena.braun@woodgrove.example', permanent, RESPONSES.bannedIp(BANNED)),
		bounce(45, 'archive@contoso.example', ['Transient', 'MailboxFull'], RESPONSES.full, HEALTHY),
		event('DeliveryDelay', 40, ['it@adatum.example'], BANNED, {
			deliveryDelay: {
				timestamp: ago(40).toISOString(),
				delayType: 'IPFailure',
				expirationTime: ago(-800).toISOString(),
				reportingMTA: 'a8-50.smtp-out.amazonses.com',
				delayedRecipients: [
					{emailAddress: 'it@adatum.example', status: '4.7.500', diagnosticCode: `smtp; ${RESPONSES.busy(BANNED)}`},
				],
			},
		}),
		event('Complaint', 30, ['paul@example.org'], HEALTHY, {
			complaint: {
				feedbackId: `0100${run}-c1`,
				complaintSubType: null,
				complainedRecipients: [{emailAddress: 'paul@example.org'}],
				timestamp: ago(30).toISOString(),
				userAgent: 'ExampleMail/1.0',
				complaintFeedbackType: 'abuse',
				arrivalDate: ago(95).toISOString(),
			},
		}),
		event('Bounce', 28, ['emma.lopez@contoso.example'], HEALTHY, {
			bounce: {
				feedbackId: `0100${run}-e1`,
				bounceType: 'Permanent',
				bounceSubType: 'OnAccountSuppressionList',
				bouncedRecipients: [
					{
						emailAddress: 'emma.lopez@contoso.example',
						action: 'failed',
						status: '5.1.1',
						diagnosticCode:
							'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
					},
				],
				timestamp: ago(28).toISOString(),
				reportingMTA: 'dns; amazonses.com',
			},
		}),
		event('Delivery', 27, ['ana@example.net', 'tom@example.org'], HEALTHY, {
			delivery: {
				timestamp: ago(27).toISOString(),
				processingTimeMillis: 1420,
				recipients: ['ana@example.net', 'tom@example.org'],
				smtpResponse: '250 2.0.0 OK',
				reportingMTA: 'a8-50.smtp-out.amazonses.com',
			},
		}),
	];
}
