import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseAddress} from '#shared/insight/dns/address.ts';
import {spfCheck} from '#shared/insight/dns/spf.ts';
import {checkSpf, countSpf} from '#shared/insight/dns/spf-check.ts';
import {expandMacros} from '#shared/insight/dns/spf-macros.ts';
import {parseSpf} from '#shared/insight/dns/spf-record.ts';
import type {Zone} from '#test/support/dns.ts';
import {zoneLookups} from '#test/support/dns-zone.ts';

const IP = '192.0.2.10';

function addressOf(ip: string) {
	const address = parseAddress(ip);
	if (address === undefined) throw new Error('no address');
	return address;
}

const check = (zone: Zone, ip = IP, domain = 'example.com') =>
	checkSpf(addressOf(ip), domain, 'mail.example.com', zoneLookups(zone));
const record = (text: string): Zone[string] => ({TXT: [text]});

describe('checkSpf', () => {
	it.each([
		['v=spf1 ip4:192.0.2.10 -all', 'pass'],
		['v=spf1 ip4:192.0.2.0/24 -all', 'pass'],
		['v=spf1 ip4:192.0.2.0/28 -all', 'pass'],
		['v=spf1 ip4:192.0.2.0/29 -all', 'fail'],
		['v=spf1 ip6:2001:db8::/32 ~all', 'softfail'],
		['v=spf1 ip6:::/0 -all', 'fail'],
		['v=spf1 ?all', 'neutral'],
		['v=spf1', 'neutral'],
		['V=SPF1 IP4:192.0.2.10 -ALL', 'pass'],
		['v=spf1 -ip4:192.0.2.10 +all', 'fail'],
		['v=spf1 ip4:192.0.2.10/33 all', 'permerror'],
		['v=spf1 ip4:192.0.2 all', 'permerror'],
		['v=spf1 ip6:192.0.2.10 all', 'permerror'],
		['v=spf1 ipv4:192.0.2.10 -all', 'permerror'],
		['v=spf1 include: -all', 'permerror'],
		['v=spf1 include -all', 'permerror'],
		['v=spf1 all:x', 'permerror'],
		['v=spf1 redirect=a.example.com redirect=b.example.com', 'permerror'],
		['v=spf1 unknown=modifier ip4:192.0.2.10 -all', 'pass'],
		['v=spf1  ip4:192.0.2.10   -all ', 'pass'],
		['v=spf10 ip4:192.0.2.10', 'none'],
		['spf1 ip4:192.0.2.10', 'none'],
	])('%s gives %s', async (text, result) => {
		expect(await check({'example.com': record(text)})).toBe(result);
	});

	it('goes by A, MX and their networks', async () => {
		const zone: Zone = {
			'example.com': {TXT: ['v=spf1 a mx -all'], A: ['198.51.100.1'], MX: ['10 mx.example.com']},
			'mx.example.com': {A: [IP]},
			'near.example': {TXT: ['v=spf1 a:host.near.example/28 -all']},
			'host.near.example': {A: ['192.0.2.1'], AAAA: ['2001:db8::1']},
			'six.example': {TXT: ['v=spf1 a:host.near.example/32//64 -all']},
		};
		expect(await check(zone)).toBe('pass');
		expect(await check(zone, '198.51.100.1')).toBe('pass');
		expect(await check(zone, '198.51.100.2')).toBe('fail');
		expect(await check(zone, IP, 'near.example')).toBe('pass');
		expect(await check(zone, '2001:db8::ffff', 'six.example')).toBe('pass');
		expect(await check(zone, '2001:db8:1::1', 'six.example')).toBe('fail');
	});

	it('takes an include only where it passes, and a redirect whole', async () => {
		const zone: Zone = {
			'example.com': record('v=spf1 include:esp.example ~all'),
			'esp.example': record(`v=spf1 ip4:${IP} -all`),
			'moved.example': record('v=spf1 redirect=esp.example'),
			'broken.example': record('v=spf1 include:nobody.example -all'),
			'lost.example': record('v=spf1 redirect=nobody.example'),
		};
		expect(await check(zone)).toBe('pass');
		expect(await check(zone, '198.51.100.1')).toBe('softfail');
		expect(await check(zone, '198.51.100.1', 'moved.example')).toBe('fail');
		expect(await check(zone, IP, 'broken.example')).toBe('permerror');
		expect(await check(zone, IP, 'lost.example')).toBe('permerror');
	});

	it('follows macros, reverse names and exists', async () => {
		const zone: Zone = {
			'example.com': record('v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all'),
			'10.2.0.192.in-addr._spf.example.com': {A: ['127.0.0.2']},
			'ptr.example': record('v=spf1 ptr:example.net -all'),
			'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.net', 'liar.example.org']},
			'mail.example.net': {A: [IP]},
			'liar.example.org': {A: ['198.51.100.1']},
			'lied.example': record('v=spf1 ptr:example.org -all'),
			'mailbox.example': record('v=spf1 exists:%{l}._spf.example.com -all'),
		};
		expect(await check(zone)).toBe('pass');
		expect(await check(zone, '192.0.2.11')).toBe('fail');
		expect(await check(zone, IP, 'ptr.example')).toBe('pass');
		expect(await check(zone, IP, 'lied.example')).toBe('fail');
		// It depends on the sender's mailbox, which is not known.
		expect(await check(zone, IP, 'mailbox.example')).toBe('unknown');
	});

	it('is unknown where a look-up on the way is, and not where that came before', async () => {
		const zone: Zone = {
			'example.com': record('v=spf1 include:down.example -all'),
			'early.example': record(`v=spf1 ip4:${IP} include:down.example -all`),
			'down.example': 'servfail',
			'a.example': record('v=spf1 a:down.example -all'),
			'mx.example': record('v=spf1 mx:down.example -all'),
		};
		expect(await check(zone)).toBe('unknown');
		expect(await check(zone, IP, 'early.example')).toBe('pass');
		expect(await check(zone, IP, 'a.example')).toBe('unknown');
		expect(await check(zone, IP, 'mx.example')).toBe('unknown');
		expect(await check({'example.com': 'silent'})).toBe('unknown');
	});

	it('allows ten look-ups and no eleventh, and two that find nothing', async () => {
		const hosts = (count: number) => Array.from({length: count}, (_, at) => `a:h${at}.example.com`).join(' ');
		const known = Object.fromEntries(
			Array.from({length: 11}, (_, at) => [`h${at}.example.com`, {A: [`198.51.100.${at}`]}]),
		);
		const of = (text: string): Zone => ({...known, 'example.com': record(text)});
		expect(await check(of(`v=spf1 ${hosts(10)} ip4:${IP} -all`))).toBe('pass');
		expect(await check(of(`v=spf1 ${hosts(11)} ip4:${IP} -all`))).toBe('permerror');
		const nobody = (count: number) => Array.from({length: count}, (_, at) => `a:n${at}.example.com`).join(' ');
		expect(await check(of(`v=spf1 ${nobody(2)} ip4:${IP} -all`))).toBe('pass');
		expect(await check(of(`v=spf1 ${nobody(3)} ip4:${IP} -all`))).toBe('permerror');
		const many = Array.from({length: 11}, (_, at) => `10 h${at}.example.com`);
		expect(await check({...known, 'example.com': {TXT: ['v=spf1 mx -all'], MX: many}})).toBe('permerror');
	});

	it('ends where records include each other', async () => {
		const zone: Zone = {
			'example.com': record('v=spf1 include:two.example -all'),
			'two.example': record('v=spf1 include:example.com include:two.example -all'),
		};
		expect(await check(zone)).toBe('permerror');
		expect(await countSpf('example.com', zoneLookups(zone))).toBe(11);
	});

	it('asks no more than it may and always ends, whatever the records say', async () => {
		const names = ['a.example', 'b.example', 'c.example', 'd.example'];
		const target = fc.constantFrom(...names, 'nobody.example', '%{i}.a.example', '%{l}.x');
		const term = fc.oneof(
			fc
				.tuple(fc.constantFrom('', '-', '~', '?'), fc.constantFrom('include', 'a', 'mx', 'ptr', 'exists'), target)
				.map(([sign, kind, name]) => `${sign}${kind}:${name}`),
			target.map((name) => `redirect=${name}`),
			fc.constantFrom(
				'all',
				'-all',
				'ip4:192.0.2.0/24',
				'ip6:2001:db8::/32',
				'ip4:198.51.100.1',
				'%',
				'x:y/z',
				'a/24//64',
			),
			fc.string({maxLength: 12}),
		);
		const spf = fc.array(term, {maxLength: 20}).map((terms) => `v=spf1 ${terms.join(' ')}`);
		const host = fc.record({
			TXT: fc.array(spf, {maxLength: 2}),
			A: fc.array(fc.ipV4(), {maxLength: 3}),
			MX: fc.array(
				fc.constantFrom(...names).map((name) => `10 ${name}`),
				{maxLength: 12},
			),
		});
		const zone = fc.record(Object.fromEntries(names.map((name) => [name, host])));
		await fc.assert(
			fc.asyncProperty(zone, async (known: Zone) => {
				const lookups = zoneLookups({...known, '10.2.0.192.in-addr.arpa': {PTR: names}});
				const result = await checkSpf(addressOf(IP), 'a.example', 'h.example', lookups);
				expect(['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'unknown']).toContain(result);
				// The domain's own record, and ten terms each with its record or question and at most ten names.
				expect(lookups.asked.length).toBeLessThanOrEqual(1 + 10 * (1 + 10));
				const counting = zoneLookups(known);
				expect(await countSpf('a.example', counting)).toBeLessThanOrEqual(11);
				expect(counting.asked.length).toBeLessThanOrEqual(11);
			}),
			{numRuns: 300},
		);
	});
});

