import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {progress} from '#functions/command/progress.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
let folder: string;
const file = (name: string, text?: string | Uint8Array): string => {
	const path = join(folder, name);
	if (text !== undefined) writeFileSync(path, text);
	return path;
};
const text = (name: string): string => readFileSync(file(name), 'utf8');

beforeAll(async () => {
	stack = await startStack();
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-lists-'));
	for (const tenant of ['demo', 'other', 'third']) {
		await stack.bounce(['tenant', 'create', tenant, '--role', 'manage', '--json']);
	}
});
afterAll(async () => {
	await stack.stop();
	rmSync(folder, {recursive: true, force: true});
});

it('progress is a line now and then, and on a terminal one line that changes', async () => {
	const told = (isTTY: boolean) => {
		const err = Object.assign(new PassThrough(), {isTTY});
		const report = progress({stdin: err, out: err, err}, 'rows checked');
		for (const count of [1_000, 9_000, 12_000, 13_000]) report.at(count, count / 20_000);
		report.end();
		return String(err.read());
	};
	expect(told(false)).toBe('bounce: 12,000 rows checked (60 %)\n');
	expect(told(true)).toMatch(/12,000 rows checked \(60 %\)\r.*13,000 rows checked \(65 %\)\r.{3}$/);
});

describe('suppressions import', () => {
	it("takes an ESP's export in, tells each line that it does not, and can be repeated", async () => {
		const list = file(
			'bounces.csv',
			'status,reason,email,created\r\n' +
				'5.1.1,550 5.1.1 no such user here,gone@example.com,1772452800\r\n' +
				'5.7.606,"550 5.7.606 Access denied, banned sending IP [192.0.2.10].",good@example.com,1772452800\r\n' +
				'5.1.1,550 5.1.1 no such user here,nonsense,1772452800\r\n',
		);
		const ran = await stack.bounce(['suppressions', 'import', list]);
		expect(ran.code).toBe(0);
		expect(ran.err).toContain("taken for SendGrid's bounces or blocks");
		expect(ran.out.trimEnd().split('\n')).toEqual([
			expect.stringMatching(/^line 3: this was no bad address/),
			'line 4: this is no e-mail address',
			'3 rows: 1 suppressed, 0 were already, 2 not taken in.',
		]);
		const again = await stack.bounce(['suppressions', 'import', list, '--json']);
		expect(JSON.parse(again.out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
			rows: 3,
			added: 0,
			unchanged: 1,
			refused: 2,
		});
		const why = JSON.parse((await stack.bounce(['why', 'gone@example.com', '--json'])).out);
		expect(why.record).toMatchObject({status: 'active', reason: 'recipient-unknown', esp: 'sendgrid', heldByEsp: true});
	});

	it('reads standard input, page after page', async () => {
		const lines = Array.from({length: 2_500}, (_, index) => `jo${index}@many.example`);
		const ran = await stack.bounce(['suppressions', 'import', '-', '--tenant', 'other'], {input: lines.join('\n')});
		expect(ran.out).toBe('2,500 rows: 2,500 suppressed, 0 were already, 0 not taken in.\n');
	});

	it.each([
		[[], 'name one list'],
		[['no-such.csv'], 'There is no file'],
	])('refuses %j', async (args, words) => {
		const ran = await stack.bounce(['suppressions', 'import', ...args]);
		expect(ran.code).not.toBe(0);
		expect(ran.err).toContain(words);
	});
});

describe('check of a list', () => {
	it('writes the clean list as it came, and the rejected rows with their reason', async () => {
		await stack.bounce(['suppressions', 'add', 'stop@example.com', '--why', 'asked us to stop']);
		const list = file(
			'list.csv',
			Buffer.from(
				'Name;E-Mail\nJürgen;Jo@Example.com\n"Doe; Al";STOP@example.com\nMi;nonsense\n=1+1;mi@example.com\n',
				'latin1',
			),
		);
		const ran = await stack.bounce(['check', list, '--out', file('clean.csv'), '--rejected', file('rejected.csv')]);
		expect(ran).toMatchObject({code: 0, out: expect.stringContaining('4 rows checked')});
		expect(text('clean.csv')).toBe(`Name;E-Mail\r\nJürgen;Jo@Example.com\r\n"'=1+1";mi@example.com\r\n`);
		const rejected = text('rejected.csv').trimEnd().split('\r\n');
		expect(rejected).toEqual([
			'line;verdict;reason;since;Name;E-Mail',
			expect.stringMatching(/^3;do not send;manual;\d{4}-\d\d-\d\d;"Doe; Al";STOP@example.com$/),
			'4;no address;this is no e-mail address;;Mi;nonsense',
		]);
	});

	it('a list without a header stays without one; the totals are there for programs', async () => {
		const list = file('plain.txt', 'stop@example.com\njo@example.com\n');
		const ran = await stack.bounce(['check', list, '--out', file('clean.txt'), '--json']);
		expect(JSON.parse(ran.out).totals).toEqual({send: 1, risky: 0, 'do not send': 1, 'no address': 0});
		expect(text('clean.txt')).toBe('jo@example.com\r\n');
	});

	it('never writes over the list, and leaves nothing half done', async () => {
		const list = file('same.csv', 'email\njo@example.com\n');
		expect(await stack.bounce(['check', list, '--out', list])).toMatchObject({code: 2});
		expect(text('same.csv')).toBe('email\njo@example.com\n');
		const broken = file('broken.csv', `email\njo@example.com\n${'"a"b,c\n'.repeat(20_000)}`);
		expect(await stack.bounce(['check', broken, '--out', file('half.csv')])).toMatchObject({
			code: 1,
			err: expect.stringContaining('breaks off'),
		});
		expect([existsSync(file('half.csv')), existsSync(file('half.csv.part'))]).toEqual([false, false]);
		expect(await stack.bounce(['check', list])).toMatchObject({code: 2, err: expect.stringContaining('--out')});
	});
});

