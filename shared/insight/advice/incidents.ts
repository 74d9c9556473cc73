import {
	BY_CLUSTER,
	KEEP_ADDRESSES,
	NDR_TABLE,
	NO_FEEDBACK_LOOP,
	OUTLOOK_FORM,
	OUTLOOK_POSTMASTER,
	SNDS,
	SNDS_SCOPE,
	STOP_THE_CAUSE,
} from './phrases.ts';
import type {AdviceRow} from './row.ts';

const RAMP_UP = [
	'Send today at most what the receiver took on the last good day, and spread it over the hours.',
	'Send first to people who opened or clicked within the last 30 days; leave out those silent for three months.',
	'Raise the volume by at most a half a day while deferrals stay low, and go a step back when they rise.',
	'Look for what changed: a campaign, a new list, a hijacked account or form, another sender on the same IP.',
] as const;

/** Slowed down: the time to act is before the ban. By the receiver; `any` for all others. */
export const THROTTLING_ADVICE: Readonly<Record<'exchange-online' | 'outlook-consumer' | 'any', AdviceRow>> = {
	'exchange-online': {
		id: 'throttling-microsoft-365',
		meaning:
			'Microsoft 365 slows {ip} down because it sends more, or otherwise, than its history lets expect. The mail is not lost; a ban often follows within days when nothing changes.',
		act: 'operator',
		steps: [
			'Let the server keep retrying with growing pauses, and open no more connections to catch up.',
			...RAMP_UP,
			BY_CLUSTER,
		],
		notes: [NO_FEEDBACK_LOOP, SNDS_SCOPE],
		links: [
			{
				label: "Microsoft's page on 4.7.500 to 4.7.699",
				url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/fix-error-code-451-4-7-500-699-asxxx-in-exchange-online',
			},
			NDR_TABLE,
		],
		clearing: 'Within hours where the volume falls back; a new IP needs up to two weeks of slow growth.',
		escalate: 'When it becomes a permanent refusal (5.7.606 and following, or 5.7.511): ask for removal at once.',
		source:
			'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/fix-error-code-451-4-7-500-699-asxxx-in-exchange-online',
	},
	'outlook-consumer': {
		id: 'throttling-outlook',
		meaning:
			"Microsoft's consumer mailboxes (outlook.com, hotmail.com, live.com, msn.com) slow {ip} down for its reputation. The mail is not lost; the block list follows when nothing changes.",
		act: 'operator',
		steps: [
			'Let the server keep retrying with growing pauses.',
			...RAMP_UP,
			'Look {ip} up in SNDS, and read the complaints that JMRP sends you.',
		],
		links: [SNDS, OUTLOOK_POSTMASTER, OUTLOOK_FORM],
		clearing: 'Hours to a few days with a lower, steady volume. Microsoft publishes no time.',
		escalate: 'When deferrals last longer than three days at low volume: use the sender support form, with {ip}.',
		source: 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx',
	},
	any: {
		id: 'throttling',
		meaning:
			'Receivers slow {ip} down for its reputation or its volume. The mail is not lost: it is tried again. A ban or a listing often follows when nothing changes.',
		act: 'operator',
		steps: ['Let the server keep retrying with growing pauses.', ...RAMP_UP],
		links: [
			{
				label: 'Look {ip} up at Spamhaus',
				url: 'https://check.spamhaus.org/query/ip/{ip}',
				bare: 'https://check.spamhaus.org/',
			},
		],
		clearing: 'Hours to a few days with a lower, steady volume.',
		escalate: 'When it lasts for days at low volume: to the postmaster of the receiver that defers most.',
		source: 'https://www.rfc-editor.org/rfc/rfc3463 (X.7.1)',
	},
};

export const LIST_QUALITY_ADVICE: AdviceRow = {
	id: 'list-quality',
	meaning:
		'Far more addresses than usual do not exist. A list that was bought, guessed or not mailed for a year looks like that, and receivers take it for the sign of a spammer.',
	act: 'list',
	steps: [
		'Stop the mailing that meets the dead addresses, before the rest of it goes out.',
		'Find out where they come from: an import, an old segment, a form that robots fill in, a partner.',
		'Leave out that whole source, not only what bounced: its living addresses did not ask for your mail either.',
		'Send only to people who signed up and got mail from you within the last year; have new ones confirm (double opt-in).',
	],
	notes: ['Amazon SES puts accounts under review from 5 % dead addresses on, and may pause them at 10 %.'],
	links: [
		{
			label: 'Amazon SES on bounces and enforcement',
			url: 'https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html',
		},
	],
	clearing: 'With the next mailing to a clean list; reputation at the receivers comes back within one to two weeks.',
	escalate: 'When the ESP puts the account under review: answer it at once, with the source and what you changed.',
	source: 'https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html',
};

