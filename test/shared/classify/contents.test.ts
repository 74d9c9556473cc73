import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {contents} from '#shared/classify/contents.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';

test('the README shows what the rows say now', () => {
	const readme = readFileSync(join(import.meta.dirname, '../../../shared/classify/README.md'), 'utf8');
	expect(readme).toContain(contents());
});

test('every file of rows is told about', () => {
	for (const {name} of LAYERS) expect(contents()).toMatch(new RegExp(`^\\| \`${name}\` \\| \\w`, 'm'));
});
