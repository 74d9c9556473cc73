import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {pathOf, toEvent, toResponse} from '#infra/local/event.ts';

const now = new Date('2026-03-02T12:00:00.000Z');

function eventOf({
	target = '/v1/x',
	headers = [],
	body = '',
	method = 'POST',
}: {
	target?: string;
	headers?: string[];
	body?: string | Buffer;
	method?: string;
}) {
	const request = {method, target, rawHeaders: headers, body: Buffer.from(body), sourceIp: '127.0.0.1'};
	return toEvent(request, 'POST /v1/x', pathOf(target) ?? '', {}, now);
}

describe('a request becomes API Gateway’s event', () => {
	test('with names of headers in small letters, duplicates joined, cookies apart', () => {
		expect(
			eventOf({
				headers: [
					'Host',
					'127.0.0.1:8787',
					'X-Twice',
					'a',
					'x-twice',
					'b',
					'Cookie',
					'one=1; two=2',
					'Authorization',
					'Basic YTpi',
				],
			}),
		).toMatchObject({
			version: '2.0',
			routeKey: 'POST /v1/x',
			headers: {host: '127.0.0.1:8787', 'x-twice': 'a,b', authorization: 'Basic YTpi', 'x-forwarded-port': '8787'},
			cookies: ['one=1', 'two=2'],
			requestContext: {
				http: {method: 'POST', path: '/v1/x', sourceIp: '127.0.0.1'},
				stage: '$default',
				time: '02/Mar/2026:12:00:00 +0000',
				timeEpoch: now.getTime(),
			},
		});
	});

	test('with the query as sent and decoded, duplicates joined', () => {
		expect(eventOf({target: '/v1/x?a=1&a=2&b=c%20d+e&empty='})).toMatchObject({
			rawPath: '/v1/x',
			rawQueryString: 'a=1&a=2&b=c%20d+e&empty=',
			queryStringParameters: {a: '1,2', b: 'c d e', empty: ''},
		});
		expect(eventOf({})).not.toHaveProperty('queryStringParameters');
		expect(eventOf({})).not.toHaveProperty('body');
	});

	test.each([
		['text/plain; charset=UTF-8', false],
		['application/json', false],
		['APPLICATION/JSON;charset=utf-8', false],
		['application/xml', false],
		['application/octet-stream', true],
		['application/x-www-form-urlencoded', true],
		['application/problem+json', true],
		[undefined, true],
	])('a body of type %s: base64 %s, and its bytes are the same', (type, isBase64Encoded) => {
		const body = 'first\r\nsecond\ttabbed\nü\u{1F600} {"a" : 1 }\r\n';
		const event = eventOf({headers: type === undefined ? [] : ['Content-Type', type], body});
		expect(event).toMatchObject({
			isBase64Encoded,
			body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
		});
	});

	test('any bytes come out of base64 as they went in', () => {
		fc.assert(
			fc.property(fc.uint8Array({minLength: 1}), (bytes) => {
				const event: {body?: string} = eventOf({body: Buffer.from(bytes)});
				expect(Buffer.from(event.body ?? '', 'base64')).toEqual(Buffer.from(bytes));
			}),
		);
	});

	test('any text is the same text', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', minLength: 1}), (text) => {
				const event: {body?: string} = eventOf({headers: ['content-type', 'application/json'], body: text});
				expect(Buffer.from(event.body ?? '').equals(Buffer.from(text))).toBe(true);
			}),
		);
	});
});

describe('the path of a request', () => {
	test.each([
		['/v1/suppressions/jo%2Bx%40example.com', '/v1/suppressions/jo+x@example.com'],
		['/v1/a+b?x=1', '/v1/a+b'],
		['/a%2Fb', '/a/b'],
		['/a%3Fb', '/a'],
		['/%C3%BC', '/ü'],
	])('%s is matched as %s', (target, path) => {
		expect(pathOf(target)).toBe(path);
	});

	test('that cannot be decoded is none', () => {
		expect(pathOf('/%E0%A4%A')).toBeUndefined();
	});
});

describe('an outcome becomes an answer', () => {
	const response = (value: unknown, failed = false) => {
		const {status, headers, body} = toResponse({payload: JSON.stringify(value), failed});
		return {status, headers, body: body.toString()};
	};

	test('with status, headers in small letters, cookies and text', () => {
		expect(
			response({statusCode: 201, headers: {'X-A': 'b', 'X-N': 1}, cookies: ['a=1', 'b=2'], body: 'hello'}),
		).toEqual({
			status: 201,
			headers: {'content-type': 'text/plain;charset=utf-8', 'x-a': 'b', 'x-n': '1', 'set-cookie': ['a=1', 'b=2']},
			body: 'hello',
		});
	});

	test('with bytes out of base64', () => {
		const bytes = Buffer.from([0, 255, 13, 10]);
		const {body} = toResponse({
			payload: JSON.stringify({statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true}),
			failed: false,
		});
		expect(body).toEqual(bytes);
	});

	test('200 and JSON where it has no status', () => {
		expect(response({hello: 1})).toMatchObject({
			status: 200,
			headers: {'content-type': 'application/json'},
			body: '{"hello":1}',
		});
		expect(response('hello')).toMatchObject({status: 200, body: 'hello'});
	});

	test.each([
		['a failed one', {statusCode: 200}, true],
		['a status that is none', {statusCode: 'soon'}, false],
		['a body that is no text', {statusCode: 200, body: {a: 1}}, false],
		['headers of lists', {statusCode: 200, headers: {a: ['b']}}, false],
	])('%s is 500, without its detail', (_, value, failed) => {
		expect(response(value, failed)).toMatchObject({status: 500, body: '{"message":"Internal Server Error"}'});
	});
});
