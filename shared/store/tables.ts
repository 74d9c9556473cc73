/** The tables as data. The stack makes them from this; the store reads and writes by it. */

export interface TableShape {
	readonly partitionKey: string;
	readonly sortKey?: string;
	/** Attribute that holds the second (Unix time) from which an item may go. */
	readonly timeToLive?: string;
	readonly stream?: boolean;
	readonly indexes?: Readonly<Record<string, {partitionKey: string; sortKey: string; projection: 'ALL' | 'KEYS_ONLY'}>>;
}

/** All keys are strings. */
export const TABLES = {
	/**
	 * `id` is `tenant#<id>`, `topic#<arn>` (which tenant an SNS topic belongs to), or `erased#<id>#<two hex digits>`: the
	 * salted hashes of a tenant's erased addresses that begin with these digits.
	 */
	Tenants: {partitionKey: 'id'},
	/** `owner` is `<tenant>#<recipient>`, `id` the fact's id. Sparse index: facts of one incident. */
	Facts: {
		partitionKey: 'owner',
		sortKey: 'id',
		timeToLive: 'expiresAt',
		indexes: {byIncident: {partitionKey: 'incident', sortKey: 'occurredAt', projection: 'KEYS_ONLY'}},
	},
	/**
	 * `mailbox` is `<domain>@<local part>`, so that a domain's addresses stand together. Index: `list` is
	 * `<tenant>#<status>#<reason>#<esp>`, `since` the time from which it holds; it is written when one of these changes.
	 */
	Suppressions: {
		partitionKey: 'tenant',
		sortKey: 'mailbox',
		indexes: {byList: {partitionKey: 'list', sortKey: 'since', projection: 'KEYS_ONLY'}},
	},
	/**
	 * `month` is `<tenant>#<YYYY-MM>`. `bucket` is `<dimension>#<value>#<DD>T<HH>#<shard>` for counters, with attributes
	 * named as the metrics; `list#<DD>T<HH>#<id>` for what one transaction counted by recipient domain and region, sender
	 * by sender; `seen#<DD>T<HH>#<hash>` for a webhook message's deliveries, so that they are counted once;
	 * `sample#<DD>T<HH>#<kind>#<resource>#<id>` for responses that may be part of a trend. Each item is an hour's, because
	 * a write is charged by the size of the item that it changes. Besides, `month` is `trouble#<shard>` and `bucket` a
	 * tenant with trouble in its mail.
	 */
	Reputation: {partitionKey: 'month', sortKey: 'bucket', timeToLive: 'expiresAt'},
	/**
	 * Its stream is the outbox of the alerts. `gathered` is what incidents gather in time, packed. Sparse indexes: incidents
	 * that are not resolved, of all tenants and of one. Nothing in them changes with a response that is merely counted:
	 * each change would be charged once more.
	 */
	Incidents: {
		partitionKey: 'tenant',
		sortKey: 'id',
		timeToLive: 'expiresAt',
		stream: true,
		indexes: {
			unresolved: {partitionKey: 'unresolved', sortKey: 'alertAt', projection: 'KEYS_ONLY'},
			unresolvedByTenant: {partitionKey: 'tenant', sortKey: 'unresolved', projection: 'KEYS_ONLY'},
		},
	},
	/**
	 * What people changed, kept until the person it is about is erased. `id` begins with the time. Sparse indexes: `owner`
	 * is `<tenant>#<address>`, `batch` is `<tenant>#<bulk release>`.
	 */
	Audit: {
		partitionKey: 'tenant',
		sortKey: 'id',
		indexes: {
			byAddress: {partitionKey: 'owner', sortKey: 'id', projection: 'ALL'},
			byRelease: {partitionKey: 'batch', sortKey: 'id', projection: 'ALL'},
		},
	},
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof TABLES;

/** The environment variable that holds each table's name. */
export const TABLE_VARIABLES = {
	Tenants: 'TENANTS_TABLE',
	Facts: 'FACTS_TABLE',
	Suppressions: 'SUPPRESSIONS_TABLE',
	Reputation: 'REPUTATION_TABLE',
	Incidents: 'INCIDENTS_TABLE',
	Audit: 'AUDIT_TABLE',
} as const satisfies Record<TableName, string>;
