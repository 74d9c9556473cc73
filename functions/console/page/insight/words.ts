const BIG = new Map([
	['ip', 'IP'],
	['dns', 'DNS'],
]);

/** A category of bounce as people say it: "IP banned", "Recipient unknown". */
export function categoryInWords(category: string): string {
	const words = category
		.split('-')
		.map((word) => BIG.get(word) ?? word)
		.join(' ');
	return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export const RATE_WORDS: ReadonlyMap<string, string> = new Map([
	['bounce', 'All bounces'],
	['dead', 'Dead addresses'],
	['block', 'Blocks'],
	['deferral', 'Deferrals'],
	['complaint', 'Complaints'],
	['unsubscribe', 'Unsubscribes'],
]);

export const STATUS_MARKS = {
	fine: 'good',
	near: 'risky',
	over: 'stop',
	'too few to say': 'none',
	'not available': 'none',
} as const;

export const STATUS_WORDS = {
	fine: 'Fine',
	near: 'Near',
	over: 'Over',
	'too few to say': 'Too few to say',
	'not available': 'Not available',
} as const;

/** The times that can be looked at. */
export const WINDOWS = [
	['24h', '24 hours'],
	['7d', '7 days'],
	['30d', '30 days'],
] as const;

export const KIND_WORDS: readonly (readonly [string, string])[] = [
	['ip-ban', 'IP ban'],
	['spamhaus-listing', 'Spamhaus listing'],
	['blocklist', 'Block list'],
	['account-ban', 'Account ban'],
	['throttling', 'Throttling'],
	['list-quality', 'List quality'],
	['authentication', 'Authentication'],
	['complaints', 'Complaints'],
];

/** A kind of incident as people say it. */
export function kindInWords(kind: string): string {
	return KIND_WORDS.find(([each]) => each === kind)?.[1] ?? categoryInWords(kind);
}

export const STATE_WORDS: readonly (readonly [string, string])[] = [
	['open', 'Open'],
	['reopened', 'Open again'],
	['easing', 'Easing'],
	['resolved', 'Resolved'],
];

export const STATE_MARKS: ReadonlyMap<string, string> = new Map([
	['open', 'stop'],
	['reopened', 'stop'],
	['easing', 'risky'],
	['resolved', 'good'],
]);

/** A state of an incident as people say it. */
export function stateInWords(state: string): string {
	return STATE_WORDS.find(([each]) => each === state)?.[1] ?? state;
}
