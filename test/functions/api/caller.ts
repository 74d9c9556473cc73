import {PutCommand} from '@aws-sdk/lib-dynamodb';
import type {APIGatewayProxyEventV2, Context} from 'aws-lambda';
import {newApiKey} from '#shared/authenticate/api-key.ts';
import {hashSecret} from '#shared/authenticate/secret.ts';
import type {Category} from '#shared/model/category.ts';
import {type Incident, incidentSchema} from '#shared/model/incident.ts';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import type {Dimension, Metric} from '#shared/model/reputation.ts';
import {type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import type {Role} from '#shared/model/tenant.ts';
import {counterPrefix, monthKey} from '#shared/store/buckets.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {suppressionPut} from '#shared/store/suppressions.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {incident} from '#test/support/incidents.ts';
import {tenantWith} from '#test/support/tenant.ts';

/** What is said to the API; `path` as a client writes it. */
export interface Said {
	readonly method?: string;
	readonly path: string;
	readonly key?: string;
	readonly authorization?: string;
	/** JSON, or the text or bytes as they are. */
	readonly body?: unknown;
	readonly raw?: string | Uint8Array;
}

export interface Heard {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
	readonly body: any;
}

const context: Context = {
	callbackWaitsForEmptyEventLoop: false,
	functionName: 'api',
	functionVersion: '1',
	invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:api',
	memoryLimitInMB: '1024',
	awsRequestId: 'request-1',
	logGroupName: 'api',
	logStreamName: 'api',
	getRemainingTimeInMillis: () => 15_000,
	done: () => {},
	fail: () => {},
	succeed: () => {},
};

/** The event that API Gateway makes of a request (payload format 2.0); `$default` stage, path decoded. */
export function toEvent({method = 'GET', path, key, authorization, body, raw}: Said): APIGatewayProxyEventV2 {
	const [rawPath = '', rawQueryString = ''] = path.split('?');
	const bytes = raw instanceof Uint8Array;
	const text = bytes
		? Buffer.from(raw).toString('base64')
		: (raw ?? (body === undefined ? undefined : JSON.stringify(body)));
	const bearer = authorization ?? (key === undefined ? undefined : `Bearer ${key}`);
	return {
		version: '2.0',
		routeKey: '$default',
		rawPath: decodeURIComponent(rawPath),
		rawQueryString,
		headers: {host: 'example.test', ...(bearer === undefined ? {} : {authorization: bearer})},
		requestContext: {
			accountId: '111122223333',
			apiId: 'api',
			domainName: 'example.test',
			domainPrefix: 'example',
			http: {method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test'},
			requestId: 'r-1',
			routeKey: '$default',
			stage: '$default',
			time: '02/Mar/2026:12:00:00 +0000',
			timeEpoch: 1,
		},
		...(text === undefined ? {} : {body: text}),
		isBase64Encoded: bytes,
	};
}

/** The API behind its handler, on an embedded engine of its own. */
export async function startApi() {
	const engine = await startDynamodb();
	const {store} = engine;
	Object.assign(process.env, {
		TENANTS_TABLE: 'Tenants',
		FACTS_TABLE: 'Facts',
		SUPPRESSIONS_TABLE: 'Suppressions',
		REPUTATION_TABLE: 'Reputation',
		INCIDENTS_TABLE: 'Incidents',
		AUDIT_TABLE: 'Audit',
		ESP_SECRETS_PREFIX: 'bounceledger/test/',
		SIGNING_SECRETS_PREFIX: 'bounceledger/test/alert-webhooks/',
		ALERT_WEBHOOK_LOCAL_HOSTS: '127.0.0.1',
		AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
		AWS_REGION: 'eu-central-1',
		AWS_ACCESS_KEY_ID: 'test',
		AWS_SECRET_ACCESS_KEY: 'test',
		POWERTOOLS_LOG_LEVEL: 'SILENT',
	});
	const {handler} = await import('#functions/api/handler.ts');
	return {
		engine,
		store,
		say: async (said: Said): Promise<Heard> => {
			const answer = await handler(toEvent(said), context);
			return {
				status: answer.statusCode ?? 0,
				headers: answer.headers ?? {},
				body: answer.body === undefined ? undefined : JSON.parse(answer.body),
			};
		},
		/** A tenant with a key of each role. */
		tenant: (id: string) => newTenant(engine, id),
	};
}
export type Api = Awaited<ReturnType<typeof startApi>>;

async function newTenant({store}: Engine, name: string) {
	if (!isTenantId(name)) throw new Error(name);
	const id: TenantId = name;
	const roles: readonly Role[] = ['read', 'manage'];
	const [read = '', manage = ''] = roles.map(() => newApiKey(id));
	const createdAt = '2026-03-01T00:00:00.000Z';
	const apiKeys = [
		{hash: hashSecret(read), createdAt, name: 'reader', role: 'read' as const},
		{hash: hashSecret(manage), createdAt, name: 'manager', role: 'manage' as const},
	];
	await createTenant(store, {...tenantWith({id}), apiKeys});
	return {
		id,
		read,
		manage,
		suppress: async (recipient: string, some: Partial<Record<keyof SuppressionRecord, unknown>> = {}) => {
			const record = suppressionSchema.parse({
				tenant: id,
				recipient,
				status: 'active',
				reason: 'recipient-unknown',
				parts: null,
				firstSeenAt: '2026-03-02T12:00:00.000Z',
				lastSeenAt: '2026-03-03T12:00:00.000Z',
				count: 1,
				countedAt: [],
				response: '550 5.1.1 no such user',
				rule: 'some-rule',
				esp: 'ses',
				heldByEsp: true,
				version: 0,
				...some,
			});
			await store.client.send(new PutCommand(suppressionPut(store.tables.Suppressions, record)));
		},
		incident: async (some: Partial<Record<keyof Incident, unknown>> = {}) => {
			await writeIncident(store, incidentSchema.parse({...incident({...some, tenant: id}), version: 0}));
		},
		count: async (
			dimension: Dimension,
			value: string,
			hour: string,
			counts: Partial<Record<Metric | `bounced.${Category}`, number>>,
		) => {
			const Item = {month: monthKey(id, hour), bucket: `${counterPrefix(dimension, value, hour)}0`, ...counts};
			await store.client.send(new PutCommand({TableName: store.tables.Reputation, Item}));
		},
	};
}
