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
	/** `id` is `tenant#<id>`, or `topic#<arn>` (which tenant an SNS topic belongs to). */
	Tenants: {partitionKey: 'id'},
	/** `owner` is `<tenant>#<recipient>`, `id` the fact's id. Sparse index: facts of one incident. */
	Facts: {
		partitionKey: 'owner',
		sortKey: 'id',
		timeToLive: 'expiresAt',
		indexes: {byIncident: {partitionKey: 'incident', sortKey: 'occurredAt', projection: 'KEYS_ONLY'}},
	},
	Suppressions: {partitionKey: 'tenant', sortKey: 'recipient'},
	/**
	 * `month` is `<tenant>#<YYYY-MM>`. `bucket` is `<dimension>#<value>#<DD>T<HH>#<shard>` for counters, with attributes
	 * named as the metrics; `list#<DD>T<HH>#<id>` for what one transaction counted by recipient domain and region;
	 * `seen#<DD>T<HH>#<hash>` for a webhook message's deliveries, so that they are counted once. Each item is an hour's,
	 * because a write is charged by the size of the item that it changes.
	 */
	Reputation: {partitionKey: 'month', sortKey: 'bucket', timeToLive: 'expiresAt'},
	/** Its stream is the outbox of the alerts. Sparse index: incidents that are not resolved. */
	Incidents: {
		partitionKey: 'tenant',
		sortKey: 'id',
		timeToLive: 'expiresAt',
		stream: true,
		indexes: {unresolved: {partitionKey: 'unresolved', sortKey: 'lastSeenAt', projection: 'ALL'}},
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
} as const satisfies Record<TableName, string>;
