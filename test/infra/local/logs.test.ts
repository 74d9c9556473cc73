import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openLog} from '#infra/local/logs.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-logs-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('lines go to the function’s file, and of an error one short line to the console', () => {
	const said: string[] = [];
	const log = openLog(folder, 'Webhook', (line) => said.push(line));
	log('{"level":"INFO","message":"webhook-received","note":"not an ERROR"}\n');
	log('{"level":"ERROR","message":"request-failed","error":{"name":"Error","message":"connect ECONNREFUSED"}}\n');
	const file = join(folder, 'webhook.log');
	expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
	expect(said).toEqual([`  Webhook reports request-failed: connect ECONNREFUSED (more in ${file})`]);
});

test('a file that has grown large is put aside', () => {
	const file = join(folder, 'webhook.log');
	writeFileSync(file, 'x'.repeat(5_000_001));
	openLog(folder, 'Webhook', () => {})('new\n');
	expect(readFileSync(file, 'utf8')).toBe('new\n');
	expect(existsSync(`${file}.1`)).toBe(true);
});
