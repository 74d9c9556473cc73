import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {hostOf, readTarget} from '#shared/outgoing/target.ts';

const NONE: ReadonlySet<string> = new Set();

describe('an endpoint’s address', () => {
	it.each([
		'https://hooks.example.com/alerts?team=mail',
		'https://hooks.example.com:443/',
		'https://hooks.example.com:8443/alerts',
		'HTTPS://HOOKS.EXAMPLE.COM./alerts',
		'https://bücher.example/alerts',
		'https://1.1.1.1/alerts',
		'https://[2606:4700::1111]/alerts',
	])('is taken: %s', (url) => {
		expect(readTarget(url, NONE)).toBeInstanceOf(URL);
	});

	it.each([
		['hooks.example.com', 'no URL'],
		['http://hooks.example.com/', 'https://'],
		['ftp://hooks.example.com/', 'https://'],
		['file:///etc/passwd', 'https://'],
		['https://me@hooks.example.com/', 'user name'],
		['https://:secret@hooks.example.com/', 'password'],
		['https://hooks.example.com/#here', 'fragment'],
		['https://hooks.example.com:22/', '443 or 8443'],
		['https://hooks.example.com:3000/', '443 or 8443'],
		['https://localhost/', 'in full'],
		['https://metadata/', 'in full'],
		['https://intranet./', 'in full'],
		[`https://hooks.example.com/${'a'.repeat(2_000)}`, '2000 characters'],
		['https://[fe80::1%25eth0]/', 'no URL'],
	])('is refused, with what is wrong: %s', (url, why) => {
		expect(readTarget(url, NONE)).toMatchObject({
			refused: 'invalid',
			field: 'url',
			detail: expect.stringContaining(why),
		});
	});

	it.each([
		'127.0.0.1',
		'127.1',
		'0x7f.1',
		'2130706433',
		'017700000001',
		'0x7f000001',
		'127.0.0.1.',
		'１２７.0.0.1',
		'0',
		'169.254.169.254',
		'0xa9fea9fe',
		'10.0.0.1',
		'192.168.1.1',
		'100.100.100.200',
		'[::1]',
		'[::]',
		'[::ffff:169.254.169.254]',
		'[::ffff:a9fe:a9fe]',
		'[64:ff9b::169.254.169.254]',
		'[2002:a9fe:a9fe::]',
		'[fd00:ec2::254]',
		'[fe80::1]',
	])('is refused where it is an address that is not public, however it is spelled: %s', (host) => {
		expect(readTarget(`https://${host}/`, NONE)).toMatchObject({detail: expect.stringContaining('public address')});
	});

	it('never throws, and keeps to HTTPS', () => {
		const parts = fc.tuple(
			fc.constantFrom('https://', 'http://', 'HTTPS:', 'data:', ''),
			fc.oneof(
				fc.string(),
				fc.ipV4Extended(),
				fc.ipV6().map((address) => `[${address}]`),
			),
			fc.constantFrom('', '/', ':443/', ':0/', ':99999/', '/?a#b', '\\..'),
		);
		fc.assert(
			fc.property(parts, (text) => {
				const read = readTarget(text.join(''), NONE);
				expect('refused' in read || read.protocol === 'https:').toBe(true);
			}),
		);
	});

	it('may be plain, at any port, where its host is named as this machine’s own', () => {
		const own = new Set(['127.0.0.1']);
		expect(readTarget('http://127.0.0.1:9000/alerts', own)).toBeInstanceOf(URL);
		expect(readTarget('http://0x7f.1:9000/alerts', own)).toBeInstanceOf(URL);
		expect(readTarget('http://127.0.0.2:9000/alerts', own)).toMatchObject({refused: 'invalid'});
		expect(readTarget('ftp://127.0.0.1/alerts', own)).toMatchObject({refused: 'invalid'});
		expect(readTarget('http://a:b@127.0.0.1/alerts', own)).toMatchObject({refused: 'invalid'});
	});
});

it('an IPv6 host stands without its brackets', () => {
	expect(hostOf(new URL('https://[2606:4700::1111]/'))).toBe('2606:4700::1111');
	expect(hostOf(new URL('https://hooks.example.com/'))).toBe('hooks.example.com');
});
