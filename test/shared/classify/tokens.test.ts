import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import type {Tokens} from '#shared/model/classification.ts';

const tokens = (text: string): Tokens => classify({text}).tokens;

describe('reply code and enhanced status', () => {
	test.each([
		['550 5.7.1 xyz', 550, '5.7.1'],
		['smtp;550 5.7.1 xyz', 550, '5.7.1'],
		['550-5.7.1 xyz 550 5.7.1 abc', 550, '5.7.1'],
		["(550, b'5.7.1 xyz')", 550, '5.7.1'],
		['550 #5.7.1 xyz', 550, '5.7.1'],
		['Server error: 550, 5.7.606', 550, '5.7.606'],
		['452-4.2.2 xyz', 452, '4.2.2'],
		['421 xyz', 421, undefined],
		['4.7.0 xyz', undefined, '4.7.0'],
		['host mx.example.net[198.51.100.3] said: 554 xyz', 554, undefined],
		['port 587, 465 messages, version 5.7', undefined, undefined],
		['delivered in 250 ms to 10.5.7.1', undefined, undefined],
		['dial tcp mx.example.org:587: i/o timeout', undefined, undefined],
		["smtp; 5.3.0 - Other mail system problem 550-'Unknown user'", 550, '5.3.0'],
		["smtp; 5.1.0 - Unknown address error 550-'5.7.1 no'", 550, '5.7.1'],
		['失败550 xyz', 550, undefined],
		['connect to mx.example.org[198.51.100.3]:465: Connection timed out', undefined, undefined],
		['571 xyz', 571, undefined],
	])('%s', (text, replyCode, enhancedStatus) => {
		expect(tokens(text)).toMatchObject({...(replyCode && {replyCode}), ...(enhancedStatus && {enhancedStatus})});
		expect(tokens(text).replyCode).toBe(replyCode);
		expect(tokens(text).enhancedStatus).toBe(enhancedStatus);
	});
});

describe('the sending IP', () => {
	test.each([
		['banned sending IP [203.0.113.7]', '203.0.113.7'],
		['banned sender[203.0.113.7]', '203.0.113.7'],
		["messages from 203.0.113.7 weren't sent", '203.0.113.7'],
		['Client host [2001:db8:4::7] blocked using Spamhaus', '2001:db8:4::7'],
		['550 IP=203.0.113.7 - A problem occurred', '203.0.113.7'],
		['see https://ipcheck.example.com/?ip=203.0.113.7', '203.0.113.7'],
		['see https://postmaster.example.com/case?c=hi&v=203.0.113.7', '203.0.113.7'],
		['host mx.example.org[198.51.100.12] said: 554 blocked: [203.0.113.7]', '203.0.113.7'],
		['host mx.example.org[198.51.100.12] said: 550 no such user', undefined],
		['connect to mx.example.org[198.51.100.12]:25: Connection refused', undefined],
		['[LastAttemptedIP=198.51.100.25:25]', undefined],
		['host: mx.example.org (198.51.100.4) 550 unknown user', undefined],
		['{FQDN=mx.example.org};{IP=198.51.100.4};{LRT=1/24/2026 1:29:15 PM}', undefined],
		['Server at 198.51.100.85 (198.51.100.85) returned 450 x [LastAttemptedServerName=198.51.100.85]', undefined],
		['blocked, zen.spamhaus.org answered 127.0.0.2', undefined],
		['Exim version 4.94.2.1 says no', undefined],
		['temporarily deferred - 4.16.55.1', undefined],
		['550 5.7.1 999.1.1.1 is no address', undefined],
		['client host 203.0.113.7 said no', '203.0.113.7'],
		['host 198.51.100.3 said no', undefined],
		['sending IP 203.0.113.7 refused', '203.0.113.7'],
		['198.51.100.3 refused', undefined],
		['your server mx.example.com (203.0.113.7) is blocked', '203.0.113.7'],
		['mail.example.com[203.0.113.7] is blocked', '203.0.113.7'],
		['host mx.example.org   [198.51.100.3] said no', undefined],
		['host mx.example.org is sure: [203.0.113.7] is blocked', '203.0.113.7'],
		['the endpoint was 198.51.100.3', undefined],
		['your IP was 203.0.113.7', '203.0.113.7'],
		['connection to 198.51.100.3 failed', undefined],
		['relay=198.51.100.3, blocked', undefined],
		['blocked by (203.0.113.7)', '203.0.113.7'],
		['no answer from 198.51.100.3:25', undefined],
		['no answer from [198.51.100.3]:465', undefined],
		['no answer from 198.51.100.3:587', undefined],
		['blocked: 203.0.113.7:2525', '203.0.113.7'],
		['blocked: 203.0.113.7:250', '203.0.113.7'],
		['0.0.0.0 is nobody', undefined],
		['blocked: 10.4.16.55', '10.4.16.55'],
		['build 203.0.113.7', undefined],
		['FQDN mx.example.com IP 203.0.113.7', '203.0.113.7'],
		['{IP=203.0.113.7}', '203.0.113.7'],
		['{FQDN=mx.example.org};{client=203.0.113.7}', '203.0.113.7'],
		['{FQDN=alpha.bravo.example} was not the one, IP=203.0.113.7', '203.0.113.7'],
		['TLS is not offered by host mx.example.org [198.51.100.3]', undefined],
		['delivery to mx.example.org[198.51.100.3] took too long', undefined],
		['delivery to mx.example.org ([198.51.100.3]) took too long', undefined],
		['delivery to mx.example.org[198.51.100.3] took too long, see www.example.org', undefined],
		['delivery to us: www.example.com is about [203.0.113.7]', '203.0.113.7'],
		['your host mail.example.com [203.0.113.7] is listed', '203.0.113.7'],
		['no mail from mail.example.com [203.0.113.7]', '203.0.113.7'],
		['connections from 203.0.113.7 refused', '203.0.113.7'],
		['response from mx.example.org (198.51.100.3): no', undefined],
		['looked up for 203.0.113.7', '203.0.113.7'],
		['an answer from 198.51.100.3 said: no', undefined],
		['blocked: 203.0.113.7 25 times', '203.0.113.7'],
		['blocked: 203.0.113.7:259', '203.0.113.7'],
		['no answer from 198.51.100.3:25 today', undefined],
		['no answer from [198.51.100.3]:25: timeout', undefined],
		['198.51.100.3 does not like recipient. Remote host said: 550 banned [203.0.113.7]', '203.0.113.7'],
		['203.0.113.7 does not exist', '203.0.113.7'],
		['Giving up on 198.51.100.3.', undefined],
		['550 x said [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com] {203.0.113.7}', '203.0.113.7'],
		['banned on 203.0.113.7', '203.0.113.7'],
	])('%s', (text, senderIp) => expect(tokens(text).senderIp).toBe(senderIp));
});

