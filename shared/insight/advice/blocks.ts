import {
	BY_CLUSTER,
	DELIST_INSTRUCTIONS,
	DELIST_PORTAL,
	KEEP_ADDRESSES,
	LISTING_CLEARS,
	NDR_TABLE,
	NO_FEEDBACK_LOOP,
	OUTLOOK_FORM,
	OUTLOOK_POSTMASTER,
	SNDS,
	SNDS_SCOPE,
	SPAMHAUS_IP,
	STOP_THE_CAUSE,
} from './phrases.ts';
import type {StoryRow} from './row.ts';

const HOLD = 'Hold mail for Microsoft 365 until then. The same traffic from another IP gets that one banned as well.';

/** Bans and block lists: the sending IP or domain is refused, the recipients are fine. */
export const BLOCK_STORIES: readonly StoryRow[] = [
	{
		id: 'microsoft-delist-mail',
		category: ['ip-banned'],
		when: [{status: ['5.7.511']}, {words: ['delist@microsoft.com']}],
		meaning:
			'Microsoft 365 has banned {ip}, the server address your mail leaves from; the self-service portal does not work for this code. The recipients are fine.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Write to delist@microsoft.com: the whole bounce with its code, the IP {ip}, and what you changed.',
			'Reply to what Microsoft asks back.',
			HOLD,
			KEEP_ADDRESSES,
		],
		notes: [NO_FEEDBACK_LOOP],
		links: [
			{
				label: 'Mail to delist@microsoft.com',
				url: 'mailto:delist@microsoft.com?subject=Delist%20request%20for%20{ip}',
				bare: 'mailto:delist@microsoft.com?subject=Delist%20request',
			},
			DELIST_INSTRUCTIONS,
		],
		clearing: 'Microsoft answers within 48 hours with the next step, and publishes no time for the release.',
		escalate:
			'Without an answer after 48 hours: send the mail again; if your ESP owns the IP, through its deliverability team.',
		source: DELIST_INSTRUCTIONS.url,
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
			'Microsoft 365 refuses all mail from {ip}, the server address your mail leaves from. The recipients are fine and should stay on your list.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Check that {ip} is on no public block list and has a reverse DNS name.',
			'Enter an e-mail address that you can read and the IP {ip} in the delist portal, one IP a visit.',
			'Follow the link in the mail that Microsoft sends, and choose Delist IP.',
			'If the answer is a refusal or a question, reply with what you changed. It may take a few rounds.',
			HOLD,
			KEEP_ADDRESSES,
		],
		notes: [NO_FEEDBACK_LOOP, SNDS_SCOPE],
		links: [DELIST_PORTAL, DELIST_INSTRUCTIONS, SPAMHAUS_IP],
		clearing: 'Microsoft says up to 24 hours, and that it can vary widely; 24 to 48 hours is usual.',
		escalate: 'After 48 hours: submit once more; if your ESP owns the IP, through its deliverability team.',
		source: DELIST_INSTRUCTIONS.url,
	},
	{
		id: 'outlook-dynamic-ip',
		category: ['ip-banned', 'ip-blocklisted', 'sender-dns'],
		when: [{words: ['dy-001', 'dy-002']}],
		meaning:
			'Outlook.com takes {ip} for a home or dialup connection, which may not deliver mail directly. The recipients are fine.',
		act: 'operator',
		steps: [
			'Send through the mail server of your provider or your ESP instead.',
			'If {ip} is a server of yours: give it a reverse DNS name that does not look dynamic, and take it out of the Spamhaus PBL.',
			'Then ask Outlook.com with the form to look again.',
			KEEP_ADDRESSES,
		],
		links: [OUTLOOK_FORM, SPAMHAUS_IP, OUTLOOK_POSTMASTER],
		clearing: 'A day or two after the reverse DNS name and the PBL entry are right.',
		escalate: 'To the network provider: only it can set the reverse DNS name.',
		source: OUTLOOK_POSTMASTER.url,
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
			"{ip} is on the block list of Microsoft's consumer mailboxes (outlook.com, hotmail.com, live.com, msn.com); business mailboxes have another one. The recipients are fine.",
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Look {ip} up in SNDS, and join the complaint feedback loop (JMRP) there.',
			'Fill in the sender support form: the IP {ip}, the domains you send to, the whole response with {code}, and what you changed.',
			'The first answer is often automatic and negative. Reply to it with facts: a reply reaches a person.',
			'Leave sender.office.com aside: that portal is for business mailboxes.',
			KEEP_ADDRESSES,
		],
		links: [OUTLOOK_FORM, SNDS, OUTLOOK_POSTMASTER],
		clearing:
			'Usually a day for the first answer, then 24 to 48 hours. Microsoft publishes no time, and no difference between S3140 and S3150.',
		escalate:
			'After two refusals: to the owner of the address range; if your ESP owns the IP, through its deliverability team.',
		source: OUTLOOK_POSTMASTER.url,
	},
	{
		id: 'spamhaus-helo',
		category: ['domain-blocklisted'],
		when: [{codes: ['S8001']}, {words: ['helo domain is listed', 'ehlo domain is listed']}],
		meaning:
			'The name that your mail server introduces itself with ({helo}) is on the domain block list of Spamhaus. The recipients are fine.',
		act: 'operator',
		steps: [
			'The HELO name must be a host name of yours: its forward DNS must lead to {ip}, and the reverse DNS of {ip} back to it.',
			'Look its domain up at Spamhaus and read why it is listed.',
			STOP_THE_CAUSE,
			'Ask for removal on that page, and work with Spamhaus, not with the receiver, until the listing is gone.',
			KEEP_ADDRESSES,
		],
		links: [{label: 'Look {helo} up at Spamhaus', url: 'https://check.spamhaus.org/'}],
		clearing: LISTING_CLEARS,
		escalate: 'Still refused 24 hours after the listing is gone: the sender support form, with the response.',
		source: 'https://www.spamhaus.org/blocklists/domain-blocklist/',
	},
	{
		id: 'spamhaus-domain',
		category: ['domain-blocklisted'],
		when: [{codes: ['S8002']}, {lists: ['spamhaus']}, {words: ['spamhaus']}],
		meaning:
			'The domain block list of Spamhaus names a domain of your mail: {domain}. Receivers refuse the mail because of that name; the recipients are fine.',
		act: 'operator',
		steps: [
			'Look up every domain of the mail: sender, return path, HELO name, links and images, shorteners, tracking.',
			'Stop the cause: a hacked site, a redirect that others abuse, a list that hits spam traps.',
			'Ask for removal on that page; some listings run out by themselves.',
			'Until then leave it out of the mail. A fresh domain is trusted least.',
			KEEP_ADDRESSES,
		],
		links: [{label: 'Look {domain} up at Spamhaus', url: 'https://check.spamhaus.org/'}],
		clearing: LISTING_CLEARS,
		escalate: 'To your ESP, when the domain is theirs (links, tracking).',
		source: 'https://www.spamhaus.org/blocklists/domain-blocklist/',
	},
	{
		id: 'spamhaus-ip',
		category: ['ip-blocklisted'],
		when: [{lists: ['spamhaus']}, {words: ['spamhaus']}, {codes: ['AS16012611']}],
		meaning:
			'Spamhaus, the block list that most receivers trust, names {ip}, the server address your mail leaves from. The recipients are fine.',
		act: 'operator',
		steps: [
			'Look {ip} up at Spamhaus: the page says which list it is and why.',
			'SBL: spam was seen; only the owner of the IP can have it removed. CSS and XBL: a hijacked machine or bad lists; fix that, then remove it on the page. PBL: a range that should not send directly; send through your provider, or have your server taken out.',
			STOP_THE_CAUSE,
			'Work with Spamhaus, not with the receiver, until the listing is gone. Removal costs nothing.',
			KEEP_ADDRESSES,
		],
		links: [SPAMHAUS_IP],
		clearing: LISTING_CLEARS,
		escalate:
			'SBL: to the owner of the IP. Still refused 24 hours after the listing is gone: to the postmaster of the receiver.',
		source: 'https://check.spamhaus.org/',
	},
	{
		id: 'microsoft-ip-ban-other',
		category: ['ip-banned'],
		when: [{source: ['exchange-online']}],
		meaning:
			'Microsoft 365 refuses all mail from {ip}, the server address your mail leaves from. The recipients are fine.',
		act: 'operator',
		steps: [
			STOP_THE_CAUSE,
			'Follow the response: sender.office.com for 5.7.606 to 5.7.649, a mail to delist@microsoft.com for 5.7.511.',
			BY_CLUSTER,
			KEEP_ADDRESSES,
		],
		links: [DELIST_PORTAL, NDR_TABLE],
		clearing: 'Microsoft says up to 24 hours; 24 to 48 hours is usual.',
		escalate: 'After 48 hours: if your ESP owns the IP, through its deliverability team.',
		source: DELIST_INSTRUCTIONS.url,
	},
];
