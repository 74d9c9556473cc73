import {ConditionalCheckFailedException} from '@aws-sdk/client-dynamodb';
import {GetCommand, PutCommand, QueryCommand} from '@aws-sdk/lib-dynamodb';
import {type Incident, incidentSchema} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {pause} from './back-off.ts';
import {batchGet} from './batch-get.ts';
import type {Store} from './client.ts';
import {packed, unpacked} from './packed.ts';
import {parseItem, withoutNulls} from './parse.ts';
import {unchanged} from './version.ts';

type Incidents = Store<'Incidents'>;

/** What stands in the table beside incidents has ids that begin so: behind those of all incidents (alert-log.ts). */
const NOTES = '~';
/** What a sort key may have, in bytes (DynamoDB, "Constraints"): longer ids are nobody's, and asking for them is a fault. */
const MAX_ID = 1_024;
const isIncidentId = (id: string): boolean => id !== '' && id < NOTES && Buffer.byteLength(id) <= MAX_ID;

/** The sparse index is spread over so many partitions, by tenant. */
const UNRESOLVED_SHARDS = 8;
const MAX_UNRESOLVED = 8_000;
/** … of each part of the index, those whose alert came longest ago. */
export const MAX_IN_SHARD = 4_000;
/** A resolved incident whose alerts are sent is kept so long: as long as the counters. */
const KEPT_DAYS = 400;
const DAY_S = 86_400;
const MAX_ATTEMPTS = 8;

const isDue = ({alertSequence, sentSequence}: Incident): boolean => alertSequence > sentSequence;
const isPending = (incident: Incident): boolean => incident.state !== 'resolved' || isDue(incident);

/**
 * In the sparse index stand incidents that go on, and those with an alert that was not sent. `due` is "alert" on the
 * latter, so that a reader of the stream can leave out all other changes by a filter. What an incident gathers in time is
 * packed: it is written with each batch of responses.
 */
function incidentItem(incident: Incident): Record<string, unknown> {
	const due = isDue(incident);
	const pending = isPending(incident);
	const {domains, timeline, samples, trend, attribution, evidence, tenants, ...rest} = incident;
	return withoutNulls({
		...rest,
		gathered: packed({domains, timeline, samples, trend, attribution, evidence, tenants}),
		due: due ? 'alert' : null,
		unresolved: pending ? `shard-${shardOf(incident.tenant)}` : null,
		expiresAt: pending ? null : Math.floor(Date.parse(incident.lastSeenAt) / 1000) + KEPT_DAYS * DAY_S,
	});
}

function shardOf(tenant: TenantId): number {
	let sum = 0;
	for (const character of tenant) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
	return sum % UNRESOLVED_SHARDS;
}

function fromItem(item: Readonly<Record<string, unknown>>): Incident {
	// Until there was `easing`, half of the quiet period was a state of its own.
	const state = item.state === 'quiet' ? 'open' : item.state;
	return parseItem('Incidents', incidentSchema, {senderIp: null, ...item, ...unpacked(item.gathered), state});
}

/** One incident, read consistently; undefined where there is none. */
export async function readIncident(store: Incidents, tenant: TenantId, id: string): Promise<Incident | undefined> {
	if (!isIncidentId(id)) return undefined;
	const {Item} = await store.client.send(
		new GetCommand({TableName: store.tables.Incidents, Key: {tenant, id}, ConsistentRead: true}),
	);
	return Item === undefined ? undefined : fromItem(Item);
}

/** Several incidents of a tenant by their ids, read consistently; those that do not exist are not in the map. */
export async function readIncidents(
	store: Incidents,
	tenant: TenantId,
	ids: readonly string[],
): Promise<Map<string, Incident>> {
	const keys = [...new Set(ids)].filter(isIncidentId).map((id) => ({tenant, id}));
	const incidents = (await batchGet(store, 'Incidents', keys)).map(fromItem);
	return new Map(incidents.map((incident) => [incident.id, incident]));
}

