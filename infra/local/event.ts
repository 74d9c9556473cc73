import {randomUUID} from 'node:crypto';
import {isObject, type JsonObject, tryJson} from './json.ts';
import type {Outcome} from './worker.ts';

/** An HTTP request as it came in. */
export interface HttpRequest {
	readonly method: string;
	/** The request's target: path and query string, as sent. */
	readonly target: string;
	/** Names and values in turn, as sent. */
	readonly rawHeaders: readonly string[];
	readonly body: Buffer;
	readonly sourceIp: string;
}

export interface HttpResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[]>>;
	readonly body: Buffer;
}

/**
 * The path that routes are matched with: API Gateway decodes it first, whole, so that %2F is a slash, and cuts it at a `?`.
 *
 * @returns undefined where it cannot be decoded
 */
export function pathOf(target: string): string | undefined {
	const [raw = ''] = target.split('?', 1);
	try {
		return decodeURIComponent(raw).split('?', 1)[0] ?? '';
	} catch {
		return undefined;
	}
}

/** The types whose bodies API Gateway hands on as text; all others, and bodies without a type, come in base64. */
const TEXT = new Set(['application/json', 'application/javascript', 'application/xml']);

function isText(contentType: string | undefined): boolean {
	const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return type.startsWith('text/') || TEXT.has(type);
}

function headersOf(rawHeaders: readonly string[]): Map<string, string> {
	const headers = new Map<string, string>();
	for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
		const name = rawHeaders[at]?.toLowerCase() ?? '';
		const value = rawHeaders[at + 1] ?? '';
		const before = headers.get(name);
		headers.set(name, before === undefined ? value : `${before},${value}`);
	}
	return headers;
}

function queryOf(raw: string): Record<string, string> {
	const query = new Map<string, string>();
	for (const [name, value] of new URLSearchParams(raw)) {
		const before = query.get(name);
		query.set(name, before === undefined ? value : `${before},${value}`);
	}
	return Object.fromEntries(query);
}

/**
 * The event that an HTTP API gives to a function, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 *
 * @param route the route's method and path: "GET /v1/suppressions/{address}"
 */
export function toEvent(
	request: HttpRequest,
	route: string,
	path: string,
	parameters: Readonly<Record<string, string>>,
	now: Date,
): object {
	const headers = headersOf(request.rawHeaders);
	const cookies = headers.get('cookie')?.split(/; ?/);
	headers.delete('cookie');
	const host = headers.get('host') ?? '127.0.0.1';
	headers.set(
		'x-amzn-trace-id',
		`Root=1-${Math.floor(now.getTime() / 1_000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
	);
	headers.set('x-forwarded-for', request.sourceIp);
	headers.set('x-forwarded-port', host.split(':')[1] ?? '80');
	headers.set('x-forwarded-proto', 'http');
	const query = request.target.includes('?') ? request.target.slice(request.target.indexOf('?') + 1) : '';
	const text = isText(headers.get('content-type'));
	return {
		version: '2.0',
		routeKey: route,
		rawPath: path,
		rawQueryString: query,
		...(cookies === undefined ? {} : {cookies}),
		headers: Object.fromEntries(headers),
		...(query === '' ? {} : {queryStringParameters: queryOf(query)}),
		requestContext: {
			accountId: '000000000000',
			apiId: 'local',
			domainName: host,
			domainPrefix: 'local',
			http: {
				method: request.method,
				path,
				protocol: 'HTTP/1.1',
				sourceIp: request.sourceIp,
				userAgent: headers.get('user-agent') ?? '',
			},
			requestId: randomUUID(),
			routeKey: route,
			stage: '$default',
			time: commonLogTime(now),
			timeEpoch: now.getTime(),
		},
		...(Object.keys(parameters).length === 0 ? {} : {pathParameters: parameters}),
		...(request.body.length === 0 ? {} : {body: request.body.toString(text ? 'utf8' : 'base64')}),
		isBase64Encoded: request.body.length > 0 && !text,
	};
}

/** "02/Mar/2026:12:00:00 +0000" */
function commonLogTime(now: Date): string {
	const [, day, month, year, time] = now.toUTCString().split(' ');
	return `${day}/${month}/${year}:${time} +0000`;
}

/** An answer of the gateway itself. */
export function gatewayAnswer(status: number, message: string): HttpResponse {
	return {
		status,
		headers: {'content-type': 'application/json'},
		body: Buffer.from(JSON.stringify({message})),
	};
}

/** What an HTTP API makes of a function's outcome, payload format 2.0. */
export function toResponse(outcome: Outcome): HttpResponse {
	if (outcome.failed) return gatewayAnswer(500, 'Internal Server Error');
	const value = tryJson(outcome.payload);
	if (!isObject(value) || value.statusCode === undefined) {
		const body = typeof value === 'string' ? value : outcome.payload;
		return {status: 200, headers: {'content-type': 'application/json'}, body: Buffer.from(body)};
	}
	return structured(value) ?? gatewayAnswer(500, 'Internal Server Error');
}

function structured({statusCode, headers, cookies, body, isBase64Encoded}: JsonObject): HttpResponse | undefined {
	const status = Number(statusCode);
	if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
	if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
	const names = new Map<string, string | string[]>([['content-type', 'text/plain;charset=utf-8']]);
	for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
		if (typeof value === 'object') return undefined;
		names.set(name.toLowerCase(), String(value));
	}
	if (Array.isArray(cookies)) names.set('set-cookie', cookies.map(String));
	return {
		status,
		headers: Object.fromEntries(names),
		body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
	};
}
