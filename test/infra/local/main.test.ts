import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {startTables} from '#infra/local/engine.ts';

const ROOT = join(import.meta.dirname, '../../..');
let data: string;
beforeEach(() => {
	data = mkdtempSync(join(tmpdir(), 'bounceledger-main-'));
});
afterEach(() => rmSync(data, {recursive: true, force: true}));

/** Runs `npm start` to its end. */
function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
	const child = spawn(process.execPath, ['infra/local/main.ts', ...args], {
		cwd: ROOT,
		env: {...process.env, BOUNCE_DATA: data, ...environment},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
	}
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	return {child, ended, said: () => said};
}

async function refusal(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string> {
	const {ended, said} = start(args, environment);
	expect(await ended).toBe(1);
	expect(said()).not.toMatch(/\n\s+at /);
	return said();
}

describe('what stands in the way is told in one sentence, with what to do', () => {
	test('an option that is not known', async () => {
		expect(await refusal(['--prot', '1'])).toMatch(/^Unknown option '--prot'\.\nnpm start -- \[options\]\n/);
		expect(await refusal(['--port', '99999'])).toMatch(/^--port 99999 is no port\.\n/);
	});

	test('a port in use', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
		expect(await refusal(['--port', String(port)])).toContain(
			`Port ${port} is in use: stop what uses it, or take another`,
		);
		server.close();
	});

	test('another stack on the same data', async () => {
		writeFileSync(join(data, 'running.json'), JSON.stringify({pid: process.pid}));
		expect(await refusal(['--port', '0', '--fresh'])).toContain(
			`Another local stack (process ${process.pid}) uses ${data}`,
		);
	});

	test('tables or queues that are broken', async () => {
		writeFileSync(join(data, 'tables.db'), 'no database');
		expect(await refusal(['--port', '0'])).toMatch(
			/The tables in .*tables\.db cannot be opened \(.*\): `npm start -- --fresh` starts over/,
		);
		rmSync(join(data, 'tables.db'));
		mkdirSync(join(data, 'queues'), {recursive: true});
		writeFileSync(join(data, 'queues', 'fauxqs.db'), 'no database');
		expect(await refusal(['--port', '0'])).toMatch(
			/The queues in .*queues cannot be opened \(.*\): `npm start -- --fresh` starts over/,
		);
	});

	test('a DynamoDB of one’s own that is not there', async () => {
		expect(await refusal(['--port', '0'], {DYNAMODB_ENDPOINT: 'http://127.0.0.1:1'})).toContain(
			'There is no DynamoDB at DYNAMODB_ENDPOINT=http://127.0.0.1:1: start it there, or unset the variable.',
		);
	});

	test('a platform without an embedded engine', async () => {
		const {platform} = process;
		Object.defineProperty(process, 'platform', {value: 'sunos'});
		try {
			await expect(startTables(data, undefined)).rejects.toMatchObject({
				name: 'Problem',
				message: expect.stringContaining('@dynoxide/sunos-'),
			});
		} finally {
			Object.defineProperty(process, 'platform', {value: platform});
		}
	});
});

describe('npm start', () => {
	const until = (child: ChildProcess, said: () => string, text: string) =>
		expect
			.poll(() => (child.exitCode === null ? said() : `${said()}\nended`), {timeout: 55_000, interval: 100})
			.toContain(text);

	test('stands up, shows how to go on, and ends at Ctrl-C with its data kept', async () => {
		const {child, ended, said} = start(['--port', '0', '--empty']);
		await until(child, said, 'Ctrl-C stops it.');
		expect(said()).toContain('/v1/webhooks/sendgrid/');
		expect(existsSync(join(data, 'stack.json'))).toBe(true);
		child.kill('SIGINT');
		expect(await ended).toBe(0);
		expect(existsSync(join(data, 'stack.json'))).toBe(false);
		expect(existsSync(join(data, 'running.json'))).toBe(false);
		expect(existsSync(join(data, 'tables.db'))).toBe(true);
	}, 90_000);
});
