import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {Incident} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {Store} from './client.ts';
import {readIncidents} from './incidents.ts';

/** One page of the index, which holds keys alone. */
const MAX_IDS = 1_000;

/**
 * The ids of a tenant's incidents that go on, sorted, at most 1,000. Among them may be some that are resolved, with an alert
 * that was not sent yet. The index lags behind the table by a moment.
 */
export async function listUnresolvedIds({client, tables}: Store<'Incidents'>, tenant: TenantId): Promise<string[]> {
	const answer = await client.send(
		new QueryCommand({
			TableName: tables.Incidents,
			IndexName: 'unresolvedByTenant',
			KeyConditionExpression: '#tenant = :tenant',
			ExpressionAttributeNames: {'#tenant': 'tenant'},
			ExpressionAttributeValues: {':tenant': tenant},
			Limit: MAX_IDS,
		}),
	);
	return (answer.Items ?? []).map(({id}) => String(id)).toSorted();
}

/**
 * A tenant's incidents that go on, in order of their ids.
 *
 * @param ids of `listUnresolvedIds`, as many as are wanted
 */
export async function readUnresolved(
	store: Store<'Incidents'>,
	tenant: TenantId,
	ids: readonly string[],
): Promise<Incident[]> {
	const incidents = await readIncidents(store, tenant, ids);
	return ids.flatMap((id) => {
		const incident = incidents.get(id);
		return incident === undefined || incident.state === 'resolved' ? [] : [incident];
	});
}
