import type {ServerResponse} from 'node:http';
import {Webhook} from 'standardwebhooks';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {type OutgoingOptions, openOutgoing} from '#shared/outgoing/post.ts';
import {NOT_PUBLIC, publicLookup} from '#shared/outgoing/resolve.ts';
import {newSigningSecret} from '#shared/outgoing/sign.ts';
import {type Endpoint, startEndpoint} from '#test/support/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
	endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());
afterEach(() => {
	endpoint.received.length = 0;
	endpoint.answers.length = 0;
});

const secret = newSigningSecret();
const body = JSON.stringify({version: 1, headline: 'Spamhaus lists the sending IP 192.0.2.10 – “übel”'});
const message = (url = endpoint.url) => ({url, secret, id: 'msg_1', body});
const local = (more: Partial<OutgoingOptions> = {}) =>
	openOutgoing({now: () => new Date(), exempt: new Set(['localhost']), ca: endpoint.ca, patience: 3_000, ...more});

describe('a message', () => {
	it('arrives by HTTPS byte for byte, signed so that the official library verifies it', async () => {
		expect(await local()(message())).toEqual({
			delivered: true,
			status: 204,
			words: 'answered 204',
			milliseconds: expect.any(Number),
		});
		const [came] = endpoint.received;
		expect(came?.body).toBe(body);
		expect(came?.headers).toMatchObject({'content-type': 'application/json', 'user-agent': 'Bounceledger'});
		expect(new Webhook(secret).verify(came?.body ?? '', came?.headers ?? {})).toEqual(JSON.parse(body));
	});

	it.each([
		[200, true, 'answered 200'],
		[299, true, 'answered 299'],
		[400, false, 'answered 400'],
		[410, false, 'answered 410 Gone'],
		[429, false, 'answered 429'],
		[503, false, 'answered 503'],
	])('answered %i is delivered: %s', async (status, delivered, words) => {
		endpoint.answers.push((response) => response.writeHead(status).end('whatever'));
		expect(await local()(message())).toMatchObject({delivered, status, words});
	});

	it.each([301, 302, 303, 307, 308])('is not sent on where the answer is the redirect %i', async (status) => {
		endpoint.answers.push((response) => response.writeHead(status, {location: endpoint.url}).end());
		const words = expect.stringContaining('not followed');
		expect(await local()(message())).toMatchObject({delivered: false, status, words});
		expect(endpoint.received).toHaveLength(1);
	});
});

describe('an endpoint that misbehaves', () => {
	const endless = (response: ServerResponse) => {
		response.writeHead(200);
		const more = () => {
			while (!response.destroyed && response.write(Buffer.alloc(16_384)));
			if (!response.destroyed) response.once('drain', more);
		};
		more();
	};

	it('and never answers, has failed after the time it is given', async () => {
		endpoint.answers.push(() => {});
		expect(await local({patience: 200})(message())).toMatchObject({
			delivered: false,
			status: null,
			words: 'no answer within 0.2 seconds',
		});
	});

	it('and answers without end, is cut off; the status counts', async () => {
		endpoint.answers.push(endless);
		expect(await local()(message())).toMatchObject({delivered: true, status: 200});
	});

	it('and never ends its answer, is left after the time; the status counts', async () => {
		endpoint.answers.push((response) => response.writeHead(200).write('…'));
		expect(await local({patience: 300})(message())).toMatchObject({delivered: true, status: 200});
	});

	it('and answers with headers without end, has failed', async () => {
		endpoint.answers.push((response) => response.writeHead(200, {'x-long': 'x'.repeat(40_000)}).end());
		expect(await local()(message())).toMatchObject({
			delivered: false,
			status: null,
			words: expect.stringContaining('headers'),
		});
	});

	it('and breaks the connection, has failed', async () => {
		endpoint.answers.push((response) => response.destroy());
		expect(await local()(message())).toMatchObject({delivered: false, status: null, words: 'it broke the connection'});
	});

	it('and switches to another protocol, has failed', async () => {
		endpoint.answers.push((response) => response.writeHead(101, {connection: 'upgrade', upgrade: 'websocket'}).end());
		expect(await local()(message())).toMatchObject({delivered: false});
	});

	it('and is not there, has failed', async () => {
		const gone = await startEndpoint();
		await gone.stop();
		expect(await local()(message(gone.url))).toMatchObject({delivered: false, words: 'it refused the connection'});
	});

	it('and shows a certificate that nobody signed, gets nothing', async () => {
		const post = openOutgoing({now: () => new Date(), exempt: new Set(['localhost']), patience: 3_000});
		expect(await post(message())).toMatchObject({
			delivered: false,
			status: null,
			words: expect.stringContaining('certificate'),
		});
		expect(endpoint.received).toEqual([]);
	});

	it("and shows another host's certificate, gets nothing", async () => {
		const other = await startEndpoint('other.example');
		const post = local({ca: other.ca});
		expect(await post(message(`https://localhost:${other.port}/`))).toMatchObject({
			words: "its certificate is another host's",
		});
		expect(other.received).toEqual([]);
		await other.stop();
	});
});

