import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';

/** Responses, one a line. */
const linesOf = (name: string): readonly string[] =>
	readFileSync(join(import.meta.dirname, 'fixtures/classify', name), 'utf8')
		.trim()
		.split('\n');

/** Each uses words that also tell of bad addresses; none is about the recipient, or none for good. */
test('a block is not a bad address, whatever words it uses', () => {
	const suppressed = linesOf('kept.txt').filter((text) => classify({text}).suppression === 'suppress');
	expect(suppressed).toEqual([]);
});

/** Each says that there is no such mailbox or domain, or none any more. */
test('a bad address is stopped at once, whatever words say so', () => {
	const kept = linesOf('suppressed.txt').filter((text) => classify({text}).suppression !== 'suppress');
	expect(kept).toEqual([]);
});
