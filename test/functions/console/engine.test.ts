import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Asset} from '#functions/console/assets.ts';
import {classify} from '#shared/classify/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {startBrowser} from '#test/support/browser.ts';
import {fakeApi} from '#test/support/console-api.ts';
import {builtAssets, startSite} from './site.ts';

const CORPUS = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus', 'diagnostics.jsonl');

let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	site = await startSite(fakeApi([]));
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

/** What the browser makes of the texts, by the very file that the console serves. */
async function inTheBrowser(texts: readonly string[]): Promise<unknown> {
	const page = await browser.newPage();
	await page.goto(site.url);
	const explained: unknown = await page.evaluate(`import('/console/engine.js').then(({classify, adviceFor}) =>
		${JSON.stringify(texts)}.map((text) => {
			const verdict = classify({text});
			const {id: _id, source: _source, ...advice} = adviceFor({...verdict, text});
			return {verdict, advice};
		}))`);
	await page.close();
	return explained;
}

const inNode = (texts: readonly string[]) =>
	texts.map((text) => {
		const verdict = classify({text});
		const {id: _id, source: _source, ...advice} = adviceFor({...verdict, text});
		return {verdict, advice};
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

/** A file of the page, and all that it imports without being asked. */
function closure(assets: ReadonlyMap<string, Asset>, name: string, seen = new Set<string>()): Set<string> {
	if (seen.has(name)) return seen;
	seen.add(name);
	const {plain = ''} = assets.get(name) ?? {};
	for (const [, next = ''] of plain.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) closure(assets, next, seen);
	return seen;
}

describe('what the browser loads', () => {
	it('is small: the first page, and the engine with all its rules and advice', async () => {
		const assets = await builtAssets();
		const sizes = (...names: string[]) => {
			const files = [...new Set(names.flatMap((name) => [...closure(assets, name)]))].map((name) => assets.get(name));
			const sum = (size: (asset: Asset) => number) =>
				files.reduce((total, asset) => total + (asset === undefined ? Number.NaN : size(asset)), 0);
			return {
				brotli: sum(({brotli}) => Buffer.from(brotli, 'base64').length),
				gzip: sum(({plain}) => gzipSync(plain, {level: 9}).length),
			};
		};
		const [first, engine] = [sizes('page.html', 'page.css', 'page.js'), sizes('engine.js')];
		console.info(`console: first page ${JSON.stringify(first)}, engine ${JSON.stringify(engine)}`);
		expect(first.brotli).toBeLessThan(24_000);
		expect(engine.brotli).toBeLessThan(40 * 1_024);
	});
});
