import type {Rule} from '../rule.ts';

const POSTMASTER = 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx';

/** What the mailboxes of outlook.com, hotmail.com, live.com and msn.com answer: codes RP, SC, DY, OU, S. */
export const OUTLOOK_CONSUMER: readonly Rule[] = [
	{
		id: 'olc-block-list',
		words: [
			'part of their network is on our block list',
			'(network|ip|server) is on our block list',
			'messages from werent sent',
			'(ou|sc) (001|002)',
			's3140',
			's3150',
			'as3140',
			'as3150',
		],
		category: 'ip-banned',
		by: 'outlook-consumer',
		seen: "550 5.7.1 Unfortunately, messages from [203.0.113.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
		source: POSTMASTER,
	},
	{
		id: 'olc-dynamic-ip',
		words: ['dy (001|002)', 'we generally do not accept email from dynamic ips'],
		category: 'ip-banned',
		by: 'outlook-consumer',
		seen: "550 DY-001 Mail rejected by Windows Live Hotmail for policy reasons. We generally do not accept email from dynamic IP's.",
		source: POSTMASTER,
	},
	{
		id: 'olc-policy',
		words: [
			'(sc|ou) (001|002|003|004) … policy reasons',
			'rejected by (windows live hotmail|outlook com|hotmail) for policy reasons',
		],
		category: 'ip-banned',
		by: 'outlook-consumer',
		seen: '550 SC-004 (COL004-MC1F10) Unfortunately, messages from 203.0.113.7 on behalf of (example.com) could not be delivered; rejected by Outlook.com for policy reasons.',
		source: POSTMASTER,
	},
	{
		id: 'olc-rp-throttled',
		words: ['rp (001|002|003)', 'exceeded the rate limit & hotmail', 'rate limited due to ip reputation'],
		category: 'ip-throttled',
		by: 'outlook-consumer',
		permanence: 'transient',
		seen: '451 4.7.650 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775)',
		source: POSTMASTER,
	},
	{
		id: 'olc-too-many-connections',
		words: ['mail server has exceeded the maximum number of connections', 's3115'],
		category: 'rate-limited',
		by: 'outlook-consumer',
		permanence: 'transient',
		seen: '451 4.7.652 The mail server [203.0.113.7] has exceeded the maximum number of connections. (S3115)',
		source: POSTMASTER,
	},
	{
		id: 'olc-mailbox-unavailable',
		words: ['requested action not taken mailbox unavailable'],
		status: '5.5.0',
		category: 'recipient-unknown',
		by: 'outlook-consumer',
		seen: '550 5.5.0 Requested action not taken: mailbox unavailable',
		source:
			'https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
	},
];
