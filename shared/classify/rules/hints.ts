import type {Rule} from '../rule.ts';

const SEEN = 'seen in public bounce collections';

/** Weak words: they count only where text and status name nothing. */
export const HINTS: readonly Rule[] = [
	{
		id: 'hint-authentication',
		words: ['dmarc', 'spf', 'dkim'],
		category: 'authentication-failed',
		seen: '550 see our page about DMARC',
		source: SEEN,
	},
	{
		id: 'hint-recipient-rejected',
		words: ['recipient address rejected'],
		reply: '5xx',
		ofRecipient: true,
		category: 'recipient-unknown',
		seen: '550 <user@example.com>: Recipient address rejected.',
		not: ['501 5.1.8 Sender address rejected'],
		source: SEEN,
	},
	{
		id: 'hint-address-rejected',
		words: ['address rejected'],
		status: '5.1.0',
		ofRecipient: true,
		category: 'recipient-unknown',
		seen: '550 5.1.0 Address rejected.',
		not: ['550 5.1.0 <sender@example.com>: Sender address rejected.'],
		source: SEEN,
	},
	{
		id: 'hint-policy',
		words: [
			'policy',
			'not allowed',
			'not permitted',
			'prohibited',
			'administrative',
			'not authorized',
			'unauthorized',
			'blocked',
			'blacklisted',
			'denied',
			'security policies',
		],
		reply: '0, 5xx',
		category: 'organization-policy',
		seen: '554 Access denied',
		source: SEEN,
	},
	{
		id: 'hint-later',
		words: ['later', 'temporarily', 'temporary', 'try again', 'retry', 'busy'],
		reply: '4xx',
		category: 'server-busy',
		seen: '450 come back soon, retry',
		source: SEEN,
	},
	{
		id: 'hint-refused-to-talk',
		words: ['refused to talk to me'],
		reply: '0',
		category: 'connection-failed',
		seen: 'host mx.example.com[198.51.100.3] refused to talk to me',
		source: 'Postfix',
	},
	{
		id: 'hint-spam',
		words: ['junk', 'unsolicited'],
		category: 'content-rejected',
		seen: '550 see our page about unsolicited things',
		source: SEEN,
	},
];
