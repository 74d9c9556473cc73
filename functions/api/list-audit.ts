import * as z from 'zod/mini';
import type {AuditEntry} from '#shared/model/audit.ts';
import {parseEmailAddress} from '#shared/model/names.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {listAudit as readPage} from '#shared/store/audit.ts';
import {addressSchema} from './addresses.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {FILTER, timesOf} from './filter.ts';
import {cursorSchema, limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

/** What the API says of an entry of the log: who, when, why, before and after. */
export function describeEntry({tenant: _, before, after, ...told}: AuditEntry) {
	return {...told, before: stateOf(before), after: stateOf(after)};
}

/** A record or settings, without what only the tables need. */
function stateOf(state: AuditEntry['before']) {
	if (state == null || !('version' in state)) return state ?? null;
	const {tenant: _, version: __, ...told} = state;
	return told;
}

/** Who changed what, newest first. */
export const listAudit = get({
	path: '/v1/audit',
	role: 'read',
	summary: 'Who changed what, when and why: newest first, page by page.',
	query: z.strictObject({
		address: z.optional(addressSchema),
		from: FILTER.from,
		to: FILTER.to,
		limit: limitSchema,
		cursor: cursorSchema,
	}),
	run: async ({caller, query}, {store, now}) => {
		const address = query.address === undefined ? undefined : parseEmailAddress(query.address);
		if (query.address !== undefined && address === undefined) {
			return refuse('invalid', '"address" is no e-mail address.', {field: 'address'});
		}
		const times = timesOf(query);
		if ('refused' in times) return times;
		const list = `audit:${JSON.stringify([address, times])}`;
		const begin = query.cursor === undefined ? {after: undefined} : fromCursor(caller, list, query.cursor, now());
		if (isRefusal(begin)) return begin;
		const page = await readPage(store, caller.tenant.id, {
			...times,
			address,
			limit: limitOf(query.limit),
			after: begin.after,
		});
		return {
			entries: page.entries.map(describeEntry),
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
