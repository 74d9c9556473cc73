import type {Rule} from '../rule.ts';

const POSTMASTER = 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx';

/** What the mailboxes of outlook.com, hotmail.com, live.com and msn.com answer: codes RP, SC, DY, OU, S. */
export const OUTLOOK_CONSUMER: readonly Rule[] = [
	{
		id: 'olc-too-many-connections',
		words: ['mail server has exceeded the maximum number of connections', 's3115', 'as3115', 'rp 003'],
		category: 'rate-limited',
		by: 'outlook-consumer',
		seen: '451 4.7.652 The mail server [203.0.113.7] has exceeded the maximum number of connections. (S3115)',
		source: POSTMASTER,
	},
	{
		id: 'olc-rate-limited',
		words: [
			'rp (001|002)',
			'rate limited due to ip reputation',
			'we have limits for how many messages can be sent per hour',
			'mail server ip connecting to (outlook com|hotmail|windows live hotmail) … exceeded (the|a) (rate limit|connection limit)',
			'(s3113|s3114|as3113|as3114)',
		],
		category: 'ip-throttled',
		by: 'outlook-consumer',
		seen: '451 4.7.650 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775)',
		source: POSTMASTER,
	},
	{
		id: 'olc-block-list',
		words: [
			'part of their network is on our block list',
			'(s3140|s3150|as3140|as3150)',
			'messages from werent sent',
			'(ou|sc) (001|002|003|004)',
		],
		category: 'ip-banned',
		by: 'outlook-consumer',
		seen: "550 5.7.1 Unfortunately, messages from [203.0.113.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
		not: [
			"421 RP-001 (SNT004-MC4F7) Unfortunately, some messages from 203.0.113.7 weren't sent. Please try again. We have limits for how many messages can be sent per hour and per day.",
		],
		source: POSTMASTER,
	},
	{
		id: 'olc-policy',
		words: [
			'dy (001|002)',
			'do not accept email from dynamic ips',
			'rejected by (windows live hotmail|outlook com|hotmail) for policy reasons',
		],
		category: 'ip-banned',
		by: 'outlook-consumer',
		seen: "550 DY-001 Mail rejected by Windows Live Hotmail for policy reasons. We generally do not accept email from dynamic IP's.",
		source: POSTMASTER,
	},
	{
		id: 'olc-mailbox-full',
		words: ['current system limit or the recipients mailbox is full'],
		category: 'mailbox-full',
		seen: "552 5.2.2 This message is larger than the current system limit or the recipient's mailbox is full. Create a shorter message body or remove attachments and try sending it again.",
		source: POSTMASTER,
	},
	{
		id: 'olc-mailbox-unavailable',
		words: ['requested action not taken mailbox unavailable'],
		status: '5.5.0',
		category: 'recipient-unknown',
		by: 'outlook-consumer',
		seen: '550 5.5.0 Requested action not taken: mailbox unavailable',
		not: ['550 5.0.350 Requested action not taken: policy violation detected (AS345)'],
		source:
			'https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
	},
];
