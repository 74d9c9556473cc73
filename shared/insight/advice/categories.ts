import type {Category} from '#shared/model/category.ts';
import {ALLOW_LIST_LAST, KEEP_ADDRESSES, NDR_TABLE, ONE_OR_MANY, STOP_THE_CAUSE} from './phrases.ts';
import type {AdviceRow} from './row.ts';

const RFC3463 = 'https://www.rfc-editor.org/rfc/rfc3463';

/** What to do where no code has its own story: one row for each category. */
export const CATEGORY_ADVICE: Readonly<Record<Category, AdviceRow>> = {
	'recipient-unknown': {
		id: 'recipient-unknown',
		meaning: 'There is no such mailbox at {organization}. The address is misspelled, or the person has left.',
		act: 'list',
		steps: [
			'Check the spelling where you know the person.',
			'Take the address off your lists. Mail to addresses that do not exist harms your reputation.',
			'Many of these at once mean an old or bought list: stop sending to the rest of it.',
		],
		links: [],
		clearing: 'Never by itself.',
		escalate: 'Only when the person says that the address works: to their administrator.',
		source: `${RFC3463} (X.1.1)`,
	},
	'recipient-disabled': {
		id: 'recipient-disabled',
		meaning: 'The mailbox exists, but it is switched off or closed for new mail. Nobody reads it.',
		act: 'list',
		steps: ['Take the address off your lists.', 'Ask the person for another address where you can.'],
		links: [],
		clearing: 'Never by itself, unless the owner comes back.',
		escalate: 'Not needed.',
		source: `${RFC3463} (X.2.1)`,
	},
	'mailbox-full': {
		id: 'mailbox-full',
		meaning:
			'The mailbox is full and takes nothing until its owner deletes something. The address is right, but a mailbox that stays full is an abandoned one.',
		act: 'wait',
		steps: [
			'Send again with the next mailing.',
			'After several such bounces in a row the address is suppressed by itself.',
		],
		links: [],
		clearing: 'When the owner makes room: days, or never.',
		escalate: 'Not needed.',
		source: `${RFC3463} (X.2.2)`,
	},
	'recipient-throttled': {
		id: 'recipient-throttled',
		meaning: 'This one mailbox gets too much mail just now, and the receiver slows it down. The address is good.',
		act: 'wait',
		steps: [
			'Let your server try again.',
			'If you send many messages to this address (alerts, form mails), bundle them.',
		],
		links: [],
		clearing: 'Minutes to hours.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	'recipient-restricted': {
		id: 'recipient-restricted',
		meaning: 'This mailbox or group takes mail from chosen senders only, and you are not one of them. It exists.',
		act: 'recipient-admin',
		steps: [
			'Ask the owner of the group, or your contact, to have your sender address allowed.',
			'Else take the address off your lists: nobody there expects your mail.',
		],
		links: [
			{
				label: "Microsoft's page on 5.7.1",
				url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/fix-error-code-550-5-7-1-in-exchange-online',
			},
		],
		clearing: 'When they allow it.',
		escalate: 'To the administrator of {organization}.',
		source: NDR_TABLE.url,
	},
	'organization-policy': {
		id: 'organization-policy',
		meaning:
			"{organization} blocks this mail by a rule or block list of its own. The address is good; the decision is the organization's.",
		act: 'recipient-admin',
		steps: [
			ONE_OR_MANY,
			'Ask the administrator, or let your contact ask, what is blocked: the sender, the IP, the words or the attachment.',
			ALLOW_LIST_LAST,
			'Identical refusals for everybody at one organization do not mean that your domain is burned elsewhere.',
		],
		links: [],
		clearing: 'When the organization changes it.',
		escalate: 'To the administrator of {organization}; there is nobody above.',
		source: NDR_TABLE.url,
	},
	'ip-banned': {
		id: 'ip-banned',
		meaning:
			'The receiving provider refuses all mail from {ip}, the server address your mail leaves from. The recipients are fine and should stay on your list.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Follow the address or link in the response: most providers have a form or a mailbox for such cases. Give them the whole response and {ip}.',
			'See that {ip} has a reverse DNS name, and that SPF, DKIM and DMARC pass.',
			KEEP_ADDRESSES,
		],
		links: [
			{
				label: 'Look {ip} up at Spamhaus',
				url: 'https://check.spamhaus.org/query/ip/{ip}',
				bare: 'https://check.spamhaus.org/',
			},
		],
		clearing: 'Mostly one to three days after the provider has your request.',
		escalate: 'To the postmaster of the receiving provider; if your ESP owns the IP, through its deliverability team.',
		source: `${RFC3463} (X.7.1)`,
	},
	'ip-blocklisted': {
		id: 'ip-blocklisted',
		meaning:
			'A block list ({list}) names {ip}, the server address your mail leaves from, and the receiver goes by it. The recipients are fine.',
		act: 'operator',
		steps: [
			'Look {ip} up at the list that the response names, and read why it is there.',
			STOP_THE_CAUSE,
			'Ask the list for removal, not the receiver. Serious lists take no money for it.',
			KEEP_ADDRESSES,
		],
		links: [],
		clearing:
			'24 to 72 hours after the cause is gone, then up to 24 hours until receivers have refreshed what they remember.',
		escalate: 'To the owner of the IP, when the list deals with owners only.',
		source: 'https://www.rfc-editor.org/rfc/rfc6471',
	},
	'domain-blocklisted': {
		id: 'domain-blocklisted',
		meaning:
			'A block list ({list}) names a domain of your mail: {domain}. Receivers refuse the mail because of that name, not because of the recipients.',
		act: 'operator',
		steps: [
			'Look up every domain of the mail: sender, return path, HELO name, links and images.',
			'Stop the cause: a hacked site, an abused redirect, a list that hits spam traps.',
			'Ask the list for removal.',
			KEEP_ADDRESSES,
		],
		links: [],
		clearing:
			'24 to 72 hours after the cause is gone, then up to 24 hours until receivers have refreshed what they remember.',
		escalate: 'To your ESP, when the domain is theirs (links, tracking).',
		source: 'https://www.rfc-editor.org/rfc/rfc6471',
	},
	'ip-throttled': {
		id: 'ip-throttled',
		meaning:
			'The receiver slows {ip} down because of its reputation or because it sends otherwise than usual. The mail is not lost: it is tried again.',
		act: 'operator',
		steps: [
			'Let your server keep retrying, with growing pauses.',
			'Lower the volume to this receiver and raise it again slowly over several days.',
			'Send first to people who opened or clicked lately.',
		],
		links: [],
		clearing: 'Hours to a few days.',
		escalate: 'When it lasts for days at low volume: to the postmaster of the receiver.',
		source: `${RFC3463} (X.7.1)`,
	},
	'rate-limited': {
		id: 'rate-limited',
		meaning:
			'Too many connections, messages or recipients came at once for the receiving side. The mail waits; nothing is wrong with the addresses.',
		act: 'operator',
		steps: [
			'Open fewer connections at a time, and send fewer messages and recipients over each.',
			'Let the queue retry.',
		],
		links: [],
		clearing: 'Minutes to hours.',
		escalate: 'Only when it goes on at low volume.',
		source: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.1',
	},
	'authentication-failed': {
		id: 'authentication-failed',
		meaning:
			'The receiver could not confirm that the mail is really from {domain}: SPF, DKIM or DMARC did not pass. Recipients are fine; the DNS records or the signature are not.',
		act: 'operator',
		steps: [
			'Find out which system sent the mail, and whether it may send for {domain}.',
			'Publish SPF for the return-path domain, sign with DKIM, publish DMARC, and see that one of the two matches the From address.',
			'Send a test to a mailbox of yours and read its Authentication-Results.',
		],
		links: [],
		clearing: 'As soon as the DNS records are seen: minutes to 48 hours.',
		escalate: 'To whoever runs the DNS of {domain}.',
		source: 'https://www.rfc-editor.org/rfc/rfc7372',
	},
	'sender-dns': {
		id: 'sender-dns',
		meaning: 'The name of your mail server or of your sender domain is wrong or missing in DNS. Recipients are fine.',
		act: 'operator',
		steps: [
			'{ip} needs a reverse DNS name, and that name must lead back to {ip}.',
			'The server must introduce itself (HELO) with that name.',
			'The sender domain must exist and have an MX or address record.',
		],
		links: [],
		clearing: 'Up to a day after the records are right.',
		escalate: 'To the network provider: only it can set the reverse DNS name.',
		source: 'https://www.rfc-editor.org/rfc/rfc7372 (X.7.25)',
	},
	'sender-banned': {
		id: 'sender-banned',
		meaning: 'Your own sending account or organization is blocked. The recipients have nothing to do with it.',
		act: 'own-admin',
		steps: [
			'Look whether an account was hijacked or a limit was passed.',
			'Reset passwords, remove unknown rules and connectors.',
			'Unblock the account, or ask the support of your mail provider to.',
		],
		links: [
			{
				label: 'Restricted entities in the Microsoft Defender portal',
				url: 'https://security.microsoft.com/restrictedentities',
			},
		],
		clearing: 'Usually an hour after it is unblocked; else when support lifts it.',
		escalate: 'To the support of your mail provider.',
		source: NDR_TABLE.url,
	},
	'not-authenticated': {
		id: 'not-authenticated',
		meaning:
			'The server wanted a user name and password, or does not recognize yours as one that may send. The recipient is fine.',
		act: 'own-admin',
		steps: [
			'Check user name, password, port and encryption of the program or device that sends.',
			'If a relay or connector is between: check that it knows the IP or certificate of your server.',
		],
		links: [],
		clearing: 'At once.',
		escalate: 'To whoever runs the server that refused.',
		source: 'https://www.rfc-editor.org/rfc/rfc4954',
	},
	'content-rejected': {
		id: 'content-rejected',
		meaning:
			'The receiver took this message for spam, phishing or something forbidden because of what is in it. The address is good, and the next message may pass.',
		act: 'content',
		steps: [
			ONE_OR_MANY,
			'Check links first: shorteners, redirects and hacked sites are the most common reason. Then attachments, then words and pictures.',
			'See that SPF, DKIM and DMARC pass: a clean sender may write more freely.',
			ALLOW_LIST_LAST,
		],
		links: [],
		clearing: 'As soon as the message is changed.',
		escalate: 'When plain messages are refused too: it is the reputation of domain or IP.',
		source: `${RFC3463} (X.7.1)`,
	},
	'message-invalid': {
		id: 'message-invalid',
		meaning: 'The message is built wrongly or too large for the receiver. The address is good.',
		act: 'operator',
		steps: [
			'Read what the response names: size, a header, line ends, characters.',
			'Have the program that makes the message corrected, and send again.',
		],
		links: [],
		clearing: 'At once with a correct message.',
		escalate: 'To the maker of the program.',
		source: 'https://www.rfc-editor.org/rfc/rfc5322',
	},
	'routing-loop': {
		id: 'routing-loop',
		meaning:
			'The servers on the receiving side passed the message around in a circle until one of them gave up. As the sender you can do nothing about it.',
		act: 'recipient-admin',
		steps: [
			'For something important, reach the person another way, and ask them to tell their administrator.',
			'The administrator looks for forwarding that leads back, a half-finished move, or a wrong route.',
		],
		links: [],
		clearing: 'When they correct it.',
		escalate: 'To the administrator of {organization}.',
		source: `${RFC3463} (X.4.6)`,
	},
	'recipient-misconfigured': {
		id: 'recipient-misconfigured',
		meaning:
			'The mail set-up of {organization} is wrong, so nothing gets through to anybody there. The address may be good.',
		act: 'recipient-admin',
		steps: [
			'Tell the administrator what the response says.',
			'Let the mail retry, and try again with the next mailing.',
		],
		links: [],
		clearing: 'When they correct it.',
		escalate: 'To the administrator of {organization}.',
		source: `${RFC3463} (X.4.4)`,
	},
	'domain-unknown': {
		id: 'domain-unknown',
		meaning: 'The domain of the address does not exist, or says that it takes no mail. Nobody can be reached there.',
		act: 'list',
		steps: [
			'Check the spelling: gmial.com, hotmial.com and the like.',
			'Take all addresses of the domain off your lists.',
		],
		links: [],
		clearing: 'Never by itself.',
		escalate: 'Not needed.',
		source: 'https://www.rfc-editor.org/rfc/rfc7505',
	},
	'server-busy': {
		id: 'server-busy',
		meaning:
			'The receiving side has a passing fault or is busy. Your mail is not refused: it is tried again by itself.',
		act: 'wait',
		steps: ['Let your server keep retrying.'],
		links: [],
		clearing: 'Minutes to hours.',
		escalate: "When it lasts for more than a day: to the receiver's postmaster.",
		source: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1',
	},
	'connection-failed': {
		id: 'connection-failed',
		meaning:
			'The mail server of the recipient did not answer, or the connection broke. Your mail is tried again by itself.',
		act: 'wait',
		steps: [
			'Let your server keep retrying.',
			'If it is one domain, their server is down; if it is many, look at your own network and firewall.',
		],
		links: [],
		clearing: 'Minutes to a day.',
		escalate: 'To the administrator of {organization}, when it lasts.',
		source: `${RFC3463} (X.4.1, X.4.2)`,
	},
	expired: {
		id: 'expired',
		meaning:
			'The mail was tried again and again until time ran out, and the last answer gave no reason. The receiving side was out of reach or kept putting it off.',
		act: 'wait',
		steps: [
			'Send again with the next mailing.',
			'Look at the deferrals before it: they often name the reason.',
			'After several such bounces in a row the address is suppressed by itself.',
		],
		links: [
			{
				label: "Microsoft's page on 4.4.7",
				url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/fix-error-code-550-4-4-7-in-exchange-online',
			},
		],
		clearing: 'When the receiving server is back.',
		escalate: 'When a whole domain expires: to its administrator.',
		source: `${RFC3463} (X.4.7)`,
	},
	unknown: {
		id: 'unknown',
		meaning: 'The response does not say why. Nothing can be told about the address from it.',
		act: 'wait',
		steps: [
			'Send again with the next mailing; repeated permanent bounces suppress the address by themselves.',
			ONE_OR_MANY,
			"If it is many addresses: ask the receiver's postmaster, with the whole response.",
		],
		links: [],
		clearing: 'Not known.',
		escalate: 'When it concerns many recipients.',
		source: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.2',
	},
};
