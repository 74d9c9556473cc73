import type {Rule} from '../rule.ts';

/** What a queue says that gave up or found nobody: below every reason that a response may name. */
export const QUEUE: readonly Rule[] = [
	{
		id: 'queue-expired',
		words: [
			'message expired',
			'queue expired',
			'unable to deliver in',
			'retry timeout exceeded',
			'been in the queue too long',
		],
		category: 'expired',
		seen: '554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.1 Failed to establish connection>',
		source: 'Amazon SES developer guide',
	},
	{
		id: 'queue-delayed',
		words: ['message delayed'],
		category: 'server-busy',
		permanence: 'transient',
		seen: '4.4.7 Message delayed',
		source: 'https://learn.microsoft.com/en-us/exchange/mail-flow/non-delivery-reports-and-bounce-messages',
	},
	{
		id: 'queue-domain-unknown',
		words: ['host or domain name not found', 'does not accept mail nullmx', 'null mx', 'nullmx'],
		category: 'domain-unknown',
		seen: 'Host or domain name not found. Name service error for name=example.com type=AAAA: Host not found',
		source: 'Postfix',
	},
	{
		id: 'queue-no-connection',
		words: [
			'connection (timed out|refused|dropped|reset)',
			'i o timeout',
			'unable to connect',
			'failed to (connect|establish connection)',
			'could not connect',
			'no route to host',
			'lost connection',
		],
		category: 'connection-failed',
		permanence: 'transient',
		seen: 'connect to mx.example.com[198.51.100.3]:25: Connection timed out',
		source: 'Postfix',
	},
];
