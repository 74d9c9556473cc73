import {ALLOW_LIST_LAST, CHECK_AND_REMOVE, codePage, NDR_TABLE, ONE_OR_MANY, TO_ADMINISTRATOR} from './phrases.ts';
import type {StoryRow} from './row.ts';

const PAGE_541 = codePage('5.4.1', '550-5-4-1');
const PAGE_LOOPS = codePage('loops', '5-4-6-through-5-4-20');

const WRONG_REGION = {
	label: "Microsoft's page on ATTR35",
	url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/wrong-office-365-region-exo',
} as const;

const STOP_UNTIL_THEN = 'Stop mailing this organization until then.';

/** The recipient's address, or the way their organization is set up. */
export const RECIPIENT_STORIES: readonly StoryRow[] = [
	{
		id: 'directory-says-no',
		category: ['recipient-unknown'],
		when: [{status: ['5.4.1']}],
		meaning:
			'Microsoft 365 did not find the address in the directory of {organization}. The address is misspelled, or the person has left; now and then the directory itself is wrong.',
		act: 'list',
		steps: [
			CHECK_AND_REMOVE,
			"If other addresses of the domain are refused as well, it is the organization's set-up, and the people may still be there.",
			'If you know the person, ask another way: their administrator can put it right.',
		],
		links: [PAGE_541],
		clearing: 'Never by itself; up to 24 hours after they correct it.',
		escalate: 'Only when the person says that the address works: to their administrator.',
		source: PAGE_541.url,
	},
	{
		id: 'all-recipients-refused',
		category: ['organization-policy'],
		when: [{status: ['5.4.1']}, {words: ['all recipient addresses rejected']}],
		meaning:
			'Microsoft 365 refused all recipients at {organization} at once, without saying why: missing addresses, or a rule of its own. The addresses are kept.',
		act: 'recipient-admin',
		steps: ['Send to one of the addresses alone: its own answer says more.', ONE_OR_MANY],
		links: [NDR_TABLE],
		clearing: 'When the organization changes it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'outlook-no-mailbox',
		category: ['recipient-unknown'],
		when: [{status: ['5.5.0'], source: ['outlook-consumer']}],
		meaning:
			'There is no such mailbox at Outlook.com, Hotmail, Live or MSN. It is misspelled, closed, or was unused for too long.',
		act: 'list',
		steps: [CHECK_AND_REMOVE, 'Ask the person for another address where you can.'],
		links: [NDR_TABLE],
		clearing: 'Never by itself.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'transport-rule',
		category: ['organization-policy'],
		when: [
			{words: ['transport.rules', 'rejected by organization policy', 'rejected by transport rule']},
			{status: ['5.7.900-5.7.999']},
		],
		meaning:
			'A mail rule of {organization} turned this message away; only its administrator knows why. The address is good.',
		act: 'recipient-admin',
		steps: [
			'Ask the administrator, or let your contact ask, what is blocked: sender, IP, words or attachment. Send the headers with it.',
			ONE_OR_MANY,
			'Change the message if that is what the rule is about.',
			ALLOW_LIST_LAST,
		],
		links: [codePage('5.7.1', '550-5-7-1')],
		clearing: 'When the organization changes it.',
		escalate: 'To the administrator of {organization}; there is nobody above.',
		source: NDR_TABLE.url,
	},
	{
		id: 'sender-denied',
		category: ['organization-policy'],
		when: [{status: ['5.1.0'], words: ['sender denied']}],
		meaning: '{organization} blocks your sender address or domain by a list of its own. The address is good.',
		act: 'recipient-admin',
		steps: [
			'Check the spelling of the From address and of the return path.',
			'A reply to a message saved as a file: write a new one.',
			'Ask your contact to have the administrator look at the sender filter.',
			STOP_UNTIL_THEN,
		],
		links: [codePage('5.1.0', '550-5-1-0')],
		clearing: 'When the organization changes it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'customer-block-list',
		category: ['organization-policy'],
		when: [
			{status: ['5.7.513', '5.7.507']},
			{codes: ['AS16012607']},
			{words: ['customer block list', 'rejected by recipient']},
		],
		meaning: '{organization} has put {ip} on a block list of its own: Microsoft did not ban you. The address is good.',
		act: 'recipient-admin',
		steps: [
			'Ask the administrator to take the IP off, and say what you send and to whom.',
			ONE_OR_MANY,
			STOP_UNTIL_THEN,
		],
		links: [NDR_TABLE],
		clearing: 'When the organization changes it.',
		escalate: 'To the administrator of {organization}; there is nobody above. The delist portal cannot help.',
		source: NDR_TABLE.url,
	},
	{
		id: 'no-ipv6',
		category: ['organization-policy'],
		when: [{status: ['5.7.510']}],
		meaning: '{organization} takes no mail over IPv6, and your server tried it that way. The address is good.',
		act: 'operator',
		steps: ['Send to this domain over IPv4.'],
		links: [NDR_TABLE],
		clearing: 'At once over IPv4.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'direct-send-off',
		category: ['organization-policy', 'not-authenticated'],
		when: [{status: ['5.7.68']}, {words: ['direct send']}],
		meaning:
			'The mail claims to come from {organization} itself, without signing in; it has switched that off. The address is good.',
		act: 'recipient-admin',
		steps: [
			'If you send for that organization, it needs a connector for your IP or certificate.',
			"Otherwise use another sender domain than the recipient's.",
		],
		links: [NDR_TABLE],
		clearing: 'When the connector is there; at once with another sender domain.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'group-closed',
		category: ['recipient-restricted'],
		when: [{status: ['5.7.124', '5.7.129', '5.7.133', '5.7.193']}],
		meaning:
			'This group takes mail from chosen senders, or from inside its organization, only, and you are not one of them.',
		act: 'recipient-admin',
		steps: [
			'Ask its owner, or your contact, to have your sender address allowed, or outside senders let in; even the owner may have to be on the list.',
		],
		links: [codePage('5.7.133', '5-7-133')],
		clearing: 'When they allow it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'inside-only',
		category: ['recipient-restricted'],
		when: [{status: ['5.7.12', '5.7.13', '5.7.134-5.7.136']}],
		meaning:
			'This mailbox or folder takes mail from inside its organization only. Only an administrator there can change that.',
		act: 'recipient-admin',
		steps: [
			'Ask its owner, or your contact, to have your sender address allowed.',
			'Else take the address off your lists.',
		],
		links: [codePage('5.7.12', '5-7-12')],
		clearing: 'When they allow it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'wrong-region',
		category: ['recipient-misconfigured'],
		when: [{codes: ['ATTR35']}, {status: ['4.4.62']}],
		meaning:
			'The mail for {organization} was delivered to the wrong part of Microsoft 365: an MX record or a relay server points to the wrong name. That is mostly theirs, and yours only if you route mail by hand.',
		act: 'recipient-admin',
		steps: [
			'Deliver by the MX record of the domain, not by a name or IP in a route or connector.',
			'If you do, tell the administrator: the MX record or smart host must be the one that Microsoft 365 shows for the domain.',
			'In hybrid set-ups: connectors, routes and expired certificates too.',
		],
		links: [WRONG_REGION],
		clearing: 'When they correct it, mostly an hour to a day.',
		escalate: TO_ADMINISTRATOR,
		source: WRONG_REGION.url,
	},
	{
		id: 'several-regions',
		category: ['recipient-misconfigured', 'rate-limited', 'server-busy'],
		when: [{codes: ['ATTR38']}, {words: ['belong to multiple regions']}],
		meaning:
			'The recipients of one message live in different regions of Microsoft 365, which takes only one region at a time. The rest is tried again by itself.',
		act: 'wait',
		steps: [
			'Let your server keep retrying: the rest goes in a message of its own.',
			'Send one recipient per message, as mailings should.',
		],
		links: [NDR_TABLE],
		clearing: 'With the next try, minutes.',
		escalate:
			"When it goes on with one recipient per message: to the administrator of {organization}; the domain's records are wrong.",
		source: NDR_TABLE.url,
	},
	{
		id: 'recipient-certificate',
		category: ['recipient-misconfigured', 'connection-failed'],
		when: [
			{status: ['4.4.8', '5.4.8', '4.7.5', '5.7.5', '4.7.321-4.7.325', '5.7.321-5.7.325']},
			{words: ['mta-sts', 'dane validation', 'dnssec', 'certificate']},
		],
		meaning:
			'The mail server of {organization} cannot prove itself: its certificate, MTA-STS policy, DANE or DNSSEC records do not fit. The address is good.',
		act: 'recipient-admin',
		steps: [
			'Tell the administrator what the response says; mostly a certificate has run out.',
			'Let your server keep retrying. Do not switch the check off for them.',
		],
		links: [
			{label: 'How DANE and DNSSEC protect mail', url: 'https://learn.microsoft.com/purview/how-smtp-dane-works'},
			NDR_TABLE,
		],
		clearing: 'When they correct it, mostly a day.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'recipient-relay',
		category: ['recipient-misconfigured'],
		when: [
			{
				words: [
					'relay access denied',
					'unable to relay',
					'relaying denied',
					'relay not permitted',
					'not permitted to relay',
				],
			},
		],
		meaning:
			'The server that DNS names for {organization} does not take its mail: their MX record or server is set up wrongly. The address may be good.',
		act: 'recipient-admin',
		steps: [
			'Check the spelling of the domain.',
			'Tell the administrator that the MX record leads to {server}, which does not take their mail.',
			'If {server} is your own outgoing server, sign in to it first.',
		],
		links: [NDR_TABLE],
		clearing: 'When they correct it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'journaling-off',
		category: ['recipient-misconfigured'],
		when: [{status: ['5.3.190']}],
		meaning:
			'The organization copies its mail to a Microsoft 365 archive that is not switched on. Your message itself may well have arrived.',
		act: 'recipient-admin',
		steps: ['Their administrator switches Journaling Archive on, or changes the journal rule.'],
		links: [NDR_TABLE],
		clearing: 'When they correct it.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'microsoft-loop',
		category: ['routing-loop'],
		when: [{codes: ['ATTR34']}, {status: ['5.4.14', '5.4.6']}],
		meaning:
			'The servers of {organization} passed the message around in a circle until one stopped it after twenty rounds. As the sender you can do nothing about it.',
		act: 'recipient-admin',
		steps: [
			'For something important, reach the person another way, and ask them to tell their administrator.',
			'The administrator looks for a half-finished move of mailboxes, forwarding that leads back, or a wrong route, domain or hybrid connector.',
			'If you host that mailbox, it is your own loop.',
		],
		links: [PAGE_LOOPS],
		clearing: 'When they correct it. 5.4.6 comes from an Exchange Server of their own, 5.4.14 from Exchange Online.',
		escalate: TO_ADMINISTRATOR,
		source: PAGE_LOOPS.url,
	},
];
