import {createSocket} from 'node:dgram';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {type DnsOptions, type OpenLookups, openLookups} from '#shared/dns/lookups.ts';
import {dnsServers} from '#shared/dns/servers.ts';
import {type DnsServer, startDns} from '#test/support/dns.ts';

let server: DnsServer;
beforeAll(async () => {
	server = await startDns();
});
afterAll(() => server.stop());
beforeEach(() => {
	server.asked.length = 0;
});

const QUICK = {timeout: 150, tries: 1, deadline: 10_000};

async function using<Result>(
	work: (lookups: OpenLookups) => Promise<Result>,
	options: Partial<DnsOptions> = {},
): Promise<Result> {
	const lookups = openLookups({...QUICK, servers: [server.address], ...options});
	try {
		return await work(lookups);
	} finally {
		lookups.close();
	}
}

describe('answers', () => {
	it('are what is there, each kind as it is used', async () => {
		server.serve({
			'mail.example.com': {A: ['192.0.2.10', '192.0.2.11'], AAAA: ['2001:db8::10']},
			'example.com': {
				TXT: [`v=spf1 ${'ip4:192.0.2.10 '.repeat(30)}-all`, 'else'],
				MX: ['20 b.example.com', '10 a.example.com'],
			},
			'null.example.com': {MX: ['0 .']},
			'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.com']},
		});
		await using(async (dns) => {
			expect(await dns.a('mail.example.com')).toEqual({found: ['192.0.2.10', '192.0.2.11']});
			expect(await dns.aaaa('MAIL.example.com.')).toEqual({found: ['2001:db8::10']});
			const texts = await dns.txt('example.com');
			expect('found' in texts && texts.found.toSorted()).toEqual([
				'else',
				`v=spf1 ${'ip4:192.0.2.10 '.repeat(30)}-all`,
			]);
			expect(await dns.mx('example.com')).toEqual({found: ['a.example.com', 'b.example.com']});
			expect(await dns.mx('null.example.com')).toEqual({found: ['']});
			expect(await dns.ptr('10.2.0.192.in-addr.arpa')).toEqual({found: ['mail.example.com']});
		});
	});

	it('are none for a name that does not exist, and for one without such a record', async () => {
		server.serve({'example.com': {A: ['192.0.2.10']}});
		await using(async (dns) => {
			expect(await dns.a('nobody.example.com')).toEqual({none: true});
			expect(await dns.txt('example.com')).toEqual({none: true});
		});
	});

	it('are unknown where the server fails, refuses, babbles or is silent', async () => {
		server.serve({
			'servfail.example.com': 'servfail',
			'refused.example.com': 'refused',
			'garbage.example.com': 'garbage',
			'silent.example.com': 'silent',
		});
		await using(async (dns) => {
			expect(await dns.a('servfail.example.com')).toEqual({unknown: 'servfail'});
			expect(await dns.a('refused.example.com')).toEqual({unknown: 'refused'});
			expect(await dns.a('silent.example.com')).toEqual({unknown: 'timeout'});
			// c-ares takes what it cannot read for no answer at all, or for a broken one.
			expect(await dns.a('garbage.example.com')).toHaveProperty('unknown');
		});
	});

	it('too long for UDP come by TCP: 300 texts', async () => {
		const texts = Array.from({length: 300}, (_, at) => `text ${at} ${'x'.repeat(100)}`);
		server.serve({'many.example.com': {TXT: texts}, 'huge.example.com': {TXT: ['y'.repeat(30_000)]}});
		await using(async (dns) => {
			const many = await dns.txt('many.example.com');
			expect('found' in many && many.found.toSorted()).toEqual(texts.toSorted());
			expect(await dns.txt('huge.example.com')).toEqual({found: ['y'.repeat(30_000)]});
		});
		expect(server.asked).toContain('TXT many.example.com (TCP)');
	});

	it('follow aliases, and lead nowhere where these go round', async () => {
		server.serve({
			'alias.example.com': {CNAME: ['mail.example.com']},
			'mail.example.com': {A: ['192.0.2.10']},
			'one.example.com': {CNAME: ['two.example.com']},
			'two.example.com': {CNAME: ['one.example.com']},
		});
		await using(async (dns) => {
			expect(await dns.a('alias.example.com')).toEqual({found: ['192.0.2.10']});
			expect(await dns.a('one.example.com')).not.toHaveProperty('found');
		});
	});
});