describe("Microsoft's codes", () => {
	test.each<[string, Tokens]>([
		['550 x (AS16012609)', {asCode: 'AS16012609'}],
		['550 x AS(201806281)', {asCode: 'AS201806281'}],
		['550 x AS780090', {asCode: 'AS780090'}],
		['550 x (AS3150)', {asCode: 'AS3150', sCode: 'S3150'}],
		['550 x (S3140)', {sCode: 'S3140'}],
		['550 x (S77719)', {sCode: 'S77719'}],
		['550 x S(2017052602)', {sCode: 'S2017052602'}],
		['550 x ATTR35.', {attr: 'ATTR35'}],
		['550 x attr5', {attr: 'ATTR5'}],
		['451 x PRX4', {prx: 'PRX4'}],
		['550 x s(123)', {sCode: 'S123'}],
		...['3140', '3150', '3113', '3114', '3115'].map((code): [string, Tokens] => [
			`550 x (AS${code})`,
			{asCode: `AS${code}`, sCode: `S${code}`},
		]),
	])('%s', (text, codes) => expect(tokens(text)).toMatchObject(codes));

	test('are not read out of other words', () => {
		for (const text of [
			'550 as 12 was',
			'550 S5 bucket',
			'ASCII7',
			'550 sender(s)(7)',
			'base64 ATTRIBUTE5',
			'S3150X',
			'ATTR35B',
			'AS12',
			'S(12)',
		])
			expect(
				Object.keys(tokens(text)).filter((name) => name !== 'replyCode'),
				text,
			).toEqual([]);
	});

	test('5.7.515 names its results', () => {
		const text =
			"550 5.7.515 Access denied, sending domain EXAMPLE.COM doesn't meet the required authentication level. Spf= Fail , Dkim= Pass , DMARC= Fail";
		expect(tokens(text)).toMatchObject({spf: 'fail', dkim: 'pass', dmarc: 'fail', senderDomain: 'EXAMPLE.COM'});
		expect(tokens('550 5.7.26 spf fail')).not.toHaveProperty('spf');
	});

	test.each(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'bestguesspass'])(
		'5.7.515 names the result %s',
		(result) => expect(tokens(`550 5.7.515 DKIM= ${result}`)).toMatchObject({dkim: result}),
	);
});