export const COMPLAINTS_ADVICE: AdviceRow = {
	id: 'complaints',
	meaning:
		'More people than usual press the spam button on your mail. Few complaints are enough: Gmail and Yahoo hold mail back from three in a thousand on.',
	act: 'list',
	steps: [
		'Find out which mailing it was, who got it, and whether they had asked for it.',
		'Send no more of that mailing. Complainers are suppressed by themselves.',
		'Put the way out where people see it: a link at the top, and one-click unsubscribing in the header (RFC 8058).',
		'Leave out those who did not open or click for three months, and mail the others less often.',
	],
	notes: [NO_FEEDBACK_LOOP, 'Gmail tells complaints in Postmaster Tools only: compare its spam rate there.'],
	links: [
		{label: "Gmail's sender guidelines", url: 'https://support.google.com/a/answer/81126'},
		{label: "Yahoo's best practices", url: 'https://senders.yahooinc.com/best-practices/'},
	],
	clearing: 'Gmail wants the rate below 0.3 % for seven days in a row before it helps again.',
	escalate: 'From 0.1 % on tell your ESP before it asks: it may review or pause the account.',
	source: 'https://support.google.com/a/answer/14229414',
};

export const AUTHENTICATION_ADVICE: AdviceRow = {
	id: 'authentication',
	meaning:
		'Receivers cannot confirm any more that mail of {domain} comes from you. Recipients are fine: a DNS record or the signing has changed.',
	act: 'operator',
	steps: ['Ask who changed the DNS of {domain}, the sending service or its settings lately; that is nearly always it.'],
	links: [
		{label: "Gmail's page on authentication", url: 'https://support.google.com/a/answer/81126#authentication'},
		NDR_TABLE,
	],
	clearing: 'As soon as receivers see the record: minutes, or as long as the old one may be remembered (its TTL).',
	escalate: 'To whoever runs the DNS of {domain}; to the ESP where its key or its include changed.',
	source: 'https://www.rfc-editor.org/rfc/rfc7372',
};

/** What to do about each check that fails, behind the steps above; all of them where none is named. */
export const CHECK_STEPS: Readonly<Record<'SPF' | 'DKIM' | 'DMARC', string>> = {
	SPF: 'SPF: the domain of the return path has exactly one TXT record that begins with v=spf1. It must name {ip} or include your ESP, and need at most ten DNS lookups.',
	DKIM: 'DKIM: see which selector (s=) and domain (d=) the signature names, and that the public key stands under selector._domainkey of that domain. A key that was replaced stays published until the last mail is delivered.',
	DMARC:
		'DMARC: the From domain {domain} must match the domain of SPF or of DKIM. Mend these rather than the policy; p=none for a day lets mail through meanwhile.',
};

/** What comes last in any case. */
export const CHECKS_LAST = [
	'Send a message to a mailbox of yours and read its Authentication-Results before the mailing goes on.',
	KEEP_ADDRESSES,
] as const;

/** The block list names a network, of which the sending IP is a part. */
export const NETWORK_ADVICE: AdviceRow = {
	id: 'outlook-network',
	meaning:
		"The network that {ip} belongs to is on the block list of Microsoft's consumer mailboxes: outlook.com, hotmail.com, live.com and msn.com. Your own mail may be in order: neighbors count as well.",
	act: 'operator',
	steps: [
		'Tell the provider that owns the address range: the request is its to make, and it sees who else sends from there.',
		STOP_THE_CAUSE,
		'Look {ip} up in SNDS: a clean light there says that a neighbor is the reason.',
		'Fill in the sender support form all the same, with your own IPs and the whole response.',
		'Where it takes long: send from a range of its own reputation, such as a dedicated IP of your ESP, slowly at first.',
		KEEP_ADDRESSES,
	],
	links: [OUTLOOK_FORM, SNDS, OUTLOOK_POSTMASTER],
	clearing: 'A first answer usually comes within a day, the release takes 24 to 48 hours more.',
	escalate: 'After two refusals: only through the owner of the address range.',
	source: 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx',
};
