import fc from 'fast-check';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {openLookups} from '#shared/dns/lookups.ts';
import {BLOCK_LISTS} from '#shared/insight/dns/list-table.ts';
import {isSpamhausKey, readListing} from '#shared/insight/dns/lists.ts';
import {type DnsSubject, dnsChecks} from '#shared/insight/dns.ts';
import type {DnsCheck} from '#shared/model/incident.ts';
import {type DnsServer, startDns, type Zone} from '#test/support/dns.ts';
import {zoneLookups} from '#test/support/dns-zone.ts';

let server: DnsServer;
beforeAll(async () => {
	server = await startDns();
});
afterAll(() => server.stop());
beforeEach(() => {
	server.asked.length = 0;
});

const IP = '192.0.2.10';
const SUBJECT: DnsSubject = {ip: IP, helo: null, domains: [], esp: 'sendgrid'};

/** The entries by which lists are known to work. */
const WORKING: Zone = Object.fromEntries(
	BLOCK_LISTS.map((list) => [`${list.always}.${list.zone}`, {A: [Object.keys(list.codes)[0] ?? '127.0.0.254']}]),
);
const KEY = 'abcdefghijklmnopqrstuvwxyz';

/** Asks the server on this machine. */
async function checks(zone: Zone, subject: Partial<DnsSubject> = {}, key?: string): Promise<Map<string, DnsCheck>> {
	server.serve({...WORKING, ...zone});
	const lookups = openLookups({servers: [server.address], timeout: 150, tries: 1, deadline: 10_000});
	try {
		const all = await dnsChecks({...SUBJECT, ...subject}, lookups, key);
		return new Map(all.map((check) => [`${check.check} ${check.about}`, check]));
	} finally {
		lookups.close();
	}
}

const bad = (words: RegExp) => expect.objectContaining({verdict: 'bad', words: expect.stringMatching(words)});
const good = (words: RegExp) => expect.objectContaining({verdict: 'good', words: expect.stringMatching(words)});
const unknown = (words: RegExp) => expect.objectContaining({verdict: 'unknown', words: expect.stringMatching(words)});

describe('reverse DNS and HELO', () => {
	const reverse = `reverse-dns ${IP}`;
	const forward = `forward-confirmed ${IP}`;

	it('is good where the name leads back', async () => {
		const told = await checks({
			'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.com']},
			'mail.example.com': {A: ['192.0.2.9', IP]},
		});
		expect(told.get(reverse)).toEqual({
			check: 'reverse-dns',
			about: IP,
			verdict: 'good',
			found: 'mail.example.com',
			words: '192.0.2.10 has the name mail.example.com.',
		});
		expect(told.get(forward)).toEqual(good(/mail\.example\.com leads back to 192\.0\.2\.10/));
		expect(told.get('helo mail.example.com')).toEqual(good(/taken for its HELO name, leads to 192\.0\.2\.10/));
	});

	it('is bad without a name, and where the name lies', async () => {
		const none = await checks({});
		expect(none.get(reverse)).toEqual(bad(/has no name \(PTR record\)/));
		expect(none.get(forward)).toEqual(bad(/no name/));
		expect(none.get(`helo ${IP}`)).toEqual(unknown(/No response named the HELO name/));
		const lying = await checks({
			'10.2.0.192.in-addr.arpa': {PTR: ['mail.bank.example']},
			'mail.bank.example': {A: ['198.51.100.1']},
		});
		expect(lying.get(reverse)).toEqual(good(/mail\.bank\.example/));
		expect(lying.get(forward)).toEqual(bad(/does not lead back to 192\.0\.2\.10/));
		const gone = await checks({'10.2.0.192.in-addr.arpa': {PTR: ['nobody.example.com']}});
		expect(gone.get(forward)).toEqual(bad(/does not lead back/));
	});

	it('is unknown where DNS does not answer', async () => {
		for (const odd of ['servfail', 'refused', 'silent'] as const) {
			const told = await checks({'10.2.0.192.in-addr.arpa': odd});
			expect(told.get(reverse)).toEqual(unknown(/could not be told/));
			expect(told.get(forward)).toEqual(unknown(/could not be told/));
		}
		const half = await checks({'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.com']}, 'mail.example.com': 'servfail'});
		expect(half.get(reverse)).toEqual(good(/mail/));
		expect(half.get(forward)).toEqual(unknown(/not all look-ups were answered/));
		expect(half.get('helo mail.example.com')).toEqual(unknown(/name servers fail/));
	});

	it('compares IPv6 by its value', async () => {
		const ip = '2001:db8::a';
		const name = `a.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`;
		const told = await checks(
			{[name]: {PTR: ['mail.example.com']}, 'mail.example.com': {AAAA: ['2001:db8:0:0::a'], A: [IP]}},
			{ip},
		);
		expect(told.get(`forward-confirmed ${ip}`)).toEqual(good(/leads back/));
		expect([...told.keys()].filter((key) => key.startsWith('list:'))).toEqual([`list:zen.spamhaus.org ${ip}`]);
	});

	it('takes the HELO name that a response quoted', async () => {
		const zone: Zone = {
			'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.com']},
			'mail.example.com': {A: [IP]},
			'other.example.com': {A: ['198.51.100.1']},
		};
		const other = await checks(zone, {helo: 'other.example.com'});
		expect(other.get('helo other.example.com')).toEqual(bad(/leads to 198\.51\.100\.1, not to 192\.0\.2\.10/));
		expect(other.get('list:dbl.spamhaus.org other.example.com')).toEqual(good(/is not on Spamhaus DBL/));
		expect((await checks(zone, {helo: 'gone.example.com'})).get('helo gone.example.com')).toEqual(bad(/no address/));
		for (const helo of ['localhost', '192.0.2.10', '[192.0.2.10]', 'a..b']) {
			const told = await checks(zone, {helo});
			expect(told.get(`helo ${helo}`)).toEqual(bad(/no full host name/));
			expect([...told.keys()].filter((key) => key.startsWith('list:dbl'))).toEqual([]);
		}
	});
});