describe('server and region', () => {
	test.each<[string, string | undefined, string | undefined]>([
		[
			'550 x [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com]',
			'AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com',
			'EUR03',
		],
		[
			'550 x [DM6NAM12FT008.Eop-nam12.prod.protection.outlook.com 2026-01-02T12:56:10.967Z 08DE491B956D11AD]',
			'DM6NAM12FT008.Eop-nam12.prod.protection.outlook.com',
			'NAM12',
		],
		['550 x [VE1EUR01FT061.mail.protection.outlook.com]', 'VE1EUR01FT061.mail.protection.outlook.com', 'EUR01'],
		['550 x [AM6PR05CA0012.eurprd05.prod.outlook.com]', 'AM6PR05CA0012.eurprd05.prod.outlook.com', 'EUR05'],
		['550 x [DM5PR05MB0001.namprd05.prod.outlook.com]', 'DM5PR05MB0001.namprd05.prod.outlook.com', 'NAM05'],
		['550 x [TYAP286CA0001.JPNP286.PROD.OUTLOOK.COM]', 'TYAP286CA0001.JPNP286.PROD.OUTLOOK.COM', 'JPN286'],
		['550 x [Hostname=AM0PR04MB0001.eurprd04.prod.outlook.com]', 'AM0PR04MB0001.eurprd04.prod.outlook.com', 'EUR04'],
		[
			'host example-com.mail.protection.outlook.com[198.51.100.1] said: 550 x',
			'example-com.mail.protection.outlook.com',
			undefined,
		],
		['host mx.example.org[198.51.100.1] said: 550 x', 'mx.example.org', undefined],
		['host 203-0-113-7.example.org[203.0.113.7] said: 550 x', '203-0-113-7.example.org', undefined],
		['550 see https://www.example.com/help', undefined, undefined],
		['relay=mx.example.org, dsn=5.1.1, stat=User unknown', 'mx.example.org', undefined],
		['DSN generated by mail.example.org: 550 5.1.1', 'mail.example.org', undefined],
		['host: mx.example.org (198.51.100.4) 550 unknown user', 'mx.example.org', undefined],
		['{LED=550 5.1.10};{MSG=};{FQDN=mx.example.org};{IP=198.51.100.4}', 'mx.example.org', undefined],
		['client host: mail.example.org rejected', undefined, undefined],
		['client host mail.example.org rejected', undefined, undefined],
		['Generating server: mx.example.org', 'mx.example.org', undefined],
		['sending server: mail.example.org', undefined, undefined],
		['the address to: example.org', undefined, undefined],
		['response from mx.example.org: 550 x', 'mx.example.org', undefined],
		['mail from mail.example.org rejected', undefined, undefined],
		['connection from mail.example.org refused', undefined, undefined],
		['EHLO mail.example.org rejected', undefined, undefined],
		['no relay mx.example.org', undefined, undefined],
		['mail.example.com was told: mx.example.org[198.51.100.3] said no', 'mx.example.org', undefined],
		['your host mail.example.com[203.0.113.7] said nothing', undefined, undefined],
		['no luck: with mail.example.com [203.0.113.7]', undefined, undefined],
		['A host mail.example.com [203.0.113.7] is listed', undefined, undefined],
		['a mail generated at mail.example.org', undefined, undefined],
		['server mx.example.org one two three four five six seven said no', 'mx.example.org', undefined],
		['server mx.example.org one two three four five six seven eight said no', undefined, undefined],
		[
			'550 x [one.eop-EUR01.prod.protection.outlook.com] [two.eop-EUR02.prod.protection.outlook.com]',
			'one.eop-EUR01.prod.protection.outlook.com',
			'EUR01',
		],
		['host AM0PR04MB0001.eurprd04.prod.outlook.com said: 550 x', 'AM0PR04MB0001.eurprd04.prod.outlook.com', 'EUR04'],
		['host AM0PR04MB0001.eurprd04.example.org said: 550 x', 'AM0PR04MB0001.eurprd04.example.org', undefined],
		['mx.example.org[198.51.100.3] said: 550 x', 'mx.example.org', undefined],
		['client mail.example.com[203.0.113.7] is blocked', undefined, undefined],
		['host mx.example.org[198.51.100.3] sagte: 550 x', 'mx.example.org', undefined],
		['after RCPT TO:<user@example.org>: host mx.example.org [198.51.100.3]: 550 x', 'mx.example.org', undefined],
		['after RCPT TO:<user@example.org>:\n    host mx.example.org\n [198.51.100.3]: 550 x', 'mx.example.org', undefined],
		['blocked: host mail.example.com is unknown', undefined, undefined],
		['host mx.example.org [198.51.100.3]: 451 x', 'mx.example.org', undefined],
		['blocked is host mail.example.com [203.0.113.7]', undefined, undefined],
	])('%s', (text, server, region) => {
		expect(tokens(text).server).toBe(server);
		expect(tokens(text).region).toBe(region);
	});
});

