import {ALLOW_LIST_LAST, codePage, NDR_TABLE, ONE_OR_MANY, TO_ADMINISTRATOR} from './phrases.ts';
import type {StoryRow} from './row.ts';

const BULK_RULES = {
	label: "Microsoft's rules for bulk mail",
	url: 'https://learn.microsoft.com/defender-office-365/external-senders-mail-flow-troubleshooting',
} as const;

const PAGE_350 = codePage('5.0.350', '550-5-0-350');

/** The message itself: what is in it, and how it is built. */
export const CONTENT_STORIES: readonly StoryRow[] = [
	{
		id: 'nested-attachment',
		category: ['content-rejected'],
		when: [{codes: ['AS345']}],
		meaning:
			'The message carries an attachment inside an attachment, such as a mail within a mail. The address is good.',
		act: 'content',
		steps: ['Take the attachment out, or send it as a link.'],
		links: [PAGE_350],
		clearing: 'At once with a correct message.',
		escalate: TO_ADMINISTRATOR,
		source: NDR_TABLE.url,
	},
	{
		id: 'microsoft-content-filter',
		category: ['content-rejected'],
		when: [{words: ['content filter']}, {source: ['exchange-online', 'outlook-consumer', 'exchange-server']}],
		meaning:
			"Microsoft's filter took this message for spam because of what is in it or how it looks. The address is good, and the next message may pass.",
		act: 'content',
		steps: [
			ONE_OR_MANY,
			'Send a test to a mailbox of yours and read its headers: spf, dkim and dmarc must pass; SCL, PCL and BCL say how suspicious it looked.',
			'Take out link shorteners, heavy tracking, attachments and pushing words; balance text and pictures.',
			'Have the recipient report the message to Microsoft as good.',
			ALLOW_LIST_LAST,
		],
		links: [{label: 'Message Header Analyzer', url: 'https://mha.azurewebsites.net/'}, BULK_RULES],
		clearing: 'As soon as the message is changed.',
		escalate: 'When plain messages are refused too: it is the reputation of the domain or IP.',
		source: BULK_RULES.url,
	},
	{
		id: 'rich-text',
		category: ['message-invalid'],
		when: [{words: ['x-dg-ref']}],
		meaning: 'A header that Outlook adds to messages in Rich Text format has become too long. The address is good.',
		act: 'content',
		steps: ['Send the message as HTML or plain text.'],
		links: [PAGE_350],
		clearing: 'At once with a correct message.',
		escalate: 'Not needed.',
		source: NDR_TABLE.url,
	},
	{
		id: 'bare-line-feed',
		category: ['message-invalid'],
		when: [{status: ['5.6.11']}],
		meaning: 'The message holds single line feeds where mail needs carriage return and line feed. The address is good.',
		act: 'operator',
		steps: ['Have the program, or the gateway behind it, end lines with CR LF.'],
		links: [codePage('5.6.11', '550-5-6-11')],
		clearing: 'At once with a correct message.',
		escalate: 'To the maker of the program.',
		source: NDR_TABLE.url,
	},
	{
		id: 'from-header',
		category: ['message-invalid'],
		when: [{status: ['5.7.512', '5.1.20']}],
		meaning: 'The message has no valid From address, or several. The address of the recipient is good.',
		act: 'operator',
		steps: ['Give every message exactly one From address in the form Name <name@example.com>.'],
		links: [NDR_TABLE],
		clearing: 'At once with a correct message.',
		escalate: 'To the maker of the program.',
		source: 'https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2',
	},
	{
		id: 'too-large',
		category: ['message-invalid'],
		when: [{status: ['5.3.4', '5.2.3']}, {words: ['message size', 'too large', 'size limit']}],
		meaning: 'The message is larger than the receiver takes. The address is good.',
		act: 'content',
		steps: ['Send large files as a link, and make pictures smaller. Mail makes files a third larger.'],
		links: [],
		clearing: 'At once with a smaller message.',
		escalate: 'Not needed.',
		source: 'https://www.rfc-editor.org/rfc/rfc3463 (X.2.3, X.3.4)',
	},
];
