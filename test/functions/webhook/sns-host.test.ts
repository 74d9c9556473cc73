import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {snsHost} from '#functions/webhook/sns-host.ts';

const seen: (string | undefined)[] = [];
const server = createServer((request, response) => {
	seen.push(request.url);
	const path = request.url?.split('?')[0];
	if (path === '/redirect.pem') return response.writeHead(302, {location: '/certificate.pem'}).end('moved');
	if (path === '/large.pem') return response.end('x'.repeat(70_000));
	if (path === '/missing.pem') return response.writeHead(404).end('none');
	if (path === '/broken.pem') return response.writeHead(503).end('later');
	if (path === '/silent.pem') return undefined;
	return response.end('certificate');
});
let origin = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const isPort = (given: AddressInfo | string | null): given is AddressInfo =>
		typeof given === 'object' && given !== null;
	if (!isPort(address)) throw new Error('no port');
	origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const amazon = (path: string) => new URL(`https://sns.us-east-1.amazonaws.com${path}`);

describe("Amazon SNS's host, with a stand-in", () => {
	it('gives a certificate', async () => {
		expect(await snsHost(origin).fetchCertificate(amazon('/certificate.pem'))).toBe('certificate');
	});

	it.each(['/redirect.pem', '/missing.pem', '/large.pem'])('has no certificate at %s', async (path) => {
		seen.length = 0;
		expect(await snsHost(origin).fetchCertificate(amazon(path))).toBe('');
		expect(seen).toEqual([path]);
	});

	it('fails where it is out of order, or says nothing', async () => {
		await expect(snsHost(origin).fetchCertificate(amazon('/broken.pem'))).rejects.toThrow('503');
		await expect(snsHost(origin).fetchCertificate(amazon('/silent.pem'))).rejects.toThrow(/time/i);
	});

	it('is asked to confirm with the whole query, once', async () => {
		seen.length = 0;
		await snsHost(origin).confirm(amazon('/?Action=ConfirmSubscription&Token=abc'));
		expect(seen).toEqual(['/?Action=ConfirmSubscription&Token=abc']);
		await expect(snsHost(origin).confirm(amazon('/redirect.pem'))).rejects.toThrow('302');
		await expect(snsHost(origin).confirm(amazon('/broken.pem'))).rejects.toThrow('503');
	});

	it('is Amazon itself where nothing stands in', async () => {
		const asked: string[] = [];
		const fetching: typeof fetch = async (input, init) => {
			asked.push(`${input} ${init?.redirect}`);
			return new Response('certificate');
		};
		for (const none of [undefined, '']) await snsHost(none, fetching).fetchCertificate(amazon('/a.pem'));
		expect(asked).toEqual(Array(2).fill('https://sns.us-east-1.amazonaws.com/a.pem manual'));
	});
});
