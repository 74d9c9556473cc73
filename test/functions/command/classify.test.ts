import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {afterAll, describe, expect, test} from 'vitest';
import {run} from '#functions/command/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import {bounce} from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'bounceledger-classify-'));
afterAll(() => rmSync(folder, {recursive: true}));

async function verdicts(input: string): Promise<{category: string; rule: string; basis: string}[]> {
	const ran = await bounce(['classify'], {input});
	expect(ran).toMatchObject({code: 0, err: ''});
	return ran.out
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));
}

describe('classify', () => {
	test('takes a line to end with LF or CRLF and nothing else, and gives one verdict for each', async () => {
		const text = '550 5.7.606 Access denied,\u2028banned sending IP [192.0.2.1]';
		const lines = [
			'550 5.1.1 no such user\r',
			JSON.stringify({text}),
			'',
			'one\rline\u0085only',
			'452 4.2.2 mailbox full',
		];
		const {code, out, err} = await bounce(['classify'], {input: `\ufeff${lines.join('\n')}`});
		expect({code, err}).toEqual({code: 0, err: ''});
		const verdicts = out.trimEnd().split('\n');
		expect(verdicts.map((verdict) => JSON.parse(verdict).category)).toEqual([
			...['recipient-unknown', 'ip-banned', 'unknown', 'unknown', 'mailbox-full'],
		]);
	});

	test('reads JSON behind a byte order mark, and characters that arrive in two pieces', async () => {
		const stdin = Readable.from([
			Buffer.from('\ufeff{"text":"550 user', 'utf8'),
			Buffer.from([0xc3]),
			Buffer.from([0xbc, 0x22, 0x2c]),
			Buffer.from('"status":"5.1.1"}'),
		]);
		const out = new PassThrough();
		expect(await run([], {stdin, out, err: new PassThrough()})).toBe(0);
		expect(JSON.parse(String(out.read()))).toMatchObject({tokens: {replyCode: 550, enhancedStatus: '5.1.1'}});
	});

	test('prints one verdict a line, in order, with all its fields', async () => {
		const [first, second] = await verdicts(
			'550 5.1.1 no such user\r\n550 5.7.606 Access denied, banned sending IP [203.0.113.7]',
		);
		expect(first).toEqual({
			source: 'other',
			category: 'recipient-unknown',
			permanence: 'permanent',
			scope: 'recipient',
			suppression: 'suppress',
			alert: null,
			tokens: {replyCode: 550, enhancedStatus: '5.1.1'},
			rule: 'recipient-unknown',
			basis: 'text',
		});
		expect(second).toMatchObject({category: 'ip-banned', alert: 'ip-ban', tokens: {senderIp: '203.0.113.7'}});
	});

	test('an empty line is a response without words', async () => {
		expect((await verdicts('\n550 5.1.1 no such user\n\n')).map(({rule}) => rule)).toEqual([
			'none',
			'recipient-unknown',
			'none',
		]);
	});

	test('a line that begins with a brace is JSON if it can be read as such', async () => {
		const lines = [
			'{"text":"xyz","status":"5.7.606"}',
			'{"text":null,"esp":"sendgrid","opinion":"bounce/invalid address"}',
			'{"text":"550 xyz","esp":"nobody","opinion":"bounce/invalid address"}',
			'{"status":550}',
			'{550 5.1.1 no such user}',
			'{"text":"550 5.1.1 no such user',
			'{}',
			'{"text":{"text":[]},"status":{}}',
		];
		const found = await verdicts(`${lines.join('\n')}\n`);
		expect(found.map(({category, basis}) => `${category} by ${basis}`)).toEqual([
			'ip-banned by status',
			'recipient-unknown by esp',
			'unknown by reply',
			'unknown by reply',
			'recipient-unknown by text',
			'recipient-unknown by text',
			'unknown by none',
			'unknown by none',
		]);
	});

	test('a hundred thousand lines come out in order, an endless one too', async () => {
		const input = Array.from({length: 100_000}, (_, place) => `550 5.1.1 no such user in line ${place % 7}`).join('\n');
		const ran = await bounce(['classify'], {input: `${input}\n${'x'.repeat(3_000_000)}\n`});
		const lines = ran.out.trimEnd().split('\n');
		expect(lines).toHaveLength(100_001);
		expect(lines.at(-1)).toContain('"truncated":true');
		expect(lines.slice(0, -1).every((line) => line.includes('"recipient-unknown"'))).toBe(true);
	});

	test('--explain shows the way to each verdict', async () => {
		const ran = await bounce(['classify', '--explain'], {input: '550 5.1.1 no such user\n421 xyz\n'});
		expect(ran.out).toMatch(/> wording\/recipient-unknown[\s\S]*decided by recipient-unknown \(basis text\)/);
		expect(ran.out).toMatch(/decided by reply-busy \(basis reply\)/);
	});
});

describe('rules', () => {
	test('lists every row once, in the order of precedence', async () => {
		const ran = await bounce(['rules']);
		const listed = ran.out.split('\n').flatMap((line) => /^ {2}(\S+)\t/.exec(line)?.[1] ?? []);
		expect(ran).toMatchObject({code: 0, err: ''});
		expect(listed).toEqual(LAYERS.flatMap(({rules}) => rules.map(({id}) => id)));
		expect((await bounce(['rules', '--contents'])).out).toMatch(/^\| file \| about .*\n\|---/);
	});
});

describe('evaluate', () => {
	test('prints the table and what came out otherwise', async () => {
		const file = join(folder, 'some.jsonl');
		const right = {id: 'a', text: '550 5.1.1 no such user', expect: {category: 'recipient-unknown', tokens: {}}};
		const wrong = {id: 'b', text: '421 4.3.2 try later', expect: {category: 'ip-banned', tokens: {}}, sure: false};
		writeFileSync(file, `${JSON.stringify(right)}\n\n${JSON.stringify(wrong)}\n`);
		const ran = await bounce(['evaluate', file]);
		expect(ran).toMatchObject({code: 0, err: ''});
		expect(ran.out).toContain('2 responses, 1 of them sure');
		expect(ran.out).toMatch(/^category +100\.00 % +50\.00 %$/m);
		expect(ran.out).toMatch(/^b \(not sure\): category is server-busy, expected ip-banned \(rule [a-z0-9-]+\)$/m);
	});

	test('refuses what is no labelled file, and a missing one', async () => {
		const file = join(folder, 'other.jsonl');
		writeFileSync(file, 'not a case\n');
		expect(await bounce(['evaluate', file])).toMatchObject({code: 2, out: '', err: expect.stringContaining('line 1')});
		expect(await bounce(['evaluate'])).toMatchObject({code: 2, out: ''});
		expect(await bounce(['evaluate', join(folder, 'none')])).toMatchObject({
			out: '',
			err: expect.stringContaining('none'),
		});
	});
});
