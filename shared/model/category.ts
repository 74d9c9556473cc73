/**
 * The categories of a bounce and what each one means for the recipient's address, the sender and the alerts.
 *
 * Consequences live here and nowhere else: a rule says "this is `ip-banned`" and nothing more, so no rule can suppress a
 * recipient for a block. To add a category, add a row; the compiler then names every place that must decide about it.
 */

/** `permanent`: the same message will not get through as things stand; `transient`: a retry may get through. */
export type Permanence = 'permanent' | 'transient';

/** What has to change before mail gets through. */
export type Scope =
	| 'recipient'
	| 'recipient-organization'
	| 'sending-ip'
	| 'sending-domain'
	| 'sending-account'
	| 'message'
	| 'network'
	| 'unknown';

/** What to do with the recipient's address: stop now, stop after repeated bounces, or never stop for this. */
export type Suppression = 'suppress' | 'count' | 'keep';

/** What a single response must raise. */
export type Alert = 'ip-ban' | 'spamhaus-listing';

export interface CategoryRow {
	/** One sentence for people. */
	readonly meaning: string;
	/** `as-replied`: 4xx is transient, 5xx permanent (RFC 5321, 4.2.1). */
	readonly permanence: Permanence | 'as-replied';
	readonly scope: Scope;
	/** `as-replied` (only `unknown`): `count` where permanent, else `keep`. */
	readonly suppression: Suppression | 'as-replied';
	/** `where-spamhaus`: `spamhaus-listing` where the list named is Spamhaus's. */
	readonly alert: 'ip-ban' | 'where-spamhaus' | null;
}

const rows = {
	'recipient-unknown': {
		meaning: 'No such mailbox.',
		permanence: 'permanent',
		scope: 'recipient',
		suppression: 'suppress',
		alert: null,
	},
	'recipient-disabled': {
		meaning: 'The mailbox exists and is disabled, inactive or blocked for receiving.',
		permanence: 'permanent',
		scope: 'recipient',
		suppression: 'suppress',
		alert: null,
	},
	'mailbox-full': {
		meaning: 'The mailbox is over its quota.',
		permanence: 'as-replied',
		scope: 'recipient',
		suppression: 'count',
		alert: null,
	},
	'recipient-throttled': {
		meaning: 'That mailbox takes too much mail just now.',
		permanence: 'transient',
		scope: 'recipient',
		suppression: 'keep',
		alert: null,
	},
	'recipient-restricted': {
		meaning: 'The mailbox or group takes mail from chosen senders only.',
		permanence: 'permanent',
		scope: 'recipient',
		suppression: 'count',
		alert: null,
	},
	'organization-policy': {
		meaning: "The recipient's organization blocks this mail by a rule or a block list of its own.",
		permanence: 'permanent',
		scope: 'recipient-organization',
		suppression: 'keep',
		alert: null,
	},
	'ip-banned': {
		meaning: 'The receiving provider itself bans the sending IP.',
		permanence: 'permanent',
		scope: 'sending-ip',
		suppression: 'keep',
		alert: 'ip-ban',
	},
	'ip-blocklisted': {
		meaning: 'A public or commercial block list names the sending IP.',
		permanence: 'as-replied',
		scope: 'sending-ip',
		suppression: 'keep',
		alert: 'where-spamhaus',
	},
	'domain-blocklisted': {
		meaning: 'A public block list names the HELO, envelope, From or link domain.',
		permanence: 'as-replied',
		scope: 'sending-domain',
		suppression: 'keep',
		alert: 'where-spamhaus',
	},
	'ip-throttled': {
		meaning: 'The sending IP is slowed down for its reputation or for a changed sending pattern.',
		permanence: 'transient',
		scope: 'sending-ip',
		suppression: 'keep',
		alert: null,
	},
	'rate-limited': {
		meaning: 'Too many connections, messages or recipients at once, whatever the reputation.',
		permanence: 'transient',
		scope: 'sending-ip',
		suppression: 'keep',
		alert: null,
	},
	'authentication-failed': {
		meaning: 'SPF, DKIM or DMARC did not pass.',
		permanence: 'as-replied',
		scope: 'sending-domain',
		suppression: 'keep',
		alert: null,
	},
	'sender-dns': {
		meaning: "The sender's reverse DNS, HELO or sender domain cannot be resolved or is wrong.",
		permanence: 'as-replied',
		scope: 'sending-domain',
		suppression: 'keep',
		alert: null,
	},
	'sender-banned': {
		meaning: 'The sending account or tenant is blocked.',
		permanence: 'permanent',
		scope: 'sending-account',
		suppression: 'keep',
		alert: null,
	},
	'not-authenticated': {
		meaning: 'The client had to sign in, or an inbound connector does not let it pass.',
		permanence: 'permanent',
		scope: 'sending-account',
		suppression: 'keep',
		alert: null,
	},
	'content-rejected': {
		meaning: 'Judged as spam, phishing, virus or forbidden content or attachment.',
		permanence: 'permanent',
		scope: 'message',
		suppression: 'keep',
		alert: null,
	},
	'message-invalid': {
		meaning: 'The message is malformed or too large.',
		permanence: 'permanent',
		scope: 'message',
		suppression: 'keep',
		alert: null,
	},
	'routing-loop': {
		meaning: 'The message was passed around in a circle on the receiving side.',
		permanence: 'permanent',
		scope: 'recipient-organization',
		suppression: 'keep',
		alert: null,
	},
	'recipient-misconfigured': {
		meaning: "The recipient's domain is set up wrongly.",
		permanence: 'as-replied',
		scope: 'recipient-organization',
		suppression: 'keep',
		alert: null,
	},
	'domain-unknown': {
		meaning: "The recipient's domain does not exist or takes no mail.",
		permanence: 'permanent',
		scope: 'recipient',
		suppression: 'suppress',
		alert: null,
	},
	'server-busy': {
		meaning: 'The receiving side has a passing fault.',
		permanence: 'transient',
		scope: 'network',
		suppression: 'keep',
		alert: null,
	},
	'connection-failed': {
		meaning: 'Nobody answered, or the connection broke.',
		permanence: 'transient',
		scope: 'network',
		suppression: 'keep',
		alert: null,
	},
	expired: {
		meaning: 'The queue gave up after retrying.',
		permanence: 'permanent',
		scope: 'network',
		suppression: 'count',
		alert: null,
	},
	unknown: {
		meaning: 'The response does not tell.',
		permanence: 'as-replied',
		scope: 'unknown',
		suppression: 'as-replied',
		alert: null,
	},
} as const satisfies Record<string, CategoryRow>;

export type Category = keyof typeof rows;

/** The table, one row for each category. */
export const CATEGORIES: Readonly<Record<Category, CategoryRow>> = rows;

/** Whether a text names a category. */
export function isCategory(text: string): text is Category {
	return Object.hasOwn(rows, text);
}

/** The names of all categories, in the order of the table. */
export const CATEGORY_NAMES: readonly Category[] = Object.keys(rows).filter(isCategory);