describe('parseSpf and expandMacros', () => {
	it('never throw', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 300}), (text) => {
				parseSpf(`v=spf1 ${text}`);
				expandMacros(text, {address: addressOf(IP), domain: 'example.com', sender: 'example.com', helo: 'h'});
			}),
		);
	});

	it('expands as in RFC 7208, section 7.4', () => {
		const context = {
			address: addressOf('192.0.2.3'),
			domain: 'email.example.com',
			sender: 'email.example.com',
			helo: 'h.example',
		};
		const six = {...context, address: addressOf('2001:db8::cb01')};
		expect(expandMacros('%{d4}', context)).toBe('email.example.com');
		expect(expandMacros('%{d2}', context)).toBe('example.com');
		expect(expandMacros('%{d1}', context)).toBe('com');
		expect(expandMacros('%{dr}', context)).toBe('com.example.email');
		expect(expandMacros('%{d2r}', context)).toBe('example.email');
		expect(expandMacros('%{ir}.%{v}._spf.%{d2}', context)).toBe('3.2.0.192.in-addr._spf.example.com');
		expect(expandMacros('%{ir}.%{v}._spf.%{d2}', six)).toBe(
			'1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com',
		);
		expect(expandMacros('a%%b%_c%-d', context)).toBe('a%b c%20d');
		expect(expandMacros('%{s}.x', context)).toBeUndefined();
		for (const wrong of ['%', '%x', '%{', '%{q}', '%{d0}', '%{d2x}', '%{}']) {
			expect(expandMacros(wrong, context), wrong).toBe('wrong');
		}
	});

	it('takes labels off the left of a name that grew too long', () => {
		const context = {
			address: addressOf(IP),
			domain: `${'x'.repeat(60)}.${'y'.repeat(60)}.example.com`,
			sender: 'e',
			helo: 'h',
		};
		const name = expandMacros('%{d}.%{d}.%{d}', context) ?? '';
		expect(name.length).toBeLessThanOrEqual(253);
		expect(name.endsWith('example.com')).toBe(true);
	});
});

