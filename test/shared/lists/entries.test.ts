import {expect, it} from 'vitest';
import {instantOf} from '#shared/lists/entries.ts';
import {csv, forEsp} from '#shared/lists/write.ts';
import {entries} from './lists.ts';

it("SES: the console's CSV, the API's JSON, and the headerless form", async () => {
	const expected = [
		{line: 1, address: 'jo@example.com', at: '2026-03-02T12:00:00.000Z'},
		{line: 2, address: 'al@example.com', reason: 'complaint', at: '2026-03-02T12:00:00.000Z'},
	];
	const console =
		'Email address,Reason,Last update time\njo@example.com,BOUNCE,2026-03-02T12:00:00Z\nAL@example.com,COMPLAINT,1772452800\n';
	const {name, entries: read} = await entries(console);
	expect([name, read]).toEqual(['ses', expected.map((entry) => ({...entry, line: entry.line + 1}))]);
	const summaries = [
		{EmailAddress: 'jo@example.com', Reason: 'BOUNCE', LastUpdateTime: 1772452800},
		{EmailAddress: 'al@example.com', Reason: 'COMPLAINT', LastUpdateTime: '2026-03-02T13:00:00+01:00'},
	];
	const api = JSON.stringify({SuppressedDestinationSummaries: summaries, NextToken: 'x'}, undefined, 2);
	expect(await entries(api)).toMatchObject({name: 'ses', entries: expected});
	expect(await entries('jo@example.com,BOUNCE\nal@example.com,COMPLAINT\n')).toMatchObject({
		name: 'ses',
		entries: [{address: 'jo@example.com'}, {address: 'al@example.com', reason: 'complaint'}],
	});
});

it('SendGrid: bounces and blocks are told apart by what was answered, not by the ESP', async () => {
	const text = csv([
		['status', 'reason', 'email', 'created'],
		['5.1.1', '550 5.1.1 The email account that you tried to reach does not exist', 'gone@example.com', '1772452800'],
		[
			'5.7.606',
			'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/',
			'good@example.com',
			'2026-03-02 12:00:00',
		],
	]);
	expect(await entries(text)).toMatchObject({
		what: "SendGrid's bounces or blocks",
		entries: [
			{line: 2, address: 'gone@example.com', reason: 'recipient-unknown', at: '2026-03-02T12:00:00.000Z'},
			{line: 3, detail: expect.stringContaining('no bad address')},
		],
	});
});

it.each([
	['ip,email,created\n192.0.2.1,jo@example.com,1772452800\n', 'spam reports', 'complaint'],
	['email,created\njo@example.com,1772452800\n', 'unsubscribes', 'unsubscribe'],
	[
		'reason,email,created\nMail domain mentioned in email address is unknown,jo@example.com,1772452800\n',
		'invalid',
		undefined,
	],
])('SendGrid: %j', async (text, what, reason) => {
	const read = await entries(text);
	expect(read).toMatchObject({name: 'sendgrid', entries: [{address: 'jo@example.com'}]});
	expect(read.what).toContain(what);
	if (reason !== undefined) expect(read.entries[0]).toMatchObject({reason});
});

it("SendGrid: a group's unsubscribes stop that group alone", async () => {
	const text = JSON.stringify([{email: 'jo@example.com', group_id: 42, group_name: 'News', created_at: 1772452800}]);
	expect((await entries(text)).entries).toEqual([
		{line: 1, address: 'jo@example.com', reason: 'unsubscribe', at: '2026-03-02T12:00:00.000Z', part: '42'},
	]);
});

