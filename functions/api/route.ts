import type * as z from 'zod/mini';
import type {Classify} from '#shared/model/classification.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import type {Role} from '#shared/model/tenant.ts';
import type {Store} from '#shared/store/client.ts';
import type {Caller} from './authorize.ts';
import {read, readQuery} from './input.ts';
import {parseJson} from './json.ts';
import type {ApiRequest} from './request.ts';

/** What the routes work with. */
export interface Means {
	readonly store: Store<'Tenants' | 'Suppressions' | 'Reputation' | 'Incidents'>;
	readonly classify: Classify;
	readonly now: () => Date;
}

/** A call that has been authorized and read. */
export interface Call<Query, Body> {
	readonly caller: Caller;
	/** What stands in the path's place in braces; empty where it has none. */
	readonly segment: string;
	readonly query: Query;
	readonly body: Body;
}

export type Answer = Promise<object | Refusal>;

/** One row of the table of routes. */
export interface Route {
	readonly method: 'GET' | 'POST';
	/** At most one place in braces, at the end. */
	readonly path: string;
	readonly role: Role;
	readonly summary: string;
	readonly query: z.ZodMiniObject | undefined;
	readonly body: z.ZodMiniObject | undefined;
	/** Reads query and body by the row's schemas, then answers. */
	readonly answer: (caller: Caller, segment: string, request: ApiRequest, means: Means) => Answer;
}

interface Row {
	readonly path: string;
	readonly role: Role;
	readonly summary: string;
}

/** A route that looks something up: its query has a schema. */
export function get<Query extends z.ZodMiniObject>(
	row: Row & {
		readonly query: Query;
		readonly run: (call: Call<z.infer<Query>, undefined>, means: Means) => Answer;
	},
): Route {
	const {run, ...rest} = row;
	return {
		...rest,
		method: 'GET',
		body: undefined,
		answer: async (caller, segment, request, means) => {
			const query = readQuery(row.query, request.query);
			return isRefusal(query) ? query : run({caller, segment, query, body: undefined}, means);
		},
	};
}

/** A route that is asked with a JSON object: its body has a schema, and it takes no query. */
export function post<Query extends z.ZodMiniObject, Body extends z.ZodMiniObject>(
	row: Row & {
		readonly query: Query;
		readonly body: Body;
		readonly run: (call: Call<z.infer<Query>, z.infer<Body>>, means: Means) => Answer;
	},
): Route {
	const {run, ...rest} = row;
	return {
		...rest,
		method: 'POST',
		answer: async (caller, segment, request, means) => {
			const query = readQuery(row.query, request.query);
			if (isRefusal(query)) return query;
			const json = parseJson(request.body);
			if (isRefusal(json)) return json;
			const body = read(row.body, json.value, 'The body');
			return isRefusal(body) ? body : run({caller, segment, query, body}, means);
		},
	};
}
