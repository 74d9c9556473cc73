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
import type {StoryRow} from './row.ts';

/** Bans and block lists: the sending IP or domain is refused, the recipients are fine. */
export const BLOCK_STORIES: readonly StoryRow[] = [
	{
		id: 'microsoft-delist-mail',
		category: ['ip-banned'],
		when: [{status: ['5.7.511']}, {words: ['delist@microsoft.com']}],
		meaning:
			"Microsoft 365 has banned {ip}, the server address your mail leaves from, and wants to look at the case by hand. Your recipients are fine, and Microsoft's self-service portal does not work for this code.",
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Write to delist@microsoft.com: put the whole bounce with its code into the mail, name the IP {ip}, and say what you changed.',
			'Answer what Microsoft asks back, by replying to that mail.',
			'Hold mail for Microsoft 365 recipients until the ban is lifted. Moving the same traffic to another IP gets that one banned as well.',
			KEEP_ADDRESSES,
		],
		notes: [NO_FEEDBACK_LOOP],
		links: [
			{
				label: 'Mail to delist@microsoft.com',
				url: 'mailto:delist@microsoft.com?subject=Delist%20request%20for%20{ip}',
				bare: 'mailto:delist@microsoft.com?subject=Delist%20request',
			},
			{
				label: "Microsoft's instructions for 5.7.511",
				url: 'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
			},
		],
		clearing: 'Microsoft answers within 48 hours with the next step. It publishes no time for the release itself.',
		escalate:
			'Without an answer after 48 hours, send the mail again with the first one below it; if your ESP owns the IP, let its deliverability team write.',
		source:
			'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
	},
	{
		id: 'microsoft-delist-portal',
		category: ['ip-banned'],
		when: [
			{status: ['5.7.606-5.7.649']},
			{words: ['banned sending ip', 'sender.office.com'], source: ['exchange-online']},
			{codes: ['AS16012609']},
		],
		meaning:
			'Microsoft 365 refuses all mail from {ip}, the server address your mail leaves from, because it no longer trusts it. The recipients did nothing: their addresses are good and should stay on your list.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Check that {ip} is on no public block list and has a reverse DNS name.',
			'Open the delist portal and enter an e-mail address that you can read and the IP {ip}. It takes one IP a visit.',
			'Follow the link in the mail that Microsoft sends, and choose Delist IP.',
			'If the answer is a refusal or a question, reply to it with what you changed. It may take a few rounds.',
			'Hold mail for Microsoft 365 recipients until then. Moving the same traffic to another IP gets that one banned as well.',
			KEEP_ADDRESSES,
		],
		notes: [NO_FEEDBACK_LOOP, SNDS_SCOPE],
		links: [
			{label: "Microsoft's delist portal", url: 'https://sender.office.com/'},
			{
				label: "Microsoft's instructions",
				url: 'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
			},
			{
				label: 'Look the IP up at Spamhaus',
				url: 'https://check.spamhaus.org/query/ip/{ip}',
				bare: 'https://check.spamhaus.org/',
			},
		],
		clearing: 'Microsoft says up to 24 hours, and that it can vary widely; 24 to 48 hours is usual.',
		escalate:
			"Still refused after 48 hours: submit once more and reply to Microsoft's mail; if your ESP owns the IP, hand the case to its deliverability team.",
		source:
			'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
	},
	{
		id: 'outlook-dynamic-ip',
		category: ['ip-banned', 'ip-blocklisted', 'sender-dns'],
		when: [{words: ['dy-001', 'dy-002']}],
		meaning:
			'Outlook.com takes {ip} for a home or dialup connection, and such addresses may not deliver mail to it directly. The recipients are fine: the mail has to leave from a proper mail server.',
		act: 'operator',
		steps: [
			'Send through the mail server of your provider or your ESP instead of directly.',
			'If {ip} is a fixed address of a server of yours, have your provider set a reverse DNS name that does not look like a dynamic range, and take it out of the Spamhaus PBL.',
			'Then ask Outlook.com to look again, with the form.',
			KEEP_ADDRESSES,
		],
		links: [
			OUTLOOK_FORM,
			{
				label: 'Look the IP up at Spamhaus (PBL)',
				url: 'https://check.spamhaus.org/query/ip/{ip}',
				bare: 'https://check.spamhaus.org/',
			},
			OUTLOOK_POSTMASTER,
		],
		clearing: 'A day or two after the reverse DNS name and the PBL entry are right.',
		escalate: 'To your network provider: only the owner of the address range can change its reverse DNS.',
		source: 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx',
	},
	{
		id: 'outlook-block-list',
		category: ['ip-banned'],
		when: [
			{codes: ['S3140', 'S3150', 'AS3140', 'AS3150']},
			{
				words: [
					'part of their network is on our block list',
					'ou-001',
					'ou-002',
					'sc-001',
					'sc-002',
					'sc-003',
					'sc-004',
				],
			},
			{source: ['outlook-consumer']},
		],
		meaning:
			"{ip} is on the block list of Microsoft's consumer mailboxes: outlook.com, hotmail.com, live.com and msn.com. Your recipients there are fine, and the block list of business mailboxes is a different one.",
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			"Look {ip} up in SNDS, which shows how Microsoft's consumer mailboxes see it, and join the complaint feedback loop (JMRP) there.",
			'Fill in the sender support form: the IP {ip}, the domains you send to, the whole response with {code}, and what you changed.',
			'The first answer is often automatic and may say that nothing was found or that the IP does not qualify. Reply to it, politely and with facts: a reply reaches a person.',
			'Leave sender.office.com aside: that portal is for business mailboxes and usually knows nothing of this block.',
			KEEP_ADDRESSES,
		],
		links: [OUTLOOK_FORM, SNDS, OUTLOOK_POSTMASTER],
		clearing:
			'A first answer usually comes within a day, the release takes 24 to 48 hours more. Microsoft publishes no times, and no difference between S3140 and S3150.',
		escalate:
			'After two refusals: to the provider that owns the address range, because the response names a part of its network, or to the deliverability team of your ESP.',
		source: 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx',
	},
	{
		id: 'spamhaus-helo',
		category: ['domain-blocklisted'],
		when: [{codes: ['S8001']}, {words: ['helo domain is listed', 'ehlo domain is listed']}],
		meaning:
			'The name that your mail server introduces itself with ({helo}) is on the domain block list of Spamhaus, so Microsoft refuses its mail. The recipients are fine, and the IP itself may be clean.',
		act: 'operator',
		steps: [
			'Check the name: the HELO name of the server must be a host name of yours, and its forward DNS must lead to {ip}, whose reverse DNS leads back to the name.',
			'Look the domain of that name up at Spamhaus and read why it is listed.',
			STOP_THE_CAUSE,
			'Ask for removal on that page, or work with Spamhaus until the listing is gone: the receiver cannot take it off.',
			KEEP_ADDRESSES,
		],
		links: [{label: 'Look {helo} up at Spamhaus', url: 'https://check.spamhaus.org/'}],
		clearing:
			'24 to 72 hours for the listing once the cause is gone, then up to 24 hours until receivers have refreshed what they remember.',
		escalate:
			'Still refused 24 hours after Spamhaus shows no listing: ask Microsoft through the sender support form, with the response.',
		source: 'https://www.spamhaus.org/blocklists/domain-blocklist/',
	},
	{
		id: 'spamhaus-domain',
		category: ['domain-blocklisted'],
		when: [{codes: ['S8002']}, {lists: ['spamhaus']}, {words: ['spamhaus']}],
		meaning:
			'A domain of your mail (the sender domain, or one that your links lead to) is on the domain block list of Spamhaus: {domain}. Receivers refuse the mail because of that name, not because of the recipients.',
		act: 'operator',
		steps: [
			'Look up every domain of the mail: sender, return path, DKIM signature, link and image hosts, also those of a link shortener or tracking service.',
			'Read why it is listed, and stop the cause: a hacked site, a redirect that others abuse, a list that hits spam traps.',
			'Ask for removal on that page. Spamhaus removes domains by itself when the signs are gone.',
			'Until then send without that domain in the mail where you can. Do not register a fresh one for it: new domains are trusted least.',
			KEEP_ADDRESSES,
		],
		links: [{label: 'Look {domain} up at Spamhaus', url: 'https://check.spamhaus.org/'}],
		clearing:
			'24 to 72 hours for the listing once the cause is gone, then up to 24 hours until receivers have refreshed what they remember.',
		escalate: 'When a shared tracking or link domain is listed: to your ESP, which owns it.',
		source: 'https://www.spamhaus.org/blocklists/domain-blocklist/',
	},
	{
		id: 'spamhaus-ip',
		category: ['ip-blocklisted'],
		when: [{lists: ['spamhaus']}, {words: ['spamhaus']}, {codes: ['AS16012611']}],
		meaning:
			'Spamhaus, the block list that most receivers trust, names {ip}, the server address your mail leaves from. Nearly everybody refuses it until the listing is gone, and no recipient is at fault.',
		act: 'operator',
		steps: [
			'Look {ip} up at Spamhaus: the page says which list it is and why.',
			'SBL: somebody saw spam. Only the owner of the IP (your provider or ESP) can have it removed, after the cause is gone. CSS and XBL: a hijacked account or machine, or mail to bad lists; fix it, then remove it yourself on the page or let it expire. PBL: a range that should not send mail directly; send through your provider, or have a fixed mail server taken out.',
			STOP_THE_CAUSE,
			'Work with Spamhaus, not with the receiver: Microsoft and others only read the list. Removal costs nothing; whoever asks for money is a fraud.',
			'Hold or reroute important mail until then.',
			KEEP_ADDRESSES,
		],
		links: [
			{
				label: 'Look {ip} up at Spamhaus',
				url: 'https://check.spamhaus.org/query/ip/{ip}',
				bare: 'https://check.spamhaus.org/',
			},
		],
		clearing:
			'24 to 72 hours for the listing once the cause is gone, then up to 24 hours until receivers have refreshed what they remember.',
		escalate:
			"SBL listings at once to the owner of the IP. Otherwise when the listing is gone for 24 hours and mail is still refused, to the receiver's postmaster.",
		source: 'https://check.spamhaus.org/',
	},
	{
		id: 'microsoft-ip-ban-other',
		category: ['ip-banned'],
		when: [{source: ['exchange-online']}],
		meaning:
			'Microsoft 365 refuses mail from {ip}, the server address your mail leaves from. The recipients are fine and should stay on your list.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Follow the address that the response names: sender.office.com for 5.7.606 to 5.7.649, a mail to delist@microsoft.com for 5.7.511.',
			BY_CLUSTER,
			KEEP_ADDRESSES,
		],
		links: [{label: "Microsoft's delist portal", url: 'https://sender.office.com/'}, NDR_TABLE],
		clearing: "Up to 24 hours by Microsoft's word, often 24 to 48.",
		escalate: 'After 48 hours: to the deliverability team of the ESP that owns the IP.',
		source:
			'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
	},
];
