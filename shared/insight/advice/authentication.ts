import {codePage, IPV6_RULES, NDR_TABLE} from './phrases.ts';
import type {StoryRow} from './row.ts';

const PAGE_515 = {
	label: "Microsoft's page on 5.7.515",
	url: 'https://support.microsoft.com/topic/fix-ndr-error-550-5-7-515-in-outlook-com-34cfe8f8-6fbf-457e-9e8b-9e4dbaf4e0ef',
} as const;

const WHEN_SEEN = 'As soon as the DNS records are seen: minutes to 48 hours.';
const TO_DNS = 'To whoever runs the DNS of {domain}.';

/** SPF, DKIM, DMARC, the sender's DNS, and signing in. */
export const AUTHENTICATION_STORIES: readonly StoryRow[] = [
	{
		id: 'outlook-bulk-authentication',
		category: ['authentication-failed'],
		when: [{status: ['5.7.515']}, {words: ['required authentication level']}],
		meaning:
			"Microsoft's consumer mailboxes want proof that the mail is really from {domain}. The recipients are fine.",
		act: 'operator',
		steps: [
			'Read in the response which of SPF, DKIM and DMARC failed.',
			'Have the SPF record of the return-path domain cover all your senders, and each sign with DKIM: both must pass.',
			'Publish a DMARC record for {domain}; `v=DMARC1; p=none` is enough.',
			'See that SPF or DKIM (better both) uses the domain of the visible From address.',
			'Send a test to a mailbox of yours and read its Authentication-Results.',
		],
		links: [PAGE_515],
		clearing: WHEN_SEEN,
		escalate: 'When all three pass and the mail is still refused: the sender support form, with the response.',
		source: `${PAGE_515.url} (enforced since May 2025 for domains that send 5,000 and more messages)`,
	},
	{
		id: 'ipv6-unsigned',
		category: ['authentication-failed'],
		when: [{status: ['4.7.26', '5.7.26'], words: ['ipv6']}],
		meaning:
			'Mail that comes over IPv6 must pass SPF or carry a DKIM signature, and this one did neither. The recipients are fine.',
		act: 'operator',
		steps: [
			'Sign with DKIM, or add the IPv6 address {ip} to the SPF record of {domain}.',
			'Until then, send over IPv4.',
		],
		links: [IPV6_RULES],
		clearing: 'At once over IPv4; minutes to 48 hours for the DNS record.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'dmarc-reject',
		category: ['authentication-failed'],
		when: [{status: ['5.7.509']}, {words: ['dmarc']}],
		meaning:
			'The owner of {domain} told all receivers to reject mail that fails DMARC, and this mail failed it. If {domain} is yours, one of your senders is not set up; else you may not use it.',
		act: 'operator',
		steps: [
			'Find out which system sent the mail, and whether it may send for {domain}.',
			'Have it sign with DKIM for {domain}, or use a return path below {domain} that SPF covers.',
			'Never use an address of a free mailbox provider or of the recipient as From.',
			'Read the DMARC reports of {domain} to find others.',
		],
		links: [
			{
				label: 'How Microsoft 365 checks DMARC',
				url: 'https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure',
			},
		],
		clearing: WHEN_SEEN,
		escalate: TO_DNS,
		source: NDR_TABLE.url,
	},
	{
		id: 'spf-violation',
		category: ['authentication-failed'],
		when: [{status: ['5.7.23', '5.7.24', '4.7.23', '4.7.24']}, {words: ['sender policy framework', 'spf']}],
		meaning:
			'The list of servers that may send for {domain} (its SPF record) does not name {ip}. The recipients are fine.',
		act: 'operator',
		steps: [
			'Add the sending service to the SPF record of the return-path domain: one record, at most ten DNS lookups.',
			'If the mail was forwarded, SPF breaks on the way: sign with DKIM, which survives.',
		],
		links: [codePage('5.7.23', '5-7-23')],
		clearing: WHEN_SEEN,
		escalate: TO_DNS,
		source: 'https://www.rfc-editor.org/rfc/rfc7372 (X.7.23, X.7.24)',
	},
	{
		id: 'ipv6-reverse-dns',
		category: ['sender-dns'],
		when: [{status: ['5.7.25', '4.7.25']}, {words: ['reverse dns', 'ptr record', 'rdns']}],
		meaning: '{ip}, the server address your mail leaves from, has no proper name in DNS. The recipients are fine.',
		act: 'operator',
		steps: [
			'{ip} needs a reverse DNS name, and that name must lead back to {ip}.',
			'The server must introduce itself (HELO) with that name.',
			'An IPv6 address without a name: send over IPv4 until it has one.',
		],
		links: [IPV6_RULES],
		clearing: 'Up to a day after the record is set.',
		escalate: 'To the network provider: only it can set the reverse DNS name.',
		source: 'https://www.rfc-editor.org/rfc/rfc7372 (X.7.25)',
	},
	{
		id: 'bad-helo',
		category: ['sender-dns'],
		when: [{status: ['5.7.506']}, {words: ['bad helo', 'helo command rejected', 'ehlo command rejected']}],
		meaning:
			'Your mail server introduces itself with a wrong name, as spam robots do: that of the receiver, or one that does not exist. The recipients are fine.',
		act: 'operator',
		steps: [
			'Set the HELO name of the server to its own full host name.',
			'Its forward DNS must lead to {ip}, and the reverse DNS of {ip} back to it.',
		],
		links: [NDR_TABLE],
		clearing: 'At once.',
		escalate: 'To your ESP, when the server is theirs.',
		source: NDR_TABLE.url,
	},
	{
		id: 'sender-domain-missing',
		category: ['sender-dns'],
		when: [{status: ['5.1.8', '4.1.8']}, {words: ['sender address', 'sender domain', 'domain of sender']}],
		meaning: 'The receiver cannot find the domain of your sender address ({domain}) in DNS. The recipients are fine.',
		act: 'operator',
		steps: [
			'Check the spelling of the From address and of the return path.',
			'See that the domain is registered and not expired, and has an MX or address record.',
		],
		links: [],
		clearing: WHEN_SEEN,
		escalate: TO_DNS,
		source: 'https://www.rfc-editor.org/rfc/rfc3463 (X.1.8)',
	},
	{
		id: 'connector-mismatch',
		category: ['not-authenticated'],
		when: [{status: ['5.7.64']}, {words: ['tenantattribution']}],
		meaning:
			'Your own mail server relays through a connector of Microsoft 365 that no longer knows it. The IP or certificate changed on your side.',
		act: 'own-admin',
		steps: [
			'Compare its IP or certificate name (Exchange admin center) with what the server uses now.',
			'Correct and validate the connector.',
		],
		links: [codePage('5.7.64', '5-7-64')],
		clearing: 'Minutes after the connector is right.',
		escalate: 'To Microsoft Support, when the connector validates and mail is still refused.',
		source: NDR_TABLE.url,
	},
	{
		id: 'smtp-sign-in',
		category: ['not-authenticated'],
		when: [
			{status: ['5.7.57', '5.7.3', '5.7.139']},
			{words: ['client was not authenticated', 'authentication unsuccessful']},
		],
		meaning:
			'A device or application of yours did not sign in properly to a server that wants a user name and password. The recipients are fine.',
		act: 'own-admin',
		steps: [
			'With smtp.office365.com it must sign in (port 587, TLS) with an account that may use SMTP AUTH.',
			'Check the password, and whether SMTP AUTH is switched off.',
			'A device that cannot sign in: let it relay over a connector.',
		],
		links: [codePage('5.7.57', '5-7-57')],
		clearing: 'At once.',
		escalate: 'To the maker of the program.',
		source: NDR_TABLE.url,
	},
];
