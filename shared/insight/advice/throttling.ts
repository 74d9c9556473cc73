import {
	BY_CLUSTER,
	codePage,
	KEEP_RETRYING,
	NDR_TABLE,
	NO_FEEDBACK_LOOP,
	OUTLOOK_FORM,
	OUTLOOK_POSTMASTER,
	SNDS,
	SNDS_SCOPE,
} from './phrases.ts';
import type {StoryRow} from './row.ts';

const GROWING_PAUSES = 'Let your server keep retrying, with growing pauses.';
const PAGE_500 = codePage('4.7.500 to 4.7.699', '451-4-7-500-699-asxxx');

/** Slowed down, or too much at once: the mail is still on its way. */
export const THROTTLING_STORIES: readonly StoryRow[] = [
	{
		id: 'outlook-rate-limited',
		category: ['ip-throttled'],
		when: [
			{status: ['4.7.650', '4.7.651']},
			{codes: ['S775', 'S3114']},
			{words: ['rate limited due to ip reputation', 'rp-001', 'rp-002', 'rp-003']},
		],
		meaning:
			"Microsoft's consumer mailboxes (outlook.com, hotmail.com, live.com, msn.com) slow {ip} down because of its reputation. Your mail is tried again by itself.",
		act: 'operator',
		steps: [
			GROWING_PAUSES,
			'Lower the volume to this receiver, and raise it again slowly over several days.',
			'Send first to people who opened or clicked lately.',
			'See that SPF, DKIM and DMARC pass.',
			'Look {ip} up in SNDS, and read the complaints that JMRP sends you.',
		],
		links: [SNDS, OUTLOOK_POSTMASTER, OUTLOOK_FORM],
		clearing: 'Hours to a few days at a lower, steady volume. Microsoft publishes no time.',
		escalate: 'When it lasts for days at low volume: the sender support form, with the response and {ip}.',
		source: OUTLOOK_POSTMASTER.url,
	},
	{
		id: 'microsoft-ip-evaluation',
		category: ['ip-throttled'],
		when: [{status: ['4.7.850-4.7.899']}],
		meaning:
			'Microsoft 365 saw something suspicious from {ip} and has a closer look. If the mail is in order it ends by itself.',
		act: 'wait',
		steps: [
			'Let your server keep retrying; do not send more.',
			'Look for a reason: a hijacked account, a bought or old list, a jump in volume.',
		],
		notes: [NO_FEEDBACK_LOOP],
		links: [NDR_TABLE],
		clearing: 'Soon, says Microsoft, without a number; reckon with hours.',
		escalate: 'When it becomes a permanent refusal (5.7.606, 5.7.511): ask for removal.',
		source: NDR_TABLE.url,
	},
	{
		id: 'microsoft-ip-throttling',
		category: ['ip-throttled'],
		when: [
			{status: ['4.7.500-4.7.699', '5.7.500-5.7.699']},
			{codes: ['S777*', 'AS777*', 'S843', 'AS843', 'AS780090']},
			{source: ['exchange-online']},
		],
		meaning:
			'Microsoft slows {ip} down because it suddenly sends more, or is new: a sending history makes it pass. Your mail is tried again by itself.',
		act: 'operator',
		steps: [
			GROWING_PAUSES,
			'Lower the volume to this receiver, and raise it again slowly over several days; a new IP may need two weeks.',
			BY_CLUSTER,
			'Customers of Exchange Online Protection who relay through it, or have a filter in front of it, set up a connector: it is not throttled.',
		],
		notes: [NO_FEEDBACK_LOOP, SNDS_SCOPE],
		links: [PAGE_500, NDR_TABLE],
		clearing: 'By itself: hours to a few days of slow growth.',
		escalate: 'When it lasts for days at low volume: to your mail administrator or ESP, with the response.',
		source: PAGE_500.url,
	},
	{
		id: 'outlook-connections',
		category: ['rate-limited', 'ip-throttled'],
		when: [{status: ['4.7.652']}, {codes: ['S3115']}, {words: ['maximum number of connections']}],
		meaning:
			"{ip} opens more connections at a time to Microsoft's consumer mailboxes than they grant it. The mail waits; the recipients are fine.",
		act: 'operator',
		steps: [
			'Open fewer connections at a time, and send several messages over each.',
			'Let your server keep retrying; do not add connections to catch up.',
		],
		links: [OUTLOOK_POSTMASTER, SNDS],
		clearing: 'Minutes to hours.',
		escalate: 'When it goes on at low volume: look {ip} up in SNDS.',
		source: OUTLOOK_POSTMASTER.url,
	},
	{
		id: 'microsoft-connections',
		category: ['rate-limited'],
		when: [{words: ['concurrent connections', 'concurrent server connections', 'per-source limit']}],
		meaning:
			'Your servers open more connections at a time than the receiver takes. The mail waits; the recipients are fine.',
		act: 'operator',
		steps: ['Open fewer connections at a time, and send several messages over each.', BY_CLUSTER],
		links: [NDR_TABLE],
		clearing: 'Minutes.',
		escalate: 'Only when it goes on with a handful of connections, to {server}.',
		source: NDR_TABLE.url,
	},
	{
		id: 'too-many-recipients',
		category: ['rate-limited'],
		when: [{status: ['4.5.3', '5.5.3']}, {words: ['too many recipients', 'reciplimit']}],
		meaning: 'One message named more recipients at once than the receiver takes. The recipients are fine.',
		act: 'operator',
		steps: ['Send with fewer recipients per message: Microsoft 365 takes at most 200 of one domain, and one is best.'],
		links: [NDR_TABLE],
		clearing: 'At once, with the next try in smaller portions.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'ipv6-range-limit',
		category: ['rate-limited'],
		when: [{status: ['5.7.508', '4.7.508']}],
		meaning: 'The IPv6 range of your server sent too many messages in too short a time. The recipients are fine.',
		act: 'operator',
		steps: [
			'Slow down, or send over IPv4, where your own IP has its own account.',
			'Ask your provider for an IPv6 range (/64) of your own.',
		],
		links: [NDR_TABLE],
		clearing: 'Hours.',
		escalate: 'To your provider, when others share the range.',
		source: NDR_TABLE.url,
	},
	{
		id: 'mailbox-one-at-a-time',
		category: ['recipient-throttled'],
		when: [{words: ['recipient thread limit']}],
		meaning:
			'Exchange Online takes only a few messages at a time for one mailbox, to protect its neighbors. Your mail is tried again by itself.',
		act: 'wait',
		steps: [
			KEEP_RETRYING,
			'If you send many messages to this address (alerts, form mails), send them one after another.',
		],
		links: [NDR_TABLE],
		clearing: 'Minutes.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'mailbox-storm',
		category: ['recipient-throttled'],
		when: [{status: ['5.2.121', '5.2.122', '4.2.121', '4.2.122']}],
		meaning:
			'This mailbox got more messages within an hour than Microsoft 365 allows, from you or from all senders. The address is good.',
		act: 'operator',
		steps: [
			'If you send many messages to this address (alerts, form mails), bundle them.',
			'Try again later, with fewer messages an hour.',
		],
		links: [NDR_TABLE],
		clearing: 'An hour.',
		escalate: 'When you send little to it: to the administrator of {organization}; somebody else floods the mailbox.',
		source: NDR_TABLE.url,
	},
	{
		id: 'microsoft-temporary',
		category: ['server-busy', 'connection-failed'],
		when: [
			{codes: ['ATTR*']},
			{
				status: ['4.7.0', '4.4.4', '4.4.3', '4.4.22-4.4.28', '4.3.1', '4.3.2'],
				source: ['exchange-online', 'outlook-consumer'],
			},
		],
		meaning: 'Microsoft has a passing fault on its own side. Your mail is tried again by itself.',
		act: 'wait',
		steps: [KEEP_RETRYING, BY_CLUSTER],
		links: [{label: 'The state of Microsoft 365', url: 'https://status.cloud.microsoft/'}, NDR_TABLE],
		clearing: 'Minutes to hours.',
		escalate: 'When it lasts for more than a day at one organization: to its administrator.',
		source: NDR_TABLE.url,
	},
	{
		id: 'greylisting',
		category: ['server-busy', 'unknown'],
		when: [{words: ['greylist', 'graylist', 'grey-list', 'gray-list']}],
		meaning:
			'The receiving server turns unknown senders away the first time, against spam robots. Your mail is tried again by itself.',
		act: 'wait',
		steps: ['Let your server keep retrying, from the same IP.'],
		links: [],
		clearing: 'Minutes, mostly under half an hour.',
		escalate: 'When retries from always different IPs never get through: to your ESP.',
		source: 'https://www.rfc-editor.org/rfc/rfc6647',
	},
];
