import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {Fact} from '#shared/model/fact.ts';
import type {TenantId} from '#shared/model/names.ts';
import {batchGet} from './batch-get.ts';
import type {Store} from './client.ts';
import {factFrom} from './facts.ts';

/**
 * The facts of one incident, oldest first: as many as the limit says, or fewer where some have been let go meanwhile.
 *
 * @param incident its id within the tenant
 * @param after the `next` of the page before
 */
export async function readIncidentFacts(
	store: Store<'Facts'>,
	tenant: TenantId,
	incident: string,
	{limit, after}: {readonly limit: number; readonly after?: string | undefined},
): Promise<{facts: Fact[]; next?: string}> {
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Facts,
			IndexName: 'byIncident',
			KeyConditionExpression: '#incident = :incident',
			ExpressionAttributeNames: {'#incident': 'incident'},
			ExpressionAttributeValues: {':incident': `${tenant}#${incident}`},
			ExclusiveStartKey: after === undefined ? undefined : JSON.parse(after),
			Limit: limit,
		}),
	);
	const keys = (answer.Items ?? []).map(({owner, id}) => ({owner: String(owner), id: String(id)}));
	const items = new Map(
		(await batchGet(store, 'Facts', keys, false)).map((item) => [`${item.owner} ${item.id}`, item]),
	);
	return {
		facts: keys.flatMap(({owner, id}) => {
			const item = items.get(`${owner} ${id}`);
			return item === undefined ? [] : [factFrom(item)];
		}),
		...(answer.LastEvaluatedKey === undefined ? {} : {next: JSON.stringify(answer.LastEvaluatedKey)}),
	};
}
