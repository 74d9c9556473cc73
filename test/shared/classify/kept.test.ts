import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';

const KEPT = readFileSync(join(import.meta.dirname, '../../fixtures/classify/kept.txt'), 'utf8').trim().split('\n');

/** Each uses words that also tell of bad addresses; none is about the recipient, or none for good. */
test('a block is not a bad address, whatever words it uses', () => {
	for (const text of KEPT) {
		const {suppression, rule} = classify({text});
		expect(suppression, `${text} (${rule})`).not.toBe('suppress');
	}
});
