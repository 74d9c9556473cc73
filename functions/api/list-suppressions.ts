import * as z from 'zod/mini';
import {isRefusal} from '#shared/model/refusal.ts';
import {asOf, lapsedAt} from '#shared/projections/lapse.ts';
import {listSuppressions as readPage} from '#shared/store/suppression-list.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {describe} from './describe.ts';
import {FILTER, toFilter} from './filter.ts';
import {cursorSchema, limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

/**
 * The tenant's suppression records, page by page. All of them, or those of one domain, in order of domain and address;
 * by any other filter newest first.
 */
export const listSuppressions = get({
	path: '/v1/suppressions',
	role: 'read',
	summary: 'Suppressed, watched and released addresses, page by page.',
	query: z.strictObject({...FILTER, limit: limitSchema, cursor: cursorSchema}),
	run: async ({caller, query}, {store, now}) => {
		const {limit, cursor, ...asked} = query;
		const filter = toFilter(asked);
		if ('refused' in filter) return filter;
		const list = `suppressions:${JSON.stringify(filter)}`;
		const begin = cursor === undefined ? {after: undefined} : fromCursor(caller, list, cursor, now());
		if (isRefusal(begin)) return begin;
		const {id, settings} = caller.tenant;
		const page = await readPage(store, id, {
			...filter,
			lapsedAt: lapsedAt(settings, now()),
			limit: limitOf(limit),
			after: begin.after,
		});
		return {
			suppressions: page.records.map((record) => describe(asOf(record, settings, now()))),
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
