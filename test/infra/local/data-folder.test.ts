import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openCheckpoints, takeDataFolder} from '#infra/local/data-folder.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'bounceledger-data-'));
});
afterEach(() => rmSync(root, {recursive: true, force: true}));

test('it is made where it is missing, and written whole', () => {
	const folder = takeDataFolder(join(root, 'a', 'b'), false);
	folder.write('stack.json', {url: 'http://127.0.0.1:1'});
	expect(JSON.parse(readFileSync(join(folder.path, 'stack.json'), 'utf8'))).toEqual({url: 'http://127.0.0.1:1'});
	folder.remove('stack.json');
	expect(existsSync(join(folder.path, 'stack.json'))).toBe(false);
});

test('a fresh start removes what was in it, another start keeps it', () => {
	writeFileSync(join(root, 'tables.db'), 'data');
	takeDataFolder(root, false).release();
	expect(existsSync(join(root, 'tables.db'))).toBe(true);
	takeDataFolder(root, true).release();
	expect(existsSync(join(root, 'tables.db'))).toBe(false);
});

test('one stack at a time: a second is refused, fresh or not, and one that crashed does not count', () => {
	writeFileSync(join(root, 'running.json'), JSON.stringify({pid: process.ppid}));
	for (const fresh of [false, true]) {
		expect(() => takeDataFolder(root, fresh)).toThrow(`Another local stack (process ${process.ppid}) uses ${root}`);
	}
	// Above the largest process id of Linux and macOS.
	writeFileSync(join(root, 'running.json'), JSON.stringify({pid: 2 ** 22 + 1}));
	takeDataFolder(root, false).release();
	expect(existsSync(join(root, 'running.json'))).toBe(false);
});

test('a file where the folder should be is told in a sentence', () => {
	writeFileSync(join(root, 'file'), '');
	expect(() => takeDataFolder(join(root, 'file'), false)).toThrow(
		expect.objectContaining({name: 'Problem', message: expect.stringContaining('cannot be used')}),
	);
});

test('checkpoints are found again; a broken file is told', () => {
	const folder = takeDataFolder(root, false);
	openCheckpoints(folder).set('shard-1', '7');
	expect(openCheckpoints(folder).get('shard-1')).toBe('7');
	expect(openCheckpoints(folder).get('shard-2')).toBeUndefined();
	writeFileSync(join(root, 'checkpoints.json'), '{"shard-1":');
	expect(() => openCheckpoints(folder)).toThrow('is broken');
});