describe('suppressions add, release, export', () => {
	it('adds by hand, once', async () => {
		const add = () => stack.bounce(['suppressions', 'add', 'hand@example.com', '--why', 'by phone']);
		expect(await add()).toMatchObject({code: 0, out: 'hand@example.com: added\n'});
		expect(await add()).toMatchObject({code: 0, out: 'hand@example.com: was there already\n'});
		expect(await stack.bounce(['suppressions', 'add', 'hand@example.com'])).toMatchObject({code: 2});
	});

	it('releases those that are named; a complaint only with all that it takes', async () => {
		const list = file('spam.csv', 'ip,email,created\n192.0.2.1,spam@example.com,1772452800\n');
		await stack.bounce(['suppressions', 'import', list]);
		const release = (...args: string[]) =>
			stack.bounce(['suppressions', 'release', 'hand@example.com', 'spam@example.com', ...args]);
		const first = await release('--why', 'mistaken');
		expect(first.code).toBe(1);
		expect(first.out).toMatch(/^hand@example.com: released\nspam@example.com: not released: /);
		expect((await release('--why', 'short', '--complaints')).err).toContain('10 characters');
		const last = await release('--why', 'they asked in writing to get it again', '--complaints');
		expect(last.out).toMatch(/spam@example.com: released\n$/);
		const why = await stack.bounce(['why', 'spam@example.com']);
		expect(why.out).toMatch(/spam@example.com {2}send/);
		expect(why.out).toContain('they asked in writing');
	});

	it('shows first what a bulk release takes, releases it with --yes, and takes it back', async () => {
		const bulk = (...args: string[]) => stack.bounce(['suppressions', 'release', '--tenant', 'other', ...args]);
		const shown = await bulk('--domain', 'many.example');
		expect(shown.out).toContain('2500 addresses would be released');
		expect(shown.err).toContain('nothing was changed');
		await stack.bounce([
			'suppressions',
			'add',
			'x@few.example',
			'y@few.example',
			'--tenant',
			'other',
			'--why',
			'test of bulk',
		]);
		const done = await bulk('--domain', 'few.example', '--why', 'mistaken', '--yes');
		expect(done.out).toContain('2 addresses released');
		const id = /--undo (\S+)/.exec(done.out)?.[1] ?? '';
		const status = async () =>
			JSON.parse((await stack.bounce(['why', 'x@few.example', '--tenant', 'other', '--json'])).out).status;
		expect(await status()).toBe('released');
		expect((await bulk('--undo', id)).out).toBe('2 addresses are suppressed again.\n');
		expect(await status()).toBe('active');
	});

	it('exports to a file or to standard output, and reads its own export again', async () => {
		const csv = await stack.bounce(['suppressions', 'export', '--tenant', 'other', '--out', file('all.csv')]);
		expect(csv).toMatchObject({code: 0, out: ''});
		expect(text('all.csv').trimEnd().split('\r\n')).toHaveLength(2_503);
		const ran = await stack.bounce(['suppressions', 'import', file('all.csv'), '--tenant', 'third']);
		expect(ran.out).toBe('2,502 rows: 2,502 suppressed, 0 were already, 0 not taken in.\n');
		const ses = await stack.bounce([
			'suppressions',
			'export',
			'--format',
			'ses',
			'--domain',
			'few.example',
			'--tenant',
			'other',
		]);
		expect(ses.out).toBe(
			'{"emailAddress":"x@few.example","reason":"BOUNCE"}\n{"emailAddress":"y@few.example","reason":"BOUNCE"}\n',
		);
	});

	it('an unknown verb is told with the nearest one; two ways of choosing are one too many', async () => {
		expect((await stack.bounce(['suppressions', 'exprot'])).err).toContain('did you mean "export"');
		const two = ['suppressions', 'release', 'jo@example.com', '--domain', 'example.com', '--why', 'x'];
		expect(await stack.bounce(two)).toMatchObject({code: 2});
	});
});