/** A tenant's incidents in order of their ids. */
export async function listIncidents(
	store: Incidents,
	tenant: TenantId,
	{limit, after}: {readonly limit: number; readonly after?: string | undefined},
): Promise<{incidents: Incident[]; next?: string}> {
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Incidents,
			KeyConditionExpression: '#tenant = :tenant AND #id < :notes',
			ExpressionAttributeNames: {'#tenant': 'tenant', '#id': 'id'},
			ExpressionAttributeValues: {':tenant': tenant, ':notes': NOTES},
			ExclusiveStartKey: after === undefined ? undefined : {tenant, id: after},
			Limit: limit,
		}),
	);
	const next: unknown = answer.LastEvaluatedKey?.id;
	return {incidents: (answer.Items ?? []).map(fromItem), ...(typeof next === 'string' ? {next} : {})};
}

/**
 * Incidents of all tenants that are not resolved, or have an alert that was not sent, those that were silent longest first.
 * At most 8,000: those whose alert came longest ago. What was written a moment ago may be missing.
 *
 * @param unreadable is told of each broken item, which costs no other; without it the first one is thrown
 */
export async function listUnresolved(
	store: Incidents,
	unreadable: (fault: unknown) => void = raise,
): Promise<Incident[]> {
	const shards = Array.from({length: UNRESOLVED_SHARDS}, (_, shard) => unresolvedOf(store, shard));
	const found = (await Promise.all(shards)).flat().sort((one, other) => (one.alertAt < other.alertAt ? -1 : 1));
	const keys = found.slice(0, MAX_UNRESOLVED).map(({tenant, id}) => ({tenant, id}));
	const incidents = (await batchGet(store, 'Incidents', keys, false)).flatMap((item) => {
		try {
			return [fromItem(item)];
		} catch (fault) {
			unreadable(fault);
			return [];
		}
	});
	return incidents.filter(isPending).sort((one, other) => (one.lastSeenAt < other.lastSeenAt ? -1 : 1));
}

function raise(fault: unknown): never {
	throw fault;
}

/** What one part of the index holds. */
async function unresolvedOf({client, tables}: Incidents, shard: number) {
	const found: Record<'tenant' | 'id' | 'alertAt', string>[] = [];
	let from: Record<string, unknown> | undefined;
	do {
		const answer = await client.send(
			new QueryCommand({
				TableName: tables.Incidents,
				IndexName: 'unresolved',
				KeyConditionExpression: '#unresolved = :shard',
				ExpressionAttributeNames: {'#unresolved': 'unresolved'},
				ExpressionAttributeValues: {':shard': `shard-${shard}`},
				ExclusiveStartKey: from,
				Limit: MAX_IN_SHARD,
			}),
		);
		for (const {tenant, id, alertAt} of answer.Items ?? [])
			found.push({tenant: String(tenant), id: String(id), alertAt: String(alertAt)});
		from = answer.LastEvaluatedKey;
	} while (from !== undefined && found.length < MAX_IN_SHARD);
	return found;
}

/**
 * Writes a changed incident as the version after the one it was read with.
 *
 * @param incident with the version that it was read with; 0 for one that is not stored yet
 * @returns false where somebody else has written it meanwhile: read it again
 */
export async function writeIncident(store: Incidents, incident: Incident): Promise<boolean> {
	try {
		await store.client.send(new PutCommand(incidentPut(store.tables.Incidents, incident)));
		return true;
	} catch (fault) {
		if (fault instanceof ConditionalCheckFailedException) return false;
		throw fault;
	}
}

/** The put that makes an incident the version after the one it was read with. */
export function incidentPut(TableName: string, incident: Incident) {
	return {TableName, Item: incidentItem({...incident, version: incident.version + 1}), ...unchanged(incident.version)};
}

/**
 * Notes that the alert of this sequence was published. It is a write of the whole incident like any other, so that
 * nobody who read the incident before writes the older number back.
 *
 * @returns false where this alert or a later one was noted already
 * @throws Error where others keep writing the incident
 */
export async function markSent(store: Incidents, {tenant, id}: Incident, sequence: number): Promise<boolean> {
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
		const stored = await readIncident(store, tenant, id);
		if (stored === undefined || stored.sentSequence >= sequence) return false;
		if (await writeIncident(store, {...stored, sentSequence: sequence})) return true;
		await pause(attempt);
	}
	throw new Error(`Incidents: an alert could not be marked as sent in ${MAX_ATTEMPTS} attempts`);
}
