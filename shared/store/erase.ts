import {DeleteCommand, QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {Incident} from '#shared/model/incident.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import {pause} from './back-off.ts';
import {batchDelete} from './batch-delete.ts';
import type {Store} from './client.ts';
import {keepErased} from './erased.ts';
import {ownerKey, readFacts} from './facts.ts';
import {listIncidents, readIncidents, writeIncident} from './incidents.ts';
import {mailboxOf} from './mailbox.ts';
import {readSuppression} from './suppressions.ts';

const MAX_ATTEMPTS = 8;
const PAGE = 100;
/** What stands in a sample in the place of the address. */
const GONE = '(erased)';

/** What was erased. */
export interface Erased {
	readonly record: boolean;
	readonly events: number;
	readonly changes: number;
	/** Incidents whose sample named the address. */
	readonly incidents: number;
}

/**
 * Erases a person: the record, all events, all entries of the audit log about the address, and the address in the samples
 * of incidents. A salted hash is kept first, so that there is no moment in which the address may be mailed. It can be
 * repeated: events that are under way while it works come with the next time.
 *
 * @throws Error where a table is out of order; what was erased until then stays erased
 */
export async function eraseRecipient(store: Store, tenant: TenantId, address: EmailAddress): Promise<Erased> {
	await keepErased(store, tenant, address);
	const [record, facts] = await Promise.all([
		readSuppression(store, tenant, address),
		readFacts(store, tenant, address),
	]);
	const spellings = [record?.recipientAsReceived, ...facts.map(({event}) => event.recipientAsReceived)];
	const incidents = await redactIncidents(store, tenant, [
		...new Set([address, ...spellings.flatMap((spelling) => spelling ?? [])].map((text) => text.toLowerCase())),
	]);
	await store.client.send(
		new DeleteCommand({TableName: store.tables.Suppressions, Key: {tenant, mailbox: mailboxOf(address)}}),
	);
	const owner = ownerKey(tenant, address);
	return {
		record: record !== undefined,
		events: await deleteOf(store, 'Facts', ['owner', 'id'], owner),
		changes: await deleteOf(store, 'Audit', ['tenant', 'id'], owner, 'byAddress'),
		incidents,
	};
}

async function deleteOf(
	store: Store,
	table: 'Facts' | 'Audit',
	key: readonly [string, string],
	owner: string,
	IndexName?: string,
): Promise<number> {
	let deleted = 0;
	let from: Record<string, unknown> | undefined;
	do {
		const {Items = [], LastEvaluatedKey} = await store.client.send(
			new QueryCommand({
				TableName: store.tables[table],
				IndexName,
				KeyConditionExpression: '#owner = :owner',
				ExpressionAttributeNames: {'#owner': 'owner'},
				ExpressionAttributeValues: {':owner': owner},
				ExclusiveStartKey: from,
			}),
		);
		await batchDelete(
			store,
			table,
			Items.map((item) => Object.fromEntries(key.map((name) => [name, item[name]]))),
		);
		deleted += Items.length;
		from = LastEvaluatedKey;
	} while (from !== undefined);
	return deleted;
}

/** Takes the spellings of an address, in small letters, out of the samples of a tenant's incidents. */
async function redactIncidents(store: Store, tenant: TenantId, spellings: readonly string[]): Promise<number> {
	let redacted = 0;
	let after: string | undefined;
	do {
		const page = await listIncidents(store, tenant, {limit: PAGE, after});
		for (const incident of page.incidents) {
			if (without(incident.response, spellings) === incident.response) continue;
			await redact(store, incident, spellings);
			redacted += 1;
		}
		after = page.next;
	} while (after !== undefined);
	return redacted;
}

async function redact(store: Store, known: Incident, spellings: readonly string[]): Promise<void> {
	let incident: Incident | undefined = known;
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
		if (incident === undefined) return;
		if (await writeIncident(store, {...incident, response: without(incident.response, spellings)})) return;
		await pause(attempt);
		incident = (await readIncidents(store, known.tenant, [known.id])).get(known.id);
	}
	throw new Error(`Incidents: a sample could not be redacted in ${MAX_ATTEMPTS} attempts`);
}

/** A text without some words, however they are written in capitals and small letters. */
function without(text: string, spellings: readonly string[]): string {
	let result = text;
	for (const spelling of spellings) {
		let at = result.toLowerCase().indexOf(spelling);
		while (at >= 0 && result.toLowerCase().length === result.length) {
			result = `${result.slice(0, at)}${GONE}${result.slice(at + spelling.length)}`;
			at = result.toLowerCase().indexOf(spelling, at + GONE.length);
		}
	}
	return result;
}