describe('spfCheck', () => {
	const told = (zone: Zone, sender: string | null = IP) =>
		spfCheck(
			'example.com',
			sender === null ? null : {ip: sender, address: addressOf(sender), helo: 'mail.example.com'},
			zoneLookups(zone),
		);

	it('is good where the record names the IP', async () => {
		expect(await told({'example.com': record(`v=spf1 ip4:${IP} -all`)})).toEqual({
			check: 'spf',
			about: 'example.com',
			verdict: 'good',
			found: `v=spf1 ip4:${IP} -all`,
			words: `The SPF record of example.com names ${IP} (pass); it ends with -all and needs 0 of 10 look-ups.`,
		});
	});

	it('is bad without a record, with several, with one that cannot be read, lets all in, or needs too much', async () => {
		const deep = Array.from({length: 11}, (_, at) => `a:h${at}.example.com`).join(' ');
		const cases: [Zone, RegExp][] = [
			[{'example.com': {TXT: ['something else']}}, /has no SPF record/],
			[{}, /has no SPF record/],
			[{'example.com': {TXT: ['v=spf1 -all', `v=spf1 ip4:${IP} -all`]}}, /has 2 SPF records.*permerror/],
			[{'example.com': record('v=spf1 ip4:300.0.2.1 -all')}, /"ip4:300.0.2.1".*permerror/],
			[{'example.com': record(`v=spf1 ip4:${IP} +all`)}, /\+all, which lets anybody send/],
			[{'example.com': record(`v=spf1 ip4:${IP} ${deep} -all`)}, /more than 10 look-ups/],
			[{'example.com': record('v=spf1 -all')}, /does not name 192.0.2.10 \(fail\).*envelope sender/],
			[{'example.com': record('v=spf1 ~all')}, /softfail/],
		];
		for (const [zone, words] of cases)
			expect(await told(zone)).toMatchObject({verdict: 'bad', words: expect.stringMatching(words)});
	});

	it('is unknown where DNS does not answer, and where the record says neither', async () => {
		expect(await told({'example.com': 'servfail'})).toMatchObject({verdict: 'unknown'});
		expect(await told({'example.com': {TXT: 'silent'}})).toMatchObject({verdict: 'unknown'});
		expect(await told({'example.com': record('v=spf1 ?all')})).toMatchObject({
			verdict: 'unknown',
			words: expect.stringMatching(/neutral/),
		});
		expect(await told({'example.com': record('v=spf1 include:x.example -all'), 'x.example': 'refused'})).toMatchObject({
			verdict: 'unknown',
		});
	});

	it('judges the record alone where the IP is not known', async () => {
		expect(await told({'example.com': record('v=spf1 include:x.example ~all')}, null)).toMatchObject({
			verdict: 'good',
			words: 'example.com has one SPF record; it ends with ~all and needs 1 of 10 look-ups.',
		});
	});

	it('shows what strangers wrote, shortened and visible', async () => {
		const {found = ''} = await told({'example.com': record(`v=spf1 ${'ip4:198.51.100.1 '.repeat(100)}\u0007-all`)});
		expect(found.length).toBeLessThanOrEqual(200);
		expect(found).toMatch(/^[\x20-\x7e]+…$/);
	});
});
