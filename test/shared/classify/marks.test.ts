import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';

describe('whether a later try may help, where a response has no code', () => {
	test.each([
		['blocked using zen.spamhaus.org, try again later', 'transient'],
		['blocked using zen.spamhaus.org, permanently', 'permanent'],
		['temporarily blocked using zen.spamhaus.org: permanent errors follow', 'transient'],
		['permanent: blocked using zen.spamhaus.org, no need to try again', 'permanent'],
		['mailbox full', 'permanent'],
		['mailbox full, see spamhaus', 'permanent'],
		['mailbox full, deferred', 'transient'],
		['host said, see spamhaus: mailbox full, will retry', 'transient'],
		['421 mailbox full, permanently', 'transient'],
		['552 mailbox full, deferred', 'permanent'],
	])('%s', (text, permanence) => expect(classify({text}).permanence).toBe(permanence));
});

describe("a library's own words for the reply code", () => {
	test.each([
		[
			'Mailbox unavailable. The server response was: 5.7.1 Client does not have permissions to send as this sender',
			'not-authenticated',
		],
		['Mailbox unavailable. The server response was: 5.1.1 User unknown', 'recipient-unknown'],
		[
			'Service not available, closing transmission channel. The server response was: 4.4.1 Connection timed out',
			'connection-failed',
		],
		['Postfach nicht verfügbar. Die Serverantwort war: Relay access denied', 'recipient-misconfigured'],
		['User unknown, delivery … The server response was: mailbox full', 'mailbox-full'],
		['blocked using bl.spamcop.net. The server response was: blocked using … dnsbl.sorbs.net', 'ip-blocklisted'],
	])('do not count: %s', (text, category) => expect(classify({text}).category).toBe(category));

	test('nor do the lists named there', () => {
		const text = 'see bl.spamcop.net. The server response was: your IP is blocked using dnsbl.sorbs.net';
		expect(classify({text}).tokens.blocklist).toBe('sorbs');
	});
});

describe('the block list that a response names', () => {
	test.each([
		['blocked using zen.spamhaus.org and bl.spamcop.net', 'spamhaus'],
		['blocked using bl.spamcop.net and zen.spamhaus.org', 'spamcop'],
		['try later: blocked using bl.spamcop.net', 'spamcop'],
		[`${'try again later, '.repeat(40)}blocked using bl.spamcop.net`, 'spamcop'],
		['the domain is listed in uribl, and its IP by dnsbl.sorbs.net', 'uribl'],
		['sorbs says that the domain is listed in uribl', 'uribl'],
		['blocked by a list without a name: your IP is on a blacklist', undefined],
		['banned sending IP, see SORBS', 'sorbs'],
		['banned sending IP, see Spamhaus', undefined],
		['550 5.1.1 user unknown, no need to ask SORBS', undefined],
		['surbl says that your IP is blocked using bl.spamcop.net', 'spamcop'],
		['your IP 203.0.113.7 is on a blacklist, see surbl', 'surbl'],
		['203.0.113.7 is on exploits block list', 'spamhaus'],
	])('%s', (text, list) => expect(classify({text}).tokens.blocklist).toBe(list));

	test("and not the last response's", () => {
		classify({text: 'blocked using zen.spamhaus.org, bl.spamcop.net, dnsbl.sorbs.net, psbl and mailspike'});
		expect(classify({text: '203.0.113.7 is on a blacklist, see uribl'}).tokens.blocklist).toBe('uribl');
	});
});
