import type {Mark} from '../rule.ts';

/** Words that decide no category but tell something else. */
export const MARKS: readonly Mark[] = [
	// Systems
	{
		words: [
			'olc protection outlook com',
			'mail live com',
			'postmaster live com',
			'windows live hotmail',
			'hotmail com',
		],
		system: 'outlook-consumer',
	},
	{
		words: ['prod outlook com', 'protection outlook com', 'exosmtperrors', 'sender office com'],
		system: 'exchange-online',
	},
	{
		words: [
			'msexch',
			'microsoft exchange information store',
			'storedrv … following information should help identify the cause',
		],
		system: 'exchange-server',
	},
	{
		words: [
			'gsmtp',
			'support google com',
			'mail google com',
			'yahoo com',
			'yahooinc com',
			'proofpoint com',
			'support apple com',
			'mimecast com',
			'mimecast org',
			'messagelabs com',
			'qq com',
			'barracuda',
		],
		system: 'other',
	},
	// Block lists of IPs
	{words: ['spamhaus', 'zen mimecast org', 'zen dq'], list: 'spamhaus', lists: 'ip'},
	{words: ['sorbs'], list: 'sorbs', lists: 'ip'},
	{words: ['spamcop'], list: 'spamcop', lists: 'ip'},
	{words: ['support proofpoint com dnsbl', 'ipcheck proofpoint com'], list: 'proofpoint', lists: 'ip'},
	{words: ['cloudmark'], list: 'cloudmark', lists: 'ip'},
	{words: ['ers trendmicro com', 'trend micro email reputation'], list: 'trendmicro', lists: 'ip'},
	{words: ['barracudacentral'], list: 'barracuda', lists: 'ip'},
	// Block lists of domains
	{words: ['spamhaus dbl', 'dbl spamhaus'], list: 'spamhaus', lists: 'domain'},
	{words: ['uribl'], list: 'uribl', lists: 'domain'},
	{words: ['surbl'], list: 'surbl', lists: 'domain'},
	// Whether a later try may help, for texts without a code
	{
		words: ['temporary', 'temporarily', 'try again', 'later', 'deferred', 'delayed', 'will retry'],
		permanence: 'transient',
	},
	{words: ['permanent', 'permanently', 'bounced'], permanence: 'permanent'},
];
