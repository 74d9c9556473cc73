import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openOutgoing} from '#shared/outgoing/post.ts';
import {dnsResolver} from '#shared/outgoing/resolve.ts';
import {newSigningSecret} from '#shared/outgoing/sign.ts';
import {type DnsServer, startDns} from '#test/support/dns.ts';

let dns: DnsServer;
beforeAll(async () => {
	dns = await startDns();
});
afterAll(() => dns.stop());

const resolve = (host: string) => dnsResolver({servers: [dns.address], timeout: 200})(host);
const HOST = 'hooks.example.com';

describe('a host name', () => {
	it('has all addresses of both kinds, through other names too', async () => {
		dns.serve({
			[HOST]: {CNAME: ['edge.example.net']},
			'edge.example.net': {A: ['192.0.2.1', '192.0.2.2'], AAAA: ['2001:db8::1']},
		});
		expect((await resolve(HOST)).toSorted()).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
	});

	it('has those of one kind where the other fails', async () => {
		dns.serve({[HOST]: {A: ['192.0.2.1'], AAAA: 'servfail'}});
		expect(await resolve(HOST)).toEqual(['192.0.2.1']);
	});

	it.each([
		['nxdomain', 'its host name is not known'],
		['servfail', 'its host name cannot be looked up just now'],
		['silent', 'its host name cannot be looked up just now'],
	] as const)('of which DNS says "%s" is told so', async (odd, words) => {
		dns.serve({[HOST]: odd});
		const post = openOutgoing({now: () => new Date(), resolve, patience: 4_000});
		expect(await post({url: `https://${HOST}/`, secret: newSigningSecret(), id: 'msg_1', body: '{}'})).toMatchObject({
			delivered: false,
			status: null,
			words,
		});
	});

	it('that leads to an address of ours the moment it is connected to, is asked once and not connected to', async () => {
		dns.serve({[HOST]: {A: ['169.254.169.254'], AAAA: []}});
		dns.asked.length = 0;
		const post = openOutgoing({now: () => new Date(), resolve, patience: 4_000});
		expect(await post({url: `https://${HOST}/`, secret: newSigningSecret(), id: 'msg_1', body: '{}'})).toMatchObject({
			words: 'its host leads to an address that is not public',
		});
		expect(dns.asked.toSorted()).toEqual([`A ${HOST}`, `AAAA ${HOST}`]);
	});
});
