import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {readBody} from './body.ts';
import {gatewayAnswer, type HttpRequest, type HttpResponse, pathOf, toEvent, toResponse} from './event.ts';
import {type Lambda, MAX_PAYLOAD} from './lambda.ts';
import {findRoute, fits} from './match.ts';
import {pause} from './pause.ts';
import {codeOf, problem} from './problem.ts';
import type {InvokePermission, RouteShape} from './resources.ts';

/** API Gateway's limits: body in bytes, all headers in bytes, and how long it waits for a function. */
const MAX_BODY = 10 * 1024 * 1024;
const MAX_HEADERS = 10_240;
const INTEGRATION_MILLISECONDS = 30_000;

export type Answer = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpServer {
	readonly url: string;
	/** Until it is called, every request is answered 503. */
	serve(answer: Answer): void;
	/** Takes no more requests, and waits a while for those under way. */
	stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0: any free one
 * @throws Problem where the port is in use or not allowed
 */
export async function startHttp(port: number): Promise<HttpServer> {
	let answer: Answer = async () => gatewayAnswer(503, 'Service Unavailable');
	const server = createServer({maxHeaderSize: MAX_HEADERS}, (request, response) => {
		void handle(request, response, (one) => answer(one));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error) => reject(portProblem(port, error)));
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('http: no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		serve: (next) => {
			answer = next;
		},
		stop: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeIdleConnections();
			await Promise.race([closed, pause(5_000)]);
			server.closeAllConnections();
			await closed;
		},
	};
}

function portProblem(port: number, error: unknown): unknown {
	switch (codeOf(error)) {
		case 'EADDRINUSE':
			return problem(
				`Port ${port} is in use: stop what uses it, or take another with \`npm start -- --port ${port + 1}\`.`,
			);
		case 'EACCES':
			return problem(`Port ${port} is not allowed to you: take one above 1023 with \`npm start -- --port 8787\`.`);
		default:
			return error;
	}
}

async function handle(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
	try {
		const body = await readBody(request, MAX_BODY);
		const given =
			body === undefined
				? gatewayAnswer(413, 'Request Entity Too Large')
				: await answer({
						method: request.method ?? 'GET',
						target: request.url ?? '/',
						rawHeaders: request.rawHeaders,
						body,
						sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
					});
		response.writeHead(given.status, {
			...given.headers,
			'content-length': given.body.length,
			...(body === undefined ? {connection: 'close'} : {}),
		});
		response.end(request.method === 'HEAD' ? undefined : given.body);
	} catch {
		// The client went away, or broke off within its body.
		response.destroy();
	}
}

export interface Gateway {
	readonly routes: readonly RouteShape[];
	readonly permissions: readonly InvokePermission[];
	/** By ARN. */
	readonly functions: ReadonlyMap<string, Lambda>;
	/** What an invocation through a route is authorized as, without the stage, method and path. */
	readonly apiArn: string;
	readonly say: (line: string) => void;
	readonly now: () => Date;
}

/** Answers requests as the template's HTTP API does: route, permission, function, answer. */
export function gateway({routes, permissions, functions, apiArn, say, now}: Gateway): Answer {
	return async (request) => {
		const path = pathOf(request.target);
		if (path === undefined) return gatewayAnswer(400, 'Bad Request');
		const found = findRoute(routes, request.method, path);
		const lambda = found === undefined ? undefined : functions.get(found.route.functionArn);
		if (found === undefined || lambda === undefined) return gatewayAnswer(404, 'Not Found');
		const {route, parameters} = found;
		const source = `${apiArn}/$default/${route.method}${route.path}`;
		if (!mayInvoke(permissions, lambda.name, 'apigateway.amazonaws.com', source)) {
			say(`  The template gives API Gateway no permission to invoke ${lambda.name} for ${route.method} ${route.path}.`);
			return gatewayAnswer(500, 'Internal Server Error');
		}
		const key = route.path === '$default' ? '$default' : `${route.method} ${route.path}`;
		const event = JSON.stringify(toEvent(request, key, path, parameters, now()));
		if (Buffer.byteLength(event) > MAX_PAYLOAD) return gatewayAnswer(413, 'Request Entity Too Large');
		const stopped = new AbortController();
		const response = await Promise.race([
			lambda.invoke(event).then(toResponse),
			pause(INTEGRATION_MILLISECONDS, stopped.signal).then(() => gatewayAnswer(503, 'Service Unavailable')),
		]);
		stopped.abort();
		return response;
	};
}

/** Whether the template lets a service invoke a function from a source. */
export function mayInvoke(
	permissions: readonly InvokePermission[],
	functionName: string,
	principal: string,
	source: string,
): boolean {
	return permissions.some(
		(one) =>
			one.functionName === functionName &&
			one.principal === principal &&
			(one.source === undefined || fits(one.source, source)),
	);
}
