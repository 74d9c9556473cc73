import type {Permanence, Scope, Suppression} from '#shared/model/category.ts';
import type {Basis, Source, Tokens} from '#shared/model/classification.ts';

export const SOURCE_WORDS = {
	'exchange-online': 'Microsoft 365 (Exchange Online)',
	'outlook-consumer': 'Outlook.com, Hotmail, Live, MSN',
	'exchange-server': 'An Exchange Server of their own',
	other: 'Another mail system',
} as const satisfies Record<Source, string>;

export const SCOPE_WORDS = {
	recipient: "The recipient's mailbox",
	'recipient-organization': "The recipient's organization",
	'sending-ip': 'Your sending IP',
	'sending-domain': 'Your sending domain',
	'sending-account': 'Your sending account',
	message: 'The message',
	network: 'Nobody in particular: the network',
	unknown: 'Not known',
} as const satisfies Record<Scope, string>;

export const SUPPRESSION_WORDS = {
	suppress: 'Stop mailing this address',
	count: 'Keep the address for now; stop after repeated bounces',
	keep: 'Keep the address',
} as const satisfies Record<Suppression, string>;

/** The color that goes with it; never the only sign of it. */
export const SUPPRESSION_MARKS = {suppress: 'stop', count: 'risky', keep: 'good'} as const satisfies Record<
	Suppression,
	string
>;

export const PERMANENCE_WORDS = {
	permanent: 'Permanent: the same message will not get through as things stand',
	transient: 'Passing: a retry may get through',
} as const satisfies Record<Permanence, string>;

export const BASIS_WORDS = {
	text: 'the words of the response',
	status: 'its enhanced status code',
	reply: 'its reply code',
	esp: "the ESP's opinion",
	none: 'nothing',
} as const satisfies Record<Basis, string>;

export const TOKEN_WORDS = {
	replyCode: 'Reply code',
	enhancedStatus: 'Enhanced status',
	senderIp: 'Sending IP',
	helo: 'HELO name',
	senderDomain: 'Sender domain',
	recipient: 'Recipient',
	asCode: 'Microsoft anti-spam code',
	sCode: 'Microsoft S code',
	attr: 'Microsoft ATTR code',
	prx: 'Microsoft PRX code',
	blocklist: 'Block list',
	region: 'Microsoft cluster',
	server: 'Reporting server',
	retryAfterSeconds: 'Try again after (seconds)',
	spf: 'SPF',
	dkim: 'DKIM',
	dmarc: 'DMARC',
} as const satisfies Record<keyof Tokens, string>;
