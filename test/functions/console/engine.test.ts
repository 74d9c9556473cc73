import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {startBrowser} from '#test/support/browser.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CORPUS = join(ROOT, '..', 'shared', 'corpus', 'diagnostics.jsonl');

const ENGINE = `import {classify} from './shared/classify/classify.ts';
import {adviceFor} from './shared/insight/advice.ts';
globalThis.explainAll = (texts) => texts.map((text) => {
	const verdict = classify({text});
	return {verdict, advice: adviceFor({...verdict, text}).id};
});`;

let browser: Browser;
beforeAll(async () => {
	browser = await startBrowser();
});
afterAll(() => browser.close());

/** What the browser makes of the texts, by the engine as it is bundled for it. */
async function inTheBrowser(texts: readonly string[]): Promise<unknown> {
	const {outputFiles} = await build({
		stdin: {contents: ENGINE, resolveDir: ROOT, loader: 'ts'},
		bundle: true,
		format: 'iife',
		platform: 'browser',
		write: false,
	});
	const page = await browser.newPage();
	await page.addScriptTag({content: outputFiles[0]?.text ?? ''});
	const explained: unknown = await page.evaluate(`explainAll(${JSON.stringify(texts)})`);
	await page.close();
	return explained;
}

const inNode = (texts: readonly string[]) =>
	texts.map((text) => {
		const verdict = classify({text});
		return {verdict, advice: adviceFor({...verdict, text}).id};
	});

describe('the engine in a browser', () => {
	it('decides every documented response as it does here', async () => {
		const texts = LAYERS.flatMap(({rules}) => rules.flatMap(({seen, not}) => [seen, ...(not ?? [])]));
		expect(await inTheBrowser(texts)).toEqual(inNode(texts));
	});

	describe.skipIf(!existsSync(CORPUS))('on the corpus', () => {
		it('as well', async () => {
			const lines = readFileSync(CORPUS, 'utf8').trim().split('\n');
			const texts = lines.map((line): string => JSON.parse(line).text);
			expect(await inTheBrowser(texts)).toEqual(inNode(texts));
		});
	});
});
