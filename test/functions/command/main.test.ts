import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {COMMANDS} from '#functions/command/commands.ts';
import {nearest} from '#functions/command/nearest.ts';
import {bounce} from './stack.ts';

describe('the command line', () => {
	it('without a command lists them all', async () => {
		const ran = await bounce([]);
		expect(ran).toMatchObject({code: 0, err: ''});
		for (const {name, summary} of COMMANDS)
			expect(ran.out).toMatch(new RegExp(`^ {2}${name} +${summary.slice(0, 10)}`, 'm'));
		expect(Math.max(...ran.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
	});

	it('knows how each command is used', async () => {
		for (const {name} of COMMANDS.slice(0, 3)) {
			expect(await bounce([name, '--help'])).toMatchObject({code: 0, err: '', out: expect.stringContaining(name)});
		}
		for (const {name, usage} of COMMANDS) {
			expect(usage).toContain(name);
			expect(Math.max(...usage.split('\n').map((line) => line.length)), name).toBeLessThanOrEqual(110);
		}
	});

	it('names the nearest command, and writes nothing to standard output', async () => {
		expect(await bounce(['clasify'])).toEqual({
			code: 2,
			out: '',
			err: 'bounce: no command "clasify"; did you mean "classify"? Without a command, all are listed.\n',
		});
		expect(await bounce(['check', '--bogus'])).toMatchObject({
			code: 2,
			out: '',
			err: expect.stringMatching(/^bounce: .*--bogus/),
		});
	});

	it('classifies without a stack, and ends quietly when nobody reads on', async () => {
		const ran = await bounce(['classify'], {input: '550 5.1.1 no such user\n'});
		expect(ran).toMatchObject({code: 0, err: ''});
		expect(JSON.parse(ran.out)).toMatchObject({category: 'recipient-unknown'});

		const main = join(import.meta.dirname, '../../../functions/command/main.ts');
		const child = spawn(process.execPath, [main, 'classify'], {stdio: ['pipe', 'pipe', 'pipe']});
		child.stdin.on('error', () => {});
		let err = '';
		child.stderr.on('data', (text) => {
			err += text;
		});
		child.stdout.destroy();
		child.stdin.end('550 5.1.1 no such user\n'.repeat(50_000));
		const [code] = await once(child, 'close');
		expect({code, err}).toEqual({code: 0, err: ''});
	});
});

describe('the nearest name', () => {
	it.each([
		['clasify', 'classify'],
		['tennant', 'tenant'],
		['supressions', 'suppressions'],
		['', 'send'],
	])('of "%s" is %s', (word, name) => {
		expect(nearest(word, ['classify', 'tenant', 'suppressions', 'send'])).toBe(name);
	});

	it('of a word of any length is found at once', () => {
		expect(nearest('x'.repeat(1_000_000), ['classify', 'send'])).toBe('classify');
	});
});