describe('an address of our own networks', () => {
	/** Says something else each time that it is asked. */
	function rebinding(...answers: (readonly string[])[]) {
		const asked: string[] = [];
		return {
			asked,
			resolve: async (host: string) => {
				asked.push(host);
				return answers[Math.min(asked.length, answers.length) - 1] ?? [];
			},
		};
	}
	const strict = (resolve: OutgoingOptions['resolve'] & {}, patience = 3_000) =>
		openOutgoing({now: () => new Date(), ca: endpoint.ca, patience, resolve});

	it.each([
		[['127.0.0.1']],
		[['::1']],
		[['169.254.169.254']],
		[['::ffff:127.0.0.1']],
		[['1.1.1.1', '127.0.0.1']],
		[['2606:4700::1111', 'fd00:ec2::254']],
		[['nonsense']],
		[[]],
	])('is not connected to where the host’s name leads there: %j', async (addresses) => {
		const {asked, resolve} = rebinding(addresses);
		expect(await strict(resolve)(message('https://hooks.example.com/alerts'))).toMatchObject({
			delivered: false,
			status: null,
			words: 'its host leads to an address that is not public',
		});
		expect(asked).toEqual(['hooks.example.com']);
	});

	it('is not reached by a name that leads elsewhere the second time: what was looked at is connected to', async () => {
		const look = (all: boolean, ...answers: (readonly string[])[]) =>
			new Promise((found) => {
				const {asked, resolve} = rebinding(...answers);
				publicLookup(resolve)('hooks.example.com', {all}, (fault, address, family) =>
					found({code: fault?.code, address, family, asked: asked.length}),
				);
			});
		expect(await look(false, ['1.1.1.1'], ['127.0.0.1'])).toEqual({address: '1.1.1.1', family: 4, asked: 1});
		expect(await look(true, ['1.1.1.1', '2606:4700::1111'], ['127.0.0.1'])).toEqual({
			address: [
				{address: '1.1.1.1', family: 4},
				{address: '2606:4700::1111', family: 6},
			],
			asked: 1,
		});
		expect(await look(true, ['1.1.1.1', '10.0.0.1'])).toMatchObject({code: NOT_PUBLIC, address: [], asked: 1});
	});

	it.each(['https://127.0.0.1:8443/', 'https://[::1]/', 'https://0x7f.1/', 'http://hooks.example.com/'])(
		'is not connected to, even if a record holds such a URL: %s',
		async (url) => {
			const {asked, resolve} = rebinding(['1.1.1.1']);
			expect(await strict(resolve)(message(url))).toMatchObject({delivered: false, status: null, milliseconds: 0});
			expect(asked).toEqual([]);
		},
	);

	it('is not waited for where its name is never answered', async () => {
		const post = strict(() => new Promise(() => {}), 200);
		expect(await post(message('https://hooks.example.com/'))).toMatchObject({words: 'no answer within 0.2 seconds'});
	});

	it('is told apart from a name that leads nowhere', async () => {
		const post = strict(async () => {
			throw Object.assign(new Error('queryA ENOTFOUND hooks.example.com'), {code: 'ENOTFOUND'});
		});
		expect(await post(message('https://hooks.example.com/'))).toMatchObject({words: 'its host name is not known'});
	});
});
