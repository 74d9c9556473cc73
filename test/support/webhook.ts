import type {APIGatewayProxyEventV2} from 'aws-lambda';
import {answer} from '#functions/webhook/answer.ts';
import {type Deps, receive} from '#functions/webhook/receive.ts';
import {readRequest} from '#functions/webhook/request.ts';
import {Copies} from '#functions/webhook/tenants.ts';
import {type Chunk, chunkSchema} from '#shared/model/chunk.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {CERTIFICATE, NOW, type Posted} from './posters.ts';

/** API Gateway's event for a posted webhook. */
export function httpEvent(posted: Posted, esp: string, tenant: string, base64 = false): APIGatewayProxyEventV2 {
	return {
		version: '2.0',
		routeKey: 'POST /v1/webhooks/{esp}/{tenant}',
		rawPath: `/v1/webhooks/${esp}/${tenant}`,
		rawQueryString: '',
		headers: {...posted.headers},
		requestContext: {
			accountId: '123456789012',
			apiId: 'api',
			domainName: 'api.example.com',
			domainPrefix: 'api',
			http: {method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test'},
			requestId: 'request-1',
			routeKey: 'POST /v1/webhooks/{esp}/{tenant}',
			stage: '$default',
			time: '02/Mar/2026:12:00:00 +0000',
			timeEpoch: NOW.getTime(),
		},
		pathParameters: {esp, tenant},
		body: posted.body.toString(base64 ? 'base64' : 'utf8'),
		isBase64Encoded: base64,
	};
}

/** The webhook with queues that are lists, tenants that are given, and a clock that can be moved. */
export function webhookWith(...tenants: readonly Tenant[]) {
	const stored = new Map(tenants.map((tenant) => [tenant.id, tenant]));
	const work: Chunk[] = [];
	const quarantine: {reason: string; event?: unknown; [name: string]: unknown}[] = [];
	const confirmed: string[] = [];
	const fetched: string[] = [];
	const reads: string[] = [];
	const clock = {now: NOW};
	const now = () => clock.now;
	const deps: Deps = {
		now,
		fetchCertificate: async (url) => {
			fetched.push(url.href);
			return CERTIFICATE;
		},
		confirm: async (url) => {
			confirmed.push(url.href);
		},
		tenants: {
			byId: new Copies(async (id) => {
				reads.push(id);
				return stored.get(id);
			}, now),
			byTopic: new Copies(async (arn) => [...stored.values()].find(({ses}) => ses.topicArns.includes(arn))?.id, now),
		},
		queues: {
			work: async (_group, bodies) => {
				work.push(...bodies.map((body) => chunkSchema.parse(JSON.parse(body))));
			},
			quarantine: async (_group, bodies) => {
				quarantine.push(...bodies.map((body) => JSON.parse(body)));
			},
		},
	};
	const events = () => work.flatMap((chunk) => chunk.events);
	return {
		stored,
		work,
		events,
		quarantine,
		confirmed,
		fetched,
		reads,
		clock,
		deps,
		/** Posts over HTTP: the answer that the ESP sees. */
		post: async (posted: Posted, esp: string, tenant = 'acme', base64 = false) =>
			answer(await receive(readRequest(httpEvent(posted, esp, tenant, base64)), deps)),
	};
}
