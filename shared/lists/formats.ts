/** Why an address stands on an ESP's list. */
export type Kind = 'bounce' | 'complaint' | 'unsubscribe' | 'manual';

/** A kind of file, known by its columns. Names of columns are compared by their letters and digits alone, in lower case. */
export interface Format {
	readonly name: 'ses' | 'sendgrid' | 'postmark' | 'bounceledger' | 'list';
	/** For people. */
	readonly what: string;
	/** The columns that it must have … */
	readonly has: readonly string[];
	/** … and no others. */
	readonly only?: true;
	readonly address: string;
	/** What all of its addresses are listed for. */
	readonly kind?: Kind;
	/** The column that tells what an address is listed for. */
	readonly reason?: string;
	/** The columns of the receiving server's response, of its status, of the time, and of the part of the mail. */
	readonly response?: string;
	readonly status?: string;
	readonly at?: readonly string[];
	readonly part?: string;
}

/**
 * In order of precedence. Sources: SES API v2 ListSuppressedDestinations and CreateImportJob; SendGrid's suppression API and
 * the CSV downloads of its pages, whose bounces and blocks have the same columns; Postmark's suppression dump.
 */
export const FORMATS: readonly Format[] = [
	{
		name: 'bounceledger',
		what: 'an export of Bounceledger',
		has: ['address', 'status', 'reason', 'since'],
		address: 'address',
		reason: 'reason',
		at: ['since'],
		part: 'parts',
	},
	{
		name: 'postmark',
		what: 'the suppressions of a Postmark stream',
		has: ['emailaddress', 'suppressionreason'],
		address: 'emailaddress',
		reason: 'suppressionreason',
		at: ['createdat'],
	},
	{
		name: 'ses',
		what: "SES's suppression list",
		has: ['emailaddress', 'reason'],
		address: 'emailaddress',
		reason: 'reason',
		at: ['lastupdatetime', 'lastupdatedtime', 'lastupdated', 'dateadded'],
	},
	{
		name: 'sendgrid',
		what: "SendGrid's unsubscribes of a group",
		has: ['email', 'groupid'],
		address: 'email',
		kind: 'unsubscribe',
		at: ['createdat', 'created'],
		part: 'groupid',
	},
	{
		name: 'sendgrid',
		what: "SendGrid's bounces or blocks",
		has: ['status', 'reason', 'email', 'created'],
		address: 'email',
		kind: 'bounce',
		response: 'reason',
		status: 'status',
		at: ['created'],
	},
	{
		name: 'sendgrid',
		what: "SendGrid's invalid addresses",
		has: ['reason', 'email', 'created'],
		address: 'email',
		kind: 'bounce',
		response: 'reason',
		at: ['created'],
	},
	{
		name: 'sendgrid',
		what: "SendGrid's spam reports",
		has: ['ip', 'email', 'created'],
		address: 'email',
		kind: 'complaint',
		at: ['created'],
	},
	{
		name: 'sendgrid',
		what: "SendGrid's unsubscribes",
		has: ['email', 'created'],
		only: true,
		address: 'email',
		kind: 'unsubscribe',
		at: ['created'],
	},
];

/** Names that a column of addresses goes by, in the order in which they are looked for. */
export const ADDRESS_COLUMNS = [
	'email',
	'emailaddress',
	'mail',
	'emailadresse',
	'emailadress',
	'adresseemail',
	'courriel',
	'correo',
	'correoelectronico',
	'correoelectrónico',
	'indirizzoemail',
	'epost',
	'epostadresse',
	'recipient',
	'address',
	'username',
];

/** What ESPs and people write for the kinds, in lower-case letters alone. */
export const KIND_WORDS: ReadonlyMap<string, Kind> = new Map([
	['bounce', 'bounce'],
	['bounced', 'bounce'],
	['hardbounce', 'bounce'],
	['complaint', 'complaint'],
	['spamcomplaint', 'complaint'],
	['spamreport', 'complaint'],
	['spam', 'complaint'],
	['unsubscribe', 'unsubscribe'],
	['unsubscribed', 'unsubscribe'],
	['optout', 'unsubscribe'],
	['manual', 'manual'],
	['manualsuppression', 'manual'],
]);

/** A name as it is compared. */
export function plain(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The kind of file that has these columns; undefined where none is known. */
export function formatOf(columns: readonly string[]): Format | undefined {
	const names = columns.map(plain);
	return FORMATS.find(
		({has, only}) => has.every((name) => names.includes(name)) && (only !== true || names.length === has.length),
	);
}
