import * as z from 'zod/mini';
import {INCIDENT_KINDS, INCIDENT_STATES, type Incident} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {Store} from '#shared/store/client.ts';
import {listIncidents as readPage} from '#shared/store/incidents.ts';
import {listUnresolvedIds, readUnresolved} from '#shared/store/unresolved.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {inList} from './describe-incident.ts';
import {cursorSchema, limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

/** An incident is up to 20 KB with what to do about it, and Lambda answers with 6 MB at most. */
const MAX_PAGE = 250;

interface Page {
	readonly incidents: readonly Incident[];
	readonly next?: string | undefined;
}

/** A page of those that go on, in order of their ids as all are listed. */
async function unresolvedPage(
	store: Store<'Incidents'>,
	tenant: TenantId,
	{limit, after = ''}: {readonly limit: number; readonly after?: string | undefined},
): Promise<Page> {
	const ids = (await listUnresolvedIds(store, tenant)).filter((id) => id > after);
	const page = ids.slice(0, limit);
	const incidents = await readUnresolved(store, tenant, page);
	return ids.length > limit ? {incidents, next: page.at(-1)} : {incidents};
}

/** What goes on before what is over, the newest alert first. */
const byNews = (one: Incident, other: Incident): number =>
	Number(one.state === 'resolved') - Number(other.state === 'resolved') ||
	Date.parse(other.alertAt) - Date.parse(one.alertAt);

/**
 * The tenant's incidents, page by page, each with what to do. A page may hold fewer than asked for although more follow. A
 * list that is one page long is in the order of its news, a longer one in that of its ids.
 */
export const listIncidents = get({
	path: '/v1/incidents',
	role: 'read',
	summary: 'Bans, listings and rises of what is bad, each with what to do.',
	query: z.strictObject({
		state: z.optional(z.enum(['unresolved', ...INCIDENT_STATES])),
		kind: z.optional(z.enum(INCIDENT_KINDS)),
		limit: limitSchema,
		cursor: cursorSchema,
	}),
	run: async ({caller, query: {state, kind, cursor, limit}}, {store, now}) => {
		const list = `incidents:${state ?? ''}:${kind ?? ''}`;
		const begin = cursor === undefined ? {after: undefined} : fromCursor(caller, list, cursor, now());
		if (isRefusal(begin)) return begin;
		const goesOn = state !== undefined && state !== 'resolved';
		const wanted = {limit: Math.min(MAX_PAGE, limitOf(limit)), after: begin.after};
		const page: Page = await (goesOn ? unresolvedPage : readPage)(store, caller.tenant.id, wanted);
		const whole = cursor === undefined && page.next === undefined;
		const incidents = page.incidents.filter(
			(one) =>
				(kind === undefined || one.kind === kind) &&
				(state === undefined || state === 'unresolved' || one.state === state),
		);
		return {
			incidents: (whole ? incidents.toSorted(byNews) : incidents).map(inList),
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