describe("no machine of Microsoft's that reports", () => {
	test.each([
		['another domain', '[AM0PR04MB0001.eurprd04.prod.example.com]'],
		['one that looks alike', '[AM0PR04MB0001.eurprd04.prod-outlook.com]'],
		['another part of the domain', '[AM0PR04MB0001.eurprd04.test.outlook.com]'],
		['named in passing', 'see AM0PR04MB0001.eurprd04.prod.outlook.com'],
		['named as something else', '[client=AM0PR04MB0001.eurprd04.prod.outlook.com]'],
		['named as wrong', 'the hostname AM0PR04MB0001.eurprd04.prod.outlook.com is wrong'],
	])('%s', (_, text) => expect(tokens(text)).toStrictEqual({}));
});

describe('a token is there only where the response has it', () => {
	test.each<[string, Tokens]>([
		['550', {replyCode: 550}],
		['host mx.example.org said', {server: 'mx.example.org'}],
		['[x.mail.protection.outlook.com] 550', {replyCode: 550, server: 'x.mail.protection.outlook.com'}],
		['550 5.7.515 pass spf is dkim', {replyCode: 550, enhancedStatus: '5.7.515'}],
		['550 5.7.515 fail pass', {replyCode: 550, enhancedStatus: '5.7.515'}],
	])('%s', (text, whole) => expect(tokens(text)).toStrictEqual(whole));

	test.each([
		['results', 'pass pass pass pass pass pass', '550 5.7.515 dmarc', 'dmarc'],
		[
			'addresses',
			'user@example.com, sender address [user@example.org] blocked',
			'user@example.net: sender address blocked',
			'senderDomain',
		],
	])("and not the last response's: %s", (_, last, text, name) => {
		tokens(last);
		expect(tokens(text)).not.toHaveProperty(name);
	});
});

