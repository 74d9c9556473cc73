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
		words: ['recipient address rejected', 'recipient rejected'],
		reply: '5xx',
		category: 'recipient-unknown',
		seen: '550 <user@example.com>: Recipient address rejected.',
		source: SEEN,
	},
	{
		id: 'hint-policy',
		words: [
			'policy',
			'not allowed',
			'not permitted',
			'prohibited',
			'access denied',
			'administrative',
			'not authorized',
			'unauthorized',
			'blocked',
			'blacklisted',
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
		seen: '450 please come back later',
		source: SEEN,
	},
];
