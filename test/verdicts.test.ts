import {join} from 'node:path';
import {expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';

const FILE = join(import.meta.dirname, 'fixtures/classify/verdicts.txt');

/** How queues, libraries and people hand a response on. */
const WRAPPERS: readonly ((text: string) => string)[] = [
	(text) => text,
	(text) => `smtp; ${text}`,
	(text) => `host mx1.example.net[198.51.100.77] said: ${text} (in reply to RCPT TO command)`,
	(text) => `Remote Server at example.net (198.51.100.77) returned '${text}' 3/2/2026 12:00:00 PM`,
	(text) => `(550, b'${text.replaceAll("'", '')}')`,
];

/** A verdict in one line. */
function lineOf(text: string): string {
	const {source, category, permanence, scope, suppression, alert, rule, basis, tokens} = classify({text});
	const named = Object.entries(tokens).map(([name, value]) => `${name}=${value}`);
	return [rule, basis, category, permanence, scope, suppression, alert, source, ...named].join(' ');
}

/** Whatever changes here changed for somebody: `vitest run test/verdicts.test.ts -u` writes the file anew, to be read. */
test('what each row was seen in, and what it must not take, comes out as it did', async () => {
	const lines = LAYERS.flatMap(({rules}) => rules).flatMap(({id, seen, not = []}) => [
		...WRAPPERS.map((wrap, index) => `${id} ${index}: ${lineOf(wrap(seen))}`),
		...not.map((text, index) => `${id} not ${index}: ${lineOf(text)}`),
	]);
	await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(FILE);
});
