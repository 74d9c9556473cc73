import * as z from 'zod/mini';
import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {delistRequest} from '#shared/insight/delist.ts';
import {INCIDENT_STATES, type Incident} from '#shared/model/incident.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {listIncidents as readPage} from '#shared/store/incidents.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {cursorSchema, limitOf, limitSchema} from './limit.ts';
import {get} from './route.ts';

/** An incident without the fields that only the outbox needs, with what to do about it and the request for removal. */
function describe(incident: Incident) {
	const {tenant: _tenant, version: _version, alertSequence: _due, sentSequence: _sent, ...told} = incident;
	return {...told, advice: adviceForIncident(incident), delistRequest: delistRequest(incident)};
}

/** The tenant's incidents, page by page, each with what to do. */
export const listIncidents = get({
	path: '/v1/incidents',
	role: 'read',
	summary: 'IP bans and listings, with what to do about each.',
	query: z.strictObject({
		state: z.optional(z.enum(INCIDENT_STATES)),
		limit: limitSchema,
		cursor: cursorSchema,
	}),
	run: async ({caller, query}, {store, now}) => {
		const list = `incidents:${query.state ?? ''}`;
		const begin = query.cursor === undefined ? {after: undefined} : fromCursor(caller, list, query.cursor, now());
		if (isRefusal(begin)) return begin;
		const page = await readPage(store, caller.tenant.id, {
			limit: limitOf(query.limit),
			...(begin.after === undefined ? {} : {after: begin.after}),
		});
		const wanted = page.incidents.filter(({state}) => query.state === undefined || state === query.state);
		return {
			incidents: wanted.map(describe),
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
