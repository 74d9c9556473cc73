import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {Tokens} from '#shared/model/classification.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import {factSchema} from '#shared/model/stored-fact.ts';
import type {Store} from './client.ts';
import {parseItem, withoutNulls} from './parse.ts';

/** What is kept of a response, in characters. */
const KEPT_RESPONSE = 1_000;
const MAX_FACTS = 2_000;

/** The partition of a recipient: a tenant id has no `#`, so the first one parts the two. */
export const ownerKey = (tenant: TenantId, recipient: EmailAddress): string => `${tenant}#${recipient}`;

/**
 * The item of a fact. Nulls are not stored, nor what stands twice: the tokens that can be read out of the kept response
 * again, the recipient, a verdict on the address that is the classification's. So most facts stay below 1 KB, which is
 * one write unit.
 *
 * @param incident the id of the incident that the fact belongs to, within its tenant
 * @param keptUntil when the fact may go
 */
export function factItem(fact: Fact, incident: string | undefined, keptUntil: Date): Record<string, unknown> {
	const {event, classification} = fact;
	const {recipient, occurredAt, senderIp, ...reported} = event;
	const diagnostic = 'diagnostic' in event ? (event.diagnostic?.slice(0, KEPT_RESPONSE).toWellFormed() ?? null) : null;
	return withoutNulls({
		...reported,
		owner: ownerKey(fact.tenant, recipient),
		id: fact.id,
		occurredAt: fact.occurredAt,
		/** The event itself had no time. */
		timeless: occurredAt === null ? true : null,
		senderIp: fact.senderIp,
		/** The IP was read out of the response. */
		senderIpRead: senderIp === null && fact.senderIp !== null ? true : null,
		diagnostic,
		suppression: fact.suppression,
		...(classification === null ? {} : verdict(classification, fact.suppression, diagnostic ?? '')),
		incident: incident === undefined ? null : `${fact.tenant}#${incident}`,
		expiresAt: Math.floor(keptUntil.getTime() / 1000),
	});
}

function verdict(
	{source, category, permanence, scope, alert, rule, basis, truncated, ...rest}: NonNullable<Fact['classification']>,
	suppression: Fact['suppression'],
	response: string,
) {
	const tokens = unread(rest.tokens, response);
	return {
		source,
		category,
		permanence,
		scope,
		alert,
		rule,
		basis,
		truncated: truncated ?? null,
		verdictSuppression: rest.suppression === suppression ? null : rest.suppression,
		tokens: tokens.length === 0 ? null : Object.fromEntries(tokens),
	};
}

function unread(tokens: Tokens, response: string): [string, string | number][] {
	return Object.entries(tokens).filter(([, value]) => value !== undefined && !response.includes(String(value)));
}

/** The fact in an item. */
export function factFrom(item: Readonly<Record<string, unknown>>): Fact {
	const owner = String(item.owner);
	const parting = owner.indexOf('#');
	return parseItem('Facts', factSchema, {
		id: item.id,
		tenant: owner.slice(0, parting),
		occurredAt: item.occurredAt,
		event: {
			...item,
			recipient: owner.slice(parting + 1),
			occurredAt: item.timeless === true ? null : item.occurredAt,
			senderIp: item.senderIpRead === true ? null : (item.senderIp ?? null),
			diagnostic: item.diagnostic ?? null,
		},
		senderIp: item.senderIp ?? null,
		classification:
			item.category === undefined
				? null
				: {
						tokens: {},
						alert: null,
						...item,
						suppression: item.verdictSuppression ?? item.suppression,
					},
		suppression: item.suppression ?? null,
	});
}

/**
 * The history of an address, newest first: at most 2,000 facts. Responses are cut to 1,000 characters. `tokens` holds
 * only what does not stand in the response as it is; classify the response again to have all.
 */
export async function readFacts(store: Store<'Facts'>, tenant: TenantId, recipient: EmailAddress): Promise<Fact[]> {
	const facts: Fact[] = [];
	let from: Record<string, unknown> | undefined;
	do {
		const answer = await store.client.send(
			new QueryCommand({
				TableName: store.tables.Facts,
				KeyConditionExpression: '#owner = :owner',
				ExpressionAttributeNames: {'#owner': 'owner'},
				ExpressionAttributeValues: {':owner': ownerKey(tenant, recipient)},
				ExclusiveStartKey: from,
			}),
		);
		facts.push(...(answer.Items ?? []).map(factFrom));
		from = answer.LastEvaluatedKey;
	} while (from !== undefined && facts.length < MAX_FACTS);
	return facts.sort((one, other) => Date.parse(other.occurredAt) - Date.parse(one.occurredAt)).slice(0, MAX_FACTS);
}
