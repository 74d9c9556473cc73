import type * as z from 'zod/mini';
import type {Classify} from '#shared/model/classification.ts';
import type {EspName} from '#shared/model/event.ts';
import type {TenantId} from '#shared/model/names.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import type {Role} from '#shared/model/tenant.ts';
import type {Post} from '#shared/outgoing/post.ts';
import type {Held, Removed} from '#shared/removal/removal.ts';
import type {Secrets} from '#shared/secrets/secrets.ts';
import type {SigningSecrets} from '#shared/secrets/signing.ts';
import type {Store} from '#shared/store/client.ts';
import type {Caller} from './authorize.ts';
import {read, readQuery} from './input.ts';
import {parseJson} from './json.ts';
import type {ApiRequest} from './request.ts';

/** Takes addresses off an ESP's own list with the tenant's credentials: one result for each, in their order. */
export type RemoveAtEsp = (tenant: TenantId, esp: EspName, held: readonly Held[]) => Promise<readonly Removed[]>;

/** What the routes work with. */
export interface Means {
	readonly store: Store;
	readonly classify: Classify;
	readonly now: () => Date;
	readonly removeAtEsp: RemoveAtEsp;
	/** Where the tenants' ESP credentials are kept. */
	readonly secrets: Secrets;
	/** What the alerts to each endpoint are signed with. */
	readonly signing: SigningSecrets;
	/** Posts a signed message to an endpoint that a tenant named. */
	readonly post: Post;
	/** Hosts of this machine that an endpoint may have on the local stack; none elsewhere. */
	readonly exemptHosts: ReadonlySet<string>;
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
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** At most one place in braces. */
	readonly path: string;
	readonly role: Role;
	readonly summary: string;
	readonly query: z.ZodMiniObject | undefined;
	readonly body: z.ZodMiniObject | undefined;
	/** Answers without a key, where anybody may ask. */
	readonly open?: () => Promise<object>;
	/** Reads query and body by the row's schemas, then answers. */
	readonly answer: (caller: Caller, segment: string, request: ApiRequest, means: Means) => Answer;
}

interface Row {
	readonly path: string;
	readonly role: Role;
	readonly summary: string;
}

/** What is asked without a body. */
type Asked<Query extends z.ZodMiniObject> = Row & {
	readonly query: Query;
	readonly run: (call: Call<z.infer<Query>, undefined>, means: Means) => Answer;
};

/** What is asked with a JSON object. */
type Sent<Query extends z.ZodMiniObject, Body extends z.ZodMiniObject> = Row & {
	readonly query: Query;
	readonly body: Body;
	readonly run: (call: Call<z.infer<Query>, z.infer<Body>>, means: Means) => Answer;
};

/** A route that looks something up: its query has a schema. */
export const get = <Query extends z.ZodMiniObject>(row: Asked<Query>): Route => asked('GET', row);

/** A route that takes something away: its query has a schema, and it takes no body. */
export const remove = <Query extends z.ZodMiniObject>(row: Asked<Query>): Route => asked('DELETE', row);

/** A route that is asked with a JSON object: its body has a schema. */
export const post = <Query extends z.ZodMiniObject, Body extends z.ZodMiniObject>(row: Sent<Query, Body>): Route =>
	sent('POST', row);

/** A route that puts something in the place of what was there; its body has a schema. */
export const put = <Query extends z.ZodMiniObject, Body extends z.ZodMiniObject>(row: Sent<Query, Body>): Route =>
	sent('PUT', row);

function asked<Query extends z.ZodMiniObject>(method: Route['method'], row: Asked<Query>): Route {
	const {run, ...rest} = row;
	return {
		...rest,
		method,
		body: undefined,
		answer: async (caller, segment, request, means) => {
			const query = readQuery(row.query, request.query);
			return isRefusal(query) ? query : run({caller, segment, query, body: undefined}, means);
		},
	};
}

function sent<Query extends z.ZodMiniObject, Body extends z.ZodMiniObject>(
	method: Route['method'],
	row: Sent<Query, Body>,
): Route {
	const {run, ...rest} = row;
	return {
		...rest,
		method,
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