describe('recipient, sender domain, HELO', () => {
	test.each<[string, Tokens]>([
		['550 5.1.1 <user@example.com>: Recipient address rejected', {recipient: 'user@example.com'}],
		['550 5.4.1 [user@example.com]: Recipient address rejected', {recipient: 'user@example.com'}],
		['after RCPT TO:<User.Name+tag@mail.example.org>: 550 no', {recipient: 'User.Name+tag@mail.example.org'}],
		['550 5.7.509 sending domain [example.com] does not pass DMARC', {senderDomain: 'example.com'}],
		[
			"Unauthenticated email from example.org is not accepted due to domain's DMARC policy",
			{senderDomain: 'example.org'},
		],
		['504 <mail.example.com>: Helo command rejected', {helo: 'mail.example.com'}],
		["550 rejected due to example.org's DMARC policy", {senderDomain: 'example.org'}],
		['550 not accepted due to domain (example.org) owner DMARC policy', {senderDomain: 'example.org'}],
		['550 5.7.1 SPF check failed for example.org', {senderDomain: 'example.org'}],
		['550 5.7.9 SPF [example.org] with ip: [203.0.113.7] = did not pass', {senderDomain: 'example.org'}],
		['550 203.0.113.7 is not allowed to send from <example.org>', {senderDomain: 'example.org'}],
		['554 invalid IP for sending mail of domain example.org', {senderDomain: 'example.org'}],
		['550 203.0.113.7 is not allowed to send mail from example.org', {senderDomain: 'example.org'}],
		['554 Sender address [user@example.org] blocked using dbl.spamhaus.org', {senderDomain: 'example.org'}],
		['554 Sender <user@example.org> blocked', {senderDomain: 'example.org'}],
		['550 unauthenticated email from example.org is refused', {senderDomain: 'example.org'}],
		['550 you may not send messages from example.org', {senderDomain: 'example.org'}],
		['550 unauthenticated e-mail from example.org is refused', {senderDomain: 'example.org'}],
		["example.org's DMARC policy forbids it", {senderDomain: 'example.org'}],
		['550 5.7.1 SPF check failed for domain example.org', {senderDomain: 'example.org'}],
		['550 mail from example.org has no DMARC', {senderDomain: 'example.org'}],
		['sending domain example.org, sending domain example.net', {senderDomain: 'example.org'}],
		['504 invalid HELO mail.example.com', {helo: 'mail.example.com'}],
		['504 EHLO/mail.example.com is not mail.example.net, EHLO/mail.example.net', {helo: 'mail.example.com'}],
		['504 <mail.example.com>: EHLO command rejected', {helo: 'mail.example.com'}],
	])('%s', (text, found) => expect(tokens(text)).toMatchObject(found));

	test('a domain is the sender only where that is said', () => {
		for (const text of [
			'550 failed DMARC, see https://www.example.com/dmarc',
			'550 no mail for example.com',
			'550 the domain example.com is full',
			'550 sending host example.com is unknown',
			'550 unauthenticated email sent via example.com',
			'550 no email from example.com',
			'550 from example.com',
			'550 unauthenticated is an email from example.com',
			'550 do not send to example.com',
			'550 no email to domain example.com',
			'550 no email of host example.com',
			'550 not the owner of domain example.com',
			'550 check your SPF: www.example.com',
			'550 mail from example.com has no valid DMARC',
			'550 SPF and DKIM are not fine for example.com',
			'550 recipient address [user@example.com] blocked',
			'550 sender says [user@example.com] blocked',
			'550 sender address [user@example.com] refused',
			'host mx.example.com[198.51.100.3] said: 550 DMARC failed',
		])
			expect(tokens(text).senderDomain, text).toBeUndefined();
	});

	test.each<[string, string | undefined]>([
		['user@example.com user2@example.com', 'user@example.com'],
		['mail from news@example.org to user@example.com', 'user@example.com'],
		['news@example.org: no mailbox user@example.com', 'user@example.com'],
		['news@example.org was refused, rcpt to user@example.com', 'user@example.com'],
		['user@example.com: no mailbox, see user2@example.com', 'user@example.com'],
		['from user@example.com', undefined],
		['from@example.com', 'from@example.com'],
		['the sender address news@example.org', undefined],
		['news@example.org sender rejected', undefined],
		['the sender is news@example.org', undefined],
		['the sender is news@example.org, the user is user@example.com', 'user@example.com'],
		['your message to user@example.com', 'user@example.com'],
		['forward this message to user@example.com', undefined],
		['send details to user@example.com', undefined],
		['no details of user@example.com', 'user@example.com'],
		['write to user@example.com or user2@example.com', 'user2@example.com'],
		['via security@example.org', undefined],
		['to=<admin@example.org>, relay=none', 'admin@example.org'],
		['please write to <admin@example.org>', undefined],
		['the SUPPORT@example.org', 'SUPPORT@example.org'],
		['please SUPPORT@example.org', undefined],
		['please user@example.org', 'user@example.org'],
		['at administration@example.org', undefined],
		['please administration@example.org', 'administration@example.org'],
		[`please ${'a'.repeat(40)}.support@example.org`, `${'a'.repeat(40)}.support@example.org`],
	])('%s', (text, recipient) => expect(tokens(text).recipient).toBe(recipient));

	test("the sender's and the help desk's addresses are nobody's mailbox", () => {
		for (const text of [
			'550 5.1.8 sender <news@example.com> rejected',
			'554 Sender address [news@example.com] blocked using dbl.spamhaus.org',
			'550 blocked, contact postmaster@example.org',
			'forward this message to delist@microsoft.com',
		])
			expect(tokens(text).recipient, text).toBeUndefined();
	});
});

describe('when to come again', () => {
	test.each([
		['450 Greylisted for 5 minutes', 300],
		['451 please try again in 300 seconds', 300],
		['450 try again in 1 hour', 3600],
		['421 retry in at least 30 seconds', 30],
		['451 Greylisted, try again in 30s', 30],
		['421 retry in 5m', 300],
		['450 try again in 604800s', 604_800],
		['450 try again in 1.5 hours', undefined],
		['450 try again, attachment of 12x', undefined],
		['450 try again in 999999999999999999 days', undefined],
		['550 mailbox unused for 180 days', undefined],
		['550 mailbox unused for 5 days', undefined],
		['450 try again in 7 days', 604_800],
		['450 try again in 8 days', undefined],
		['450 wait for at least the next 17 minutes', 1020],
		['450 wait for at least the next other 17 minutes', undefined],
	])('%s', (text, seconds) => expect(tokens(text).retryAfterSeconds).toBe(seconds));

	test('is never left from an earlier text', () => {
		expect(tokens('7 8 try again in   17 seconds').retryAfterSeconds).toBe(17);
		expect(tokens('7 8 try again in 1.17 seconds').retryAfterSeconds).toBeUndefined();
	});

	test('is any number of seconds, whether rows know it as a word or not', () => {
		for (let seconds = 1; seconds < 1000; seconds++)
			expect(tokens(`421 try again in ${seconds} seconds`).retryAfterSeconds).toBe(seconds);
	});
});
