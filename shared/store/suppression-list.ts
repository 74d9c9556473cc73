import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import type {TenantId} from '#shared/model/names.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {isMeant, type SuppressionFilter} from '#shared/model/suppression-filter.ts';
import type {Store} from './client.ts';
import {addressOf} from './mailbox.ts';
import {type Key, listsOf, newestOf} from './suppression-index.ts';
import {readSuppressions, suppressionFrom} from './suppressions.ts';

type Suppressions = Store<'Suppressions'>;

/** Requests for one page: where few records of a domain are meant, the search goes on with the next page. */
const MAX_REQUESTS = 20;
const LEAST_READ = 250;

/** Which records are wanted, and where to go on. */
export interface SuppressionPage extends SuppressionFilter {
	/** At most so many records. */
	readonly limit: number;
	/** The `next` of the page before: not for people, and good for the same filter only. */
	readonly after?: string | undefined;
}

/** A page, which may hold fewer than `limit` although there is a next one. */
export interface Suppressed {
	readonly records: SuppressionRecord[];
	readonly next?: string;
}

/**
 * A tenant's records. Without a filter, and those of one domain, stand in order of domain and local part; the others
 * newest first by the time that their status began. What a page costs depends neither on how many records there are
 * nor on how many pages came before; of one large domain only, records that are rare in it take several pages to find.
 */
export function listSuppressions(store: Suppressions, tenant: TenantId, page: SuppressionPage): Promise<Suppressed> {
	const {status, reasons, domain, esp, from, to, rule} = page;
	const all = [status, reasons, esp, from, to, rule].every((one) => one === undefined);
	return domain !== undefined || all ? byMailbox(store, tenant, page) : byTime(store, tenant, page);
}

async function byMailbox(store: Suppressions, tenant: TenantId, page: SuppressionPage): Promise<Suppressed> {
	const {domain, limit} = page;
	const records: SuppressionRecord[] = [];
	let start: Record<string, unknown> | undefined = page.after === undefined ? undefined : {tenant, mailbox: page.after};
	for (let request = 0; request < MAX_REQUESTS; request += 1) {
		const answer = await store.client.send(
			new QueryCommand({
				TableName: store.tables.Suppressions,
				KeyConditionExpression: `#tenant = :tenant${domain === undefined ? '' : ' AND begins_with(#mailbox, :domain)'}`,
				ExpressionAttributeNames: {'#tenant': 'tenant', ...(domain === undefined ? {} : {'#mailbox': 'mailbox'})},
				ExpressionAttributeValues: {':tenant': tenant, ...(domain === undefined ? {} : {':domain': `${domain}@`})},
				ExclusiveStartKey: start,
				Limit: request === 0 ? limit : Math.max(limit, LEAST_READ),
			}),
		);
		for (const item of answer.Items ?? []) {
			start = {tenant, mailbox: item.mailbox};
			const record = suppressionFrom(item);
			if (isMeant(record, page)) records.push(record);
			if (records.length === limit) return {records, next: String(item.mailbox)};
		}
		start = answer.LastEvaluatedKey;
		if (start === undefined) return {records};
	}
	return {records, next: String(start?.mailbox)};
}

async function byTime(store: Suppressions, tenant: TenantId, page: SuppressionPage): Promise<Suppressed> {
	const {keys, next} = await newestOf(store, listsOf(tenant, page), page);
	const addresses = keys.flatMap(({mailbox}: Key) => addressOf(mailbox) ?? []);
	const found = await readSuppressions(store, tenant, addresses, false);
	const records = addresses.flatMap((address) => {
		const record = found.get(address);
		return record !== undefined && isMeant(record, page) ? [record] : [];
	});
	return {records, ...(next === undefined ? {} : {next})};
}
