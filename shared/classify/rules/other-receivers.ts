import type {Rule} from '../rule.ts';

const SEEN = 'seen in public bounce collections';

/** What everybody else writes. */
export const OTHER_RECEIVERS: readonly Rule[] = [
	{
		id: 'recipient-disabled',
		words: [
			'(mailbox|account|user|recipient) (is|has been|was|) (disabled|inactive|suspended|deactivated)',
			'recipient address rejected inactive',
			'disabled recipient',
			'blocked due to inactivity',
			'recipient unavailable',
			'account that you tried to reach is (inactive|disabled)',
		],
		category: 'recipient-disabled',
		seen: '550 5.2.1 The email account that you tried to reach is disabled.',
		source: SEEN,
	},
	{
		id: 'mailbox-full',
		words: [
			'(mailbox|inbox) (is|) full',
			'over quota',
			'overquota',
			'out of storage space',
			'quota exceeded',
			'destinataire pleine',
		],
		category: 'mailbox-full',
		seen: '452 4.2.2 The email account that you tried to reach is over quota.',
		source: SEEN,
	},
	{
		id: 'recipient-unknown',
		words: [
			'(user|recipient|mailbox|address) unknown',
			'unknown (user|recipient)',
			'no such (user|recipient|mailbox)',
			'account that you tried to reach does not exist',
			'(user|mailbox|recipient) (does not exist|doesnt exist|not found)',
			'bad destination mailbox address',
			'recipient address rejected invalid recipient',
			'recipient not found',
			'has suppressed sending to this address because it has a recent history of bouncing',
		],
		category: 'recipient-unknown',
		seen: '550 5.1.1 <user@example.com>: Recipient address rejected: User unknown',
		source: SEEN,
	},
];