describe('bounds', () => {
	it('asks each question once, however often and however it is written', async () => {
		server.serve({'example.com': {A: ['192.0.2.10']}});
		await using(async (dns) => {
			await Promise.all([dns.a('example.com'), dns.a('EXAMPLE.com.'), dns.a('example.com')]);
			await dns.a('example.com');
		});
		expect(server.asked).toEqual(['A example.com']);
	});

	it('does not ask for what is no name', async () => {
		const names = [
			'',
			'.',
			'a..b',
			`${'x'.repeat(64)}.example.com`,
			'a\\.b',
			'bü.example',
			'a b.example',
			'x.'.repeat(140),
		];
		await using(async (dns) => {
			for (const name of names) expect(await dns.a(name), name).toEqual({unknown: 'name'});
		});
		expect(server.asked).toEqual([]);
	});

	it('asks no more than it may', async () => {
		server.serve({});
		await using(
			async (dns) => {
				expect(await dns.a('one.example.com')).toEqual({none: true});
				expect(await dns.a('two.example.com')).toEqual({none: true});
				expect(await dns.a('three.example.com')).toEqual({unknown: 'limit'});
				expect(await dns.a('one.example.com')).toEqual({none: true});
			},
			{most: 2},
		);
	});

	it('is done when its time is over', async () => {
		server.serve({'example.com': {A: ['192.0.2.10']}});
		await using(async (dns) => expect(await dns.a('example.com')).toEqual({unknown: 'timeout'}), {deadline: 0});
		const lookups = openLookups({...QUICK, servers: [server.address]});
		lookups.close();
		expect(await lookups.a('example.com')).toEqual({unknown: 'timeout'});
		expect(server.asked).toEqual([]);
	});

	it('gives up asking servers that never answer anything', async () => {
		const silent = createSocket('udp4');
		let questions = 0;
		silent.on('message', () => {
			questions += 1;
		});
		await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
		const names = Array.from({length: 60}, (_, at) => `name-${at}.example.com`);
		const answers = await using((dns) => Promise.all(names.map((name) => dns.a(name))), {
			servers: [`127.0.0.1:${silent.address().port}`],
			atOnce: 5,
		});
		expect(answers.slice(0, 5)).toEqual(Array.from({length: 5}, () => ({unknown: 'timeout'})));
		expect(answers.slice(20)).toEqual(Array.from({length: 40}, () => ({unknown: 'unreachable'})));
		expect(questions).toBeLessThan(20);
		await new Promise<void>((resolve) => silent.close(resolve));
	});

	it('goes on where the servers answer to others', async () => {
		const zone = Object.fromEntries(Array.from({length: 30}, (_, at) => [`s${at}.example.com`, 'silent' as const]));
		server.serve({...zone, 'example.com': {A: ['192.0.2.10']}, 'late.example.com': {A: ['192.0.2.11']}});
		await using(async (dns) => {
			await dns.a('example.com');
			await Promise.all(Object.keys(zone).map((name) => dns.a(name)));
			expect(await dns.a('late.example.com')).toEqual({found: ['192.0.2.11']});
		});
	});

	it('believes of no name that it does not exist where the server does not know public names', async () => {
		const witness = 'a.root-servers.net';
		server.serve({'intranet.example.com': {A: ['192.0.2.10']}});
		await using(
			async (dns) => {
				expect(await dns.a('example.com')).toEqual({unknown: 'private'});
				expect(await dns.txt('intranet.example.com')).toEqual({unknown: 'private'});
				expect(await dns.a('intranet.example.com')).toEqual({found: ['192.0.2.10']});
			},
			{witness},
		);
		expect(server.asked.filter((question) => question === `A ${witness}`)).toHaveLength(1);
		server.serve({[witness]: 'servfail'});
		await using(async (dns) => expect(await dns.a('example.com')).toEqual({unknown: 'servfail'}), {witness});
		server.serve({[witness]: {A: ['198.41.0.4']}});
		await using(async (dns) => expect(await dns.a('example.com')).toEqual({none: true}), {witness, atOnce: 1});
	});

	it('is unknown where nothing listens', async () => {
		const gone = await startDns();
		await gone.stop();
		const answer = await using((dns) => dns.a('example.com'), {servers: [gone.address]});
		expect(answer).toHaveProperty('unknown');
	});
});

describe('dnsServers', () => {
	it('reads addresses parted by commas', () => {
		expect(dnsServers(undefined)).toEqual([]);
		expect(dnsServers(' ')).toEqual([]);
		expect(dnsServers('127.0.0.1:5353, [::1]:53,')).toEqual(['127.0.0.1:5353', '[::1]:53']);
	});

	it('refuses at once what is no address', () => {
		expect(() => openLookups({servers: ['resolver.example.com'], deadline: 1})).toThrow(TypeError);
	});
});
