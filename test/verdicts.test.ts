import {join} from 'node:path';
import {expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {LAYERS, MARKS} from '#shared/classify/rules/index.ts';
import type {Response} from '#shared/model/classification.ts';
import {ownWords, seenBy} from './support/classify/row-texts.ts';

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
function lineOf(response: Response): string {
	const {source, category, permanence, scope, suppression, alert, rule, basis, tokens} = classify(response);
	const named = Object.entries(tokens).map(([name, value]) => `${name}=${value}`);
	return [rule, basis, category, permanence, scope, suppression, alert, source, ...named].join(' ');
}

/** Whatever changes here changed for somebody: `vitest run test/verdicts.test.ts -u` writes the file anew, to be read. */
test('what each row was seen in, its words alone, and what it must not take, come out as they did', async () => {
	const rows = LAYERS.flatMap(({rules}) => rules).flatMap((rule) => {
		const {id, seen, not = []} = rule;
		if (rule.opinion !== undefined) return [`${id} opinion: ${lineOf(seenBy(rule))}`];
		const words = ownWords(rule);
		return [
			...WRAPPERS.map((wrap, index) => `${id} ${index}: ${lineOf({text: wrap(seen)})}`),
			...(words === undefined ? [] : [`${id} words: ${lineOf({text: words})}`]),
			...not.map((text, index) => `${id} not ${index}: ${lineOf({text})}`),
		];
	});
	const lists = MARKS.filter(({list}) => list !== undefined).flatMap(({words, lists}) =>
		words.map((word) => `${lists} list ${word}: ${lineOf({text: `550 your ${lists} is listed by ${word}`})}`),
	);
	await expect(`${[...rows, ...lists].join('\n')}\n`).toMatchFileSnapshot(FILE);
});