describe('DKIM', () => {
	const key = (value: string) => ({TXT: [value]});
	const long = 'A'.repeat(392);

	it('is looked for where the ESP puts it', async () => {
		const told = await checks(
			{
				's1._domainkey.example.com': {CNAME: ['s1.domainkey.u1.esp.example']},
				's1.domainkey.u1.esp.example': key(`k=rsa; t=s; p=${long}`),
			},
			{domains: ['example.com']},
		);
		expect(told.get('dkim example.com')).toEqual(good(/^s1\._domainkey\.example\.com holds a key\.$/));
	});

	it('is bad where the key is revoked, too short, none or several', async () => {
		const cases: [readonly string[], RegExp][] = [
			[['v=DKIM1; p='], /revoked/],
			[[`v=DKIM1; p=${'A'.repeat(128)}`], /less than 1,024 bits/],
			[['hello'], /no DKIM key/],
			[[`p=${long}`, `p=${long}B`], /2 keys/],
		];
		for (const [texts, words] of cases) {
			const told = await checks({'s1._domainkey.example.com': {TXT: texts}}, {domains: ['example.com']});
			expect(told.get('dkim example.com')).toEqual(bad(words));
		}
	});

	it('is unknown where no selector is known, none of them is there, or DNS does not answer', async () => {
		const domains = ['example.com'];
		expect((await checks({}, {domains})).get('dkim example.com')).toEqual(unknown(/no DKIM key at s1, s2, m1/));
		expect((await checks({}, {domains, esp: 'ses'})).get('dkim example.com')).toEqual(unknown(/No DKIM selector/));
		expect((await checks({}, {domains, esp: 'postmark'})).get('dkim example.com')).toEqual(unknown(/No DKIM selector/));
		const failing = await checks({'s2._domainkey.example.com': 'servfail'}, {domains});
		expect(failing.get('dkim example.com')).toEqual(unknown(/could not be told/));
	});
});

