import * as z from 'zod/mini';
import {parseEmailAddress} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {SUPPRESSION_STATUSES} from '#shared/model/suppression.ts';
import {listSuppressions as readPage} from '#shared/store/suppressions.ts';
import {describe} from './check-address.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {cursorSchema, limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

/** The tenant's suppression records in the order of their addresses, page by page. */
export const listSuppressions = get({
	path: '/v1/suppressions',
	role: 'read',
	summary: 'Suppressed, watched and released addresses, page by page.',
	query: z.strictObject({
		status: z.optional(z.enum(SUPPRESSION_STATUSES)),
		limit: limitSchema,
		cursor: cursorSchema,
	}),
	run: async ({caller, query}, {store}) => {
		const list = `suppressions:${query.status ?? ''}`;
		const begin = query.cursor === undefined ? {after: ''} : fromCursor(caller, list, query.cursor);
		if (isRefusal(begin)) return begin;
		const after = parseEmailAddress(begin.after);
		const page = await readPage(store, caller.tenant.id, {
			limit: limitOf(query.limit),
			...(after === undefined ? {} : {after}),
			...(query.status === undefined ? {} : {status: query.status}),
		});
		return {
			suppressions: page.records.map(describe),
			next: page.next === undefined ? null : toCursor(caller, list, page.next),
		};
	},
});
