import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {contents} from '#shared/classify/contents.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';

test.each(['README.md', 'shared/classify/README.md'])('%s shows what the rows say now', (file) => {
	expect(readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')).toContain(contents());
});

test('every file of rows is told about', () => {
	for (const {name} of LAYERS) expect(contents()).toMatch(new RegExp(`^\\| \`${name}\` \\| \\w`, 'm'));
});
