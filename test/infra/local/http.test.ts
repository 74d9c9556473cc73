import {request} from 'node:http';
import {connect} from 'node:net';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {gateway, type HttpServer, startHttp} from '#infra/local/http.ts';
import type {Lambda} from '#infra/local/lambda.ts';

const said: string[] = [];
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo';
const apiArn = 'arn:aws:execute-api:us-east-1:000000000000:local';
let events: unknown[] = [];
let server: HttpServer;

/** Answers with the event that it got. */
const echo: Lambda = {
	name: 'Echo',
	invoke: async (text) => {
		events.push(JSON.parse(text));
		return {
			payload: JSON.stringify({statusCode: 200, headers: {'X-Answer': 'yes'}, cookies: ['a=1', 'b=2'], body: 'ok\r\n'}),
			failed: false,
		};
	},
	stop: async () => {},
};

beforeAll(async () => {
	server = await startHttp(0);
	server.serve(
		gateway({
			routes: [
				{method: 'POST', path: '/v1/webhooks/{esp}/{tenant}', functionArn: arn},
				{method: 'GET', path: '/v1/forgotten', functionArn: arn},
			],
			permissions: [
				{
					functionName: 'Echo',
					principal: 'apigateway.amazonaws.com',
					source: `${apiArn}/*/*/v1/webhooks/{esp}/{tenant}`,
				},
			],
			functions: new Map([[arn, echo]]),
			apiArn,
			say: (line) => said.push(line),
			now: () => new Date('2026-03-02T12:00:00.000Z'),
		}),
	);
});
afterAll(() => server.stop());

const post = (path: string, headers: Record<string, string>, body: Buffer) =>
	new Promise<{status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string}>(
		(resolve, reject) => {
			const sent = request(`${server.url}${path}`, {method: 'POST', headers}, (response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('end', () =>
					resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString()}),
				);
			});
			sent.once('error', reject);
			sent.end(body);
		},
	);

test('a webhook arrives byte for byte, with its path decoded', async () => {
	events = [];
	const body = Buffer.from('[\r\n\t{"email" : "jo@example.com"}\r\n]\r\n');
	const answer = await post(
		'/v1/webhooks/sendgrid/a%2Dtenant',
		{'Content-Type': 'application/json', 'X-Signature': 'AbC='},
		body,
	);
	expect(answer).toMatchObject({
		status: 200,
		headers: {'x-answer': 'yes', 'set-cookie': ['a=1', 'b=2'], 'content-length': '4'},
		body: 'ok\r\n',
	});
	expect(events).toMatchObject([
		{
			routeKey: 'POST /v1/webhooks/{esp}/{tenant}',
			pathParameters: {esp: 'sendgrid', tenant: 'a-tenant'},
			headers: {'content-type': 'application/json', 'x-signature': 'AbC='},
			body: body.toString(),
			isBase64Encoded: false,
		},
	]);
});

test.each([
	['GET', '/nothing', 404, 'Not Found'],
	['GET', '/v1/webhooks/ses/acme', 404, 'Not Found'],
	['GET', '/%E0%A4%A', 400, 'Bad Request'],
])('%s %s is answered %i by the gateway itself', async (method, path, status, message) => {
	const answer = await fetch(`${server.url}${path}`, {method});
	expect({status: answer.status, body: await answer.json()}).toEqual({status, body: {message}});
});

test('a route whose function API Gateway may not invoke fails, and is told', async () => {
	expect((await fetch(`${server.url}/v1/forgotten`)).status).toBe(500);
	expect(said).toEqual(['  The template gives API Gateway no permission to invoke Echo for GET /v1/forgotten.']);
});

test('what is larger than API Gateway or Lambda takes is refused', async () => {
	const path = '/v1/webhooks/ses/acme';
	expect((await post(path, {'Content-Type': 'text/plain'}, Buffer.alloc(7_000_000, 'x'))).status).toBe(413);
	// A server that answers before it has read all may break off the connection: that is a refusal as well.
	const huge = await post(
		path,
		{'Content-Type': 'text/plain', 'Content-Length': String(10 * 1024 * 1024 + 1)},
		Buffer.alloc(0),
	).catch(() => ({status: 413}));
	expect(huge.status).toBe(413);
});

test('a client that breaks off costs nobody else', async () => {
	await new Promise<void>((resolve, reject) => {
		const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
			socket.write('POST /v1/webhooks/ses/acme HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
			socket.destroy();
			resolve();
		});
		socket.once('error', reject);
	});
	expect((await post('/v1/webhooks/ses/acme', {}, Buffer.from('whole'))).status).toBe(200);
});

test('a port that is in use is told in a sentence with what to do', async () => {
	const port = Number(new URL(server.url).port);
	await expect(startHttp(port)).rejects.toMatchObject({
		name: 'Problem',
		message: `Port ${port} is in use: stop what uses it, or take another with \`npm start -- --port ${port + 1}\`.`,
	});
});