it('Postmark: the dump as JSON and as CSV', async () => {
	const dump = [
		{
			EmailAddress: 'jo@example.com',
			SuppressionReason: 'HardBounce',
			Origin: 'Recipient',
			CreatedAt: '2026-03-02T07:00:00-05:00',
		},
		{
			EmailAddress: 'al@example.com',
			SuppressionReason: 'SpamComplaint',
			Origin: 'Recipient',
			CreatedAt: '2026-03-02T07:00:00-05:00',
		},
		{EmailAddress: 'mi@example.com', SuppressionReason: 'ManualSuppression', Origin: 'Recipient', CreatedAt: ''},
		{EmailAddress: 'ed@example.com', SuppressionReason: 'ManualSuppression', Origin: 'Customer', CreatedAt: ''},
	];
	const expected = [
		{address: 'jo@example.com', at: '2026-03-02T12:00:00.000Z'},
		{address: 'al@example.com', reason: 'complaint'},
		{address: 'mi@example.com', reason: 'unsubscribe'},
		{address: 'ed@example.com', reason: 'manual'},
	];
	expect(await entries(JSON.stringify({Suppressions: dump}))).toMatchObject({name: 'postmark', entries: expected});
	const table = csv([Object.keys(dump[0] ?? {}), ...dump.map((row) => Object.values(row))]);
	expect(await entries(table)).toMatchObject({name: 'postmark', entries: expected});
});

it('our own export is read again: active rows with reason and time, the others left out', async () => {
	const text = csv([
		['address', 'status', 'reason', 'since'],
		['+jo@example.com', 'active', 'mailbox-full', '2026-03-02T12:00:00.000Z'],
		['al@example.com', 'released', 'complaint', '2026-03-02T12:00:00.000Z'],
	]);
	expect(text).toContain("'+jo@example.com");
	expect((await entries(text)).entries).toEqual([
		{line: 2, address: '+jo@example.com', reason: 'mailbox-full', at: '2026-03-02T12:00:00.000Z'},
		{line: 3, detail: 'the address is released in that list'},
	]);
});

it('any other list: a reason is taken where it is known', async () => {
	const {entries: read} = await entries(
		'e-mail;reason\njo@example.com;Unsubscribed\nal@example.com;because\nmi@example.com;ip-banned\n',
	);
	expect(read).toEqual([
		{line: 2, address: 'jo@example.com', reason: 'unsubscribe'},
		{line: 3, address: 'al@example.com'},
		{line: 4, detail: expect.stringContaining('no bad address')},
	]);
});

it.each([
	['1772452800', '2026-03-02T12:00:00.000Z'],
	['1772452800000', '2026-03-02T12:00:00.000Z'],
	['2026-03-02', '2026-03-02T00:00:00.000Z'],
	['2026-03-02 12:00:00 UTC', '2026-03-02T12:00:00.000Z'],
	['03/02/2026', undefined],
	['soon', undefined],
	['9999999999999', '2286-11-20T17:46:39.999Z'],
])('the time %j', (text, instant) => {
	expect(instantOf(text)).toBe(instant);
});

it('formulas are made harmless, telephone numbers and words left alone', () => {
	const cells = ['=1+1', '@SUM(A1)', '+cmd|x', '-2+3', '\tx', '＝1', '+49 (228) 12-34', '-5', 'jo@example.com'];
	expect(csv([cells])).toBe(
		`"'=1+1","'@SUM(A1)","'+cmd|x","'-2+3","'\tx","'＝1",+49 (228) 12-34,-5,jo@example.com\r\n`,
	);
});

it('the files that the ESPs import', () => {
	const listed = [
		{address: 'jo@example.com', reason: 'recipient-unknown' as const},
		{address: '=x@example.com', reason: 'complaint' as const},
	];
	expect(forEsp('ses', listed, true).text).toBe(
		'{"emailAddress":"jo@example.com","reason":"BOUNCE"}\n{"emailAddress":"=x@example.com","reason":"COMPLAINT"}\n',
	);
	expect(forEsp('sendgrid', listed, true)).toEqual({text: 'email\r\njo@example.com\r\n', leftOut: ['=x@example.com']});
	expect(forEsp('sendgrid', listed, false).text).toBe('jo@example.com\r\n');
	const many = Array.from({length: 51}, (_, index) => ({address: `jo${index}@example.com`, reason: 'manual' as const}));
	const bodies = forEsp('postmark', many, true).text.trim().split('\n');
	expect(bodies.map((body) => JSON.parse(body).Suppressions.length)).toEqual([50, 1]);
});