describe('DMARC', () => {
	const at = async (zone: Zone, domain = 'mail.news.example.com') =>
		(await checks(zone, {domains: [domain]})).get(`dmarc ${domain}`);

	it("is the domain's own, or that of the nearest parent", async () => {
		expect(await at({'_dmarc.mail.news.example.com': {TXT: ['v=DMARC1; p=reject']}})).toEqual(
			good(/^The DMARC record of mail\.news\.example\.com asks to refuse .*p=reject/),
		);
		const parent = await at({
			'_dmarc.mail.news.example.com': {TXT: ['something else']},
			'_dmarc.example.com': {TXT: ['v=DMARC1; p=reject; sp=none']},
		});
		expect(parent).toEqual(good(/no DMARC record of its own; that of example\.com asks for reports only/));
		expect(parent).toHaveProperty('found', 'v=DMARC1; p=reject; sp=none');
		server.asked.length = 0;
		await at({}, 'a.b.c.d.e.f.g.h.i.example.com');
		const walked = server.asked.filter((question) => question.startsWith('TXT _dmarc.'));
		expect(walked).toContain('TXT _dmarc.f.g.h.i.example.com');
		expect(walked).not.toContain('TXT _dmarc.com');
		expect(walked).toHaveLength(7);
	});

	it('is bad where there is none, several, or one without a policy', async () => {
		expect(await at({})).toEqual(bad(/has no DMARC record/));
		expect(await at({'_dmarc.example.com': {TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject']}})).toEqual(
			bad(/2 DMARC records/),
		);
		expect(await at({'_dmarc.example.com': {TXT: ['v=DMARC1; p=never']}})).toEqual(bad(/no policy/));
		expect(await at({'_dmarc.example.com': {TXT: ['v=DMARC1; rua=mailto:x@example.com']}})).toEqual(
			good(/counts as p=none/),
		);
	});

	it('is unknown where a step on the way is not answered', async () => {
		expect(
			await at({'_dmarc.news.example.com': 'servfail', '_dmarc.example.com': {TXT: ['v=DMARC1; p=none']}}),
		).toEqual(unknown(/could not be told/));
	});
});

describe('the sending domain', () => {
	const at = async (zone: Zone) => (await checks(zone, {domains: ['example.com']})).get('mail-domain example.com');

	it('takes mail by MX or address', async () => {
		expect(await at({'example.com': {MX: ['10 mx.example.com']}})).toEqual(good(/takes mail at mx\.example\.com/));
		expect(await at({'example.com': {AAAA: ['2001:db8::1']}})).toEqual(good(/no MX, but an address/));
		expect(await at({'example.com': {MX: ['0 .']}})).toEqual(bad(/null MX/));
		expect(await at({})).toEqual(bad(/neither MX nor address/));
		expect(await at({'example.com': 'servfail'})).toEqual(unknown(/could not be told/));
		expect(await at({'example.com': {A: 'silent'}})).toEqual(unknown(/could not be told/));
	});
});

describe('block lists', () => {
	const zen = `10.2.0.192.zen.spamhaus.org`;
	const at = async (zone: Zone, list = `list:zen.spamhaus.org ${IP}`) => (await checks(zone)).get(list);

	it('name why the IP is listed', async () => {
		const told = await at({[zen]: {A: ['127.0.0.2', '127.0.0.4']}});
		expect(told).toMatchObject({check: 'list:zen.spamhaus.org', about: IP, verdict: 'bad'});
		expect(told?.words).toMatch(/^192\.0\.2\.10 is on Spamhaus ZEN: .*SBL/);
		expect(told?.words).toMatch(/XBL/);
		expect(told?.found?.split(', ').toSorted()).toEqual(['127.0.0.2', '127.0.0.4']);
		expect(await at({'10.2.0.192.bl.spamcop.net': {A: ['127.0.0.2']}}, `list:bl.spamcop.net ${IP}`)).toEqual(
			bad(/SpamCop/),
		);
	});

	it.each([
		['127.255.255.254', /does not answer public DNS servers/],
		['127.255.255.255', /too many questions/],
		['127.255.255.252', /wrongly/],
		['127.255.255.1', /refused to answer/],
		['10.0.0.1', /none that a block list gives/],
		['203.0.113.80', /none that a block list gives/],
		['127.0.0.99', /not known here/],
	])('%s is no listing', async (code, words) => {
		expect(await at({[zen]: {A: [code]}})).toEqual(unknown(words));
		expect(await at({[zen]: {A: ['127.0.0.2', code]}})).toEqual(code === '127.0.0.99' ? bad(/SBL/) : unknown(words));
	});

	it('are unknown where they fail, refuse or are silent', async () => {
		for (const odd of ['servfail', 'refused', 'silent', 'garbage'] as const) {
			expect(await at({[zen]: odd})).toEqual(unknown(/could not be told/));
		}
		expect(await at({[zen]: {CNAME: ['loop.example']}, 'loop.example': {CNAME: [zen]}})).not.toMatchObject({
			verdict: 'bad',
		});
	});

	it('say nothing where they do not work any more', async () => {
		expect(await at({'2.0.0.127.zen.spamhaus.org': 'nxdomain'})).toEqual(unknown(/known to work/));
		expect(await at({'2.0.0.127.zen.spamhaus.org': 'silent'})).toEqual(unknown(/could not be told/));
		expect(await at({[zen]: {A: ['127.0.0.2']}, '1.0.0.127.zen.spamhaus.org': {A: ['127.0.0.2']}})).toEqual(
			unknown(/names everything/),
		);
		expect(await at({[zen]: {A: ['127.0.0.2']}, '2.0.0.127.zen.spamhaus.org': 'nxdomain'})).toEqual(bad(/SBL/));
	});

	it('of domains are asked for the domain and what it belongs to', async () => {
		const told = await checks(
			{
				'example.com.dbl.spamhaus.org': {A: ['127.0.1.2']},
				'news.example.com.multi.uribl.com': {A: ['127.0.0.6']},
				'news.example.com.multi.surbl.org': {A: ['127.0.0.1']},
			},
			{ip: null, domains: ['news.example.com']},
		);
		expect(told.get('list:dbl.spamhaus.org news.example.com')).toEqual(bad(/Spamhaus DBL: low reputation/));
		expect(told.get('list:multi.uribl.com news.example.com')).toEqual(bad(/black .*grey/));
		expect(told.get('list:multi.surbl.org news.example.com')).toEqual(unknown(/does not answer this DNS server/));
		expect([...told.keys()].filter((check) => check.includes('zen'))).toEqual([]);
	});

	it('of Spamhaus are asked with the key, which stands nowhere in what is told', async () => {
		const zone: Zone = {
			[`10.2.0.192.${KEY}.zen.dq.spamhaus.net`]: {A: ['127.0.0.3']},
			[`2.0.0.127.${KEY}.zen.dq.spamhaus.net`]: {A: ['127.0.0.2']},
			[`dbltest.com.${KEY}.dbl.dq.spamhaus.net`]: {A: ['127.0.1.2']},
		};
		const told = await checks(zone, {domains: ['example.com']}, KEY);
		expect(told.get(`list:zen.spamhaus.org ${IP}`)).toEqual(bad(/CSS/));
		expect(told.get('list:dbl.spamhaus.org example.com')).toEqual(good(/is not on/));
		expect(JSON.stringify([...told.values()])).not.toContain(KEY);
		expect(server.asked.some((question) => question.includes('zen.spamhaus.org'))).toBe(false);
		const refused = await checks({[`10.2.0.192.${KEY}.zen.dq.spamhaus.net`]: {A: ['127.255.255.250']}}, {}, KEY);
		expect(refused.get(`list:zen.spamhaus.org ${IP}`)).toEqual(unknown(/key of the Data Query Service/));
	});

	it('never take an address for a listing that their table does not have', () => {
		fc.assert(
			fc.property(fc.constantFrom(...BLOCK_LISTS), fc.array(fc.ipV4(), {minLength: 1, maxLength: 3}), (list, found) => {
				const listing = readListing(list, {found});
				if (!('listed' in listing)) return;
				expect(found.every((code) => code.startsWith('127.'))).toBe(true);
				expect(found.some((code) => Object.hasOwn(list.codes, code) || list.bits !== undefined)).toBe(true);
			}),
		);
	});

	it('have keys that are one label', () => {
		expect(isSpamhausKey(KEY)).toBe(true);
		for (const text of ['', 'short', 'a.b.c.d.e.f.g', 'with space in it', 'x'.repeat(64)])
			expect(isSpamhausKey(text)).toBe(false);
	});
});

describe('everything together', () => {
	it('is unknown, never bad, where DNS does not answer at all', async () => {
		for (const odd of ['servfail', 'silent'] as const) {
			const lookups = zoneLookups({});
			const mute = async () => ({unknown: odd === 'silent' ? ('timeout' as const) : odd});
			const all = await dnsChecks(
				{...SUBJECT, domains: ['example.com'], helo: 'mail.example.com'},
				{...lookups, a: mute, aaaa: mute, txt: mute, mx: mute, ptr: mute},
			);
			expect(all.length).toBeGreaterThan(15);
			expect(new Set(all.map(({verdict}) => verdict))).toEqual(new Set(['unknown']));
		}
	});

	it('asks a bounded number of questions', async () => {
		const lookups = zoneLookups({});
		await dnsChecks(
			{...SUBJECT, domains: ['example.com', 'a.b.c.d.e.f.g.h.i.j.example.net'], helo: 'mail.example.com'},
			lookups,
		);
		expect(new Set(lookups.asked).size).toBeLessThan(120);
	});

	it('leaves out what it is not asked about', async () => {
		const all = await dnsChecks({ip: null, helo: null, domains: [], esp: 'ses'}, zoneLookups({}));
		expect(all).toEqual([]);
		const other = await dnsChecks({...SUBJECT, ip: 'unknown'}, zoneLookups({}));
		expect(other).toEqual([]);
	});
});
