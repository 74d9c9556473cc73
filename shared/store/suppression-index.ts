import {QueryCommand} from '@aws-sdk/lib-dynamodb';
import {CATEGORIES, isCategory} from '#shared/model/category.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import type {TenantId} from '#shared/model/names.ts';
import {SUPPRESSION_REASONS, SUPPRESSION_STATUSES, type SuppressionReason} from '#shared/model/suppression.ts';
import type {SuppressionFilter} from '#shared/model/suppression-filter.ts';
import type {Store} from './client.ts';
import {sideBySide} from './side-by-side.ts';
import {listKey} from './suppressions.ts';

const AT_ONCE = 16;
/** Before and after every time. */
const [EARLIEST, LATEST] = ['0', '9'] as const;

/** One partition of the index, and the times that are wanted of it. */
export interface List {
	readonly list: string;
	readonly from: string;
	readonly to: string;
}

/** What the index knows of a record: its keys. */
export interface Key {
	readonly list: string;
	readonly since: string;
	readonly tenant: string;
	readonly mailbox: string;
}

/** Reasons for which an address may be suppressed or watched; those of blocks make no record. */
const REASONS = SUPPRESSION_REASONS.filter(
	(reason) => !isCategory(reason) || CATEGORIES[reason].suppression !== 'keep',
);

/** The partitions in which the records stand that are meant: at most a hundred and thirty or so, whatever they hold. */
export function listsOf(tenant: TenantId, filter: SuppressionFilter): List[] {
	const {status, reasons = REASONS, esp, from = EARLIEST, to = LATEST, lapsedAt} = filter;
	const esps = esp === undefined ? [...ESP_NAMES, null] : [esp];
	const lists: List[] = [];
	const put = (name: (typeof SUPPRESSION_STATUSES)[number], reason: SuppressionReason, first: string, last: string) => {
		if (first > last) return;
		for (const one of esps)
			lists.push({list: listKey({tenant, status: name, reason, esp: one}), from: first, to: last});
	};
	for (const reason of new Set(reasons)) {
		for (const name of status === undefined ? SUPPRESSION_STATUSES : [status]) {
			// Lapsed ones are stored as active and meant as watched. `~` follows the last digit of a time.
			const lapses = status !== undefined && lapsedAt !== undefined && isCategory(reason);
			put(name, reason, lapses && name === 'active' ? later(from, `${lapsedAt}~`) : from, to);
			if (lapses && name === 'watching') put('active', reason, from, lapsedAt < to ? lapsedAt : to);
		}
	}
	return lists;
}

const later = (one: string, other: string): string => (one > other ? one : other);

/**
 * The newest keys of several partitions as one list: by time, newest first; of the same time by partition.
 *
 * @param after the `next` of the page before
 */
export async function newestOf(
	store: Store<'Suppressions'>,
	lists: readonly List[],
	{limit, after}: {readonly limit: number; readonly after?: string | undefined},
): Promise<{keys: Key[]; next?: string}> {
	const place = after === undefined ? undefined : placeOf(after);
	const keys: Key[] = [];
	await sideBySide(lists, AT_ONCE, async (list) => {
		keys.push(...(await readList(store, list, limit, place)));
	});
	keys.sort((one, other) => compare(other.since, one.since) || compare(one.list, other.list)); // stable within a list
	const page = keys.slice(0, limit);
	const last = page.at(-1);
	return {keys: page, ...(last === undefined || page.length < limit ? {} : {next: JSON.stringify(last)})};
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

async function readList(
	store: Store<'Suppressions'>,
	list: List,
	limit: number,
	place: Key | undefined,
): Promise<Key[]> {
	const to = place === undefined || place.since > list.to ? list.to : place.since;
	// Of the place's own time the partitions before its own are through.
	const open = place !== undefined && list.list < place.list && to === place.since;
	if (open ? list.from >= to : list.from > to) return [];
	const answer = await store.client.send(
		new QueryCommand({
			TableName: store.tables.Suppressions,
			IndexName: 'byList',
			KeyConditionExpression: '#list = :list AND #since BETWEEN :from AND :to',
			ExpressionAttributeNames: {'#list': 'list', '#since': 'since'},
			ExpressionAttributeValues: {':list': list.list, ':from': list.from, ':to': open ? before(to) : to},
			ScanIndexForward: false,
			ExclusiveStartKey: place?.list === list.list ? {...place} : undefined,
			Limit: limit,
		}),
	);
	return (answer.Items ?? []).map(keyFrom);
}

/** The last text before a time; times are of the same length. */
const before = (time: string): string => `${time.slice(0, -1)}Y`;

function keyFrom(item: Readonly<Record<string, unknown>>): Key {
	const {list, since, tenant, mailbox} = item;
	return {list: String(list), since: String(since), tenant: String(tenant), mailbox: String(mailbox)};
}

function placeOf(after: string): Key {
	const place: unknown = JSON.parse(after);
	if (typeof place !== 'object' || place === null) throw new Error('Suppressions: a place in the index is broken');
	return keyFrom({...place});
}
