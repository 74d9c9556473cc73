import * as z from 'zod/mini';
import {csv, forEsp} from '#shared/lists/write.ts';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {asOf, lapsedAt} from '#shared/projections/lapse.ts';
import {listSuppressions} from '#shared/store/suppression-list.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {describe} from './describe.ts';
import {FILTER, toFilter} from './filter.ts';
import {cursorSchema} from './limit.ts';
import {get} from './route.ts';

const PAGE = 1000;

type Described = ReturnType<typeof describe>;

/** The columns of the CSV; a list with these is read again by `import`. */
const COLUMNS: readonly (readonly [name: string, cell: (record: Described) => string])[] = [
	['address', (record) => record.address],
	['status', (record) => record.status],
	['reason', (record) => record.reason],
	['meaning', (record) => record.meaning],
	['parts', (record) => record.parts?.join(' ') ?? ''],
	['since', (record) => record.since],
	['first seen', (record) => record.firstSeenAt],
	['last seen', (record) => record.lastSeenAt],
	['count', (record) => String(record.count)],
	['response', (record) => record.response ?? ''],
	['rule', (record) => record.rule ?? ''],
	['esp', (record) => record.esp ?? ''],
	['held by esp', (record) => (record.heldByEsp ? 'yes' : 'no')],
	['released at', (record) => record.releasedAt ?? ''],
	['released by', (record) => record.releasedBy ?? ''],
	['released why', (record) => record.releasedWhy ?? ''],
];

function table(records: readonly SuppressionRecord[], first: boolean): {text: string; leftOut: readonly string[]} {
	const rows = records.map((record) => {
		const described = describe(record);
		return COLUMNS.map(([, cell]) => cell(described));
	});
	return {text: csv(first ? [COLUMNS.map(([name]) => name), ...rows] : rows), leftOut: []};
}

/** An ESP's list stops all mail: only what is stopped wholly belongs on it. */
function listFor(esp: EspName, records: readonly SuppressionRecord[], first: boolean) {
	const active = records.filter(({status}) => status === 'active');
	const whole = active.filter(({parts}) => parts === null);
	const partly = active.filter(({parts}) => parts !== null).map(({recipient}) => recipient);
	const listed = whole.map(({recipient, reason}) => ({address: recipient, reason}));
	const {text, leftOut} = forEsp(esp, listed, first);
	return {text, leftOut: [...partly, ...leftOut]};
}

/** The tenant's suppressions as a file, page by page: the pages' texts put together are the file. */
export const exportSuppressions = get({
	path: '/v1/suppressions/export',
	role: 'read',
	summary: 'Suppressions as CSV, or as SES, SendGrid or Postmark import them, page by page.',
	query: z.strictObject({
		...FILTER,
		format: z.optional(z.enum(['csv', ...ESP_NAMES])),
		cursor: cursorSchema,
	}),
	run: async ({caller, query}, {store, now}) => {
		const {format = 'csv', cursor, ...asked} = query;
		const filter = toFilter(asked);
		if ('refused' in filter) return filter;
		const list = `export:${format}:${JSON.stringify(filter)}`;
		const begin = cursor === undefined ? {after: undefined} : fromCursor(caller, list, cursor, now());
		if (isRefusal(begin)) return begin;
		const {id, settings} = caller.tenant;
		const page = await listSuppressions(store, id, {
			...filter,
			lapsedAt: lapsedAt(settings, now()),
			limit: PAGE,
			after: begin.after,
		});
		const records = page.records.map((record) => asOf(record, settings, now()));
		const first = cursor === undefined;
		const {text, leftOut} = format === 'csv' ? table(records, first) : listFor(format, records, first);
		return {
			text,
			/** Addresses that the format cannot hold. */
			leftOut,
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
