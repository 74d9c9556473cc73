import {readFile} from 'node:fs/promises';
import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {startBrowser} from '#test/support/browser.ts';
import {type FakeApi, fakeApi, people, READ_KEY} from '#test/support/console-api.ts';
import {startSite} from './site.ts';
import {signIn, visit} from './visit.ts';

let api: FakeApi;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	api = fakeApi(people(20));
	site = await startSite(api);
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});
afterEach(async () => {
	api.mend();
	api.asked.length = 0;
	for (const context of browser.contexts()) await context.close();
});

async function open() {
	const visited = await visit(browser, `${site.url}#check`);
	await signIn(visited.page, READ_KEY);
	return visited;
}

async function check(page: Page, addresses: string): Promise<void> {
	await page.getByLabel('Addresses').fill(addresses);
	await page.getByRole('button', {name: 'Check', exact: true}).click();
}

const rowOf = (page: Page, address: string) => page.getByRole('row').filter({hasText: address});

const csv = (text: string | Buffer) => ({name: 'audience.csv', mimeType: 'text/csv', buffer: Buffer.from(text)});

async function saved(page: Page, name: string): Promise<string[]> {
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name}).click()]);
	return (await readFile(await download.path(), 'utf8')).split('\r\n');
}

describe('a pasted list', () => {
	it('is answered: whom one may mail, and why not', async () => {
		const {page, complaints, requests} = await open();
		await check(
			page,
			'Jo <jo@example.com>, ANNA.0@contoso.example\nben.1@fabrikam.example; anna.10@example.com\nnonsense',
		);
		await page.getByRole('heading', {name: 'You may mail 3 of 5'}).waitFor();
		expect(await rowOf(page, 'jo@example.com').textContent()).toContain('SendNothing is known against it.');
		expect(await rowOf(page, 'anna.0@contoso').textContent()).toContain('Do not sendNo such mailbox.');
		expect(await rowOf(page, 'ben.1@fabrikam').textContent()).toContain('RiskyThe mailbox is over its quota.');
		expect(await rowOf(page, 'anna.10@example').textContent()).toContain('SendIt was released');
		expect(await rowOf(page, 'nonsense').textContent()).toContain('No addressThis is no e-mail address.3');
		await page.getByRole('button', {name: '1 do not send'}).click();
		expect(await page.locator('tbody tr').count()).toBe(1);
		expect(complaints).toEqual([]);
		expect(requests.every((url) => url.startsWith(site.url))).toBe(true);
	});

	it('is asked about for the mail that is to be sent', async () => {
		const {page} = await open();
		await page.getByLabel('What do you want to send?').selectOption('transactional');
		await check(page, 'jo@example.com');
		await page.getByRole('table').waitFor();
		const asked = api.asked.findLast(({route}) => route === 'POST /v1/suppressions/check');
		expect(asked?.body).toEqual({addresses: ['jo@example.com'], scope: 'transactional'});
	});

	it('stays while one looks up an address of it', async () => {
		const {page} = await open();
		await check(page, 'anna.0@contoso.example\njo@example.com');
		await page.getByRole('link', {name: 'anna.0@contoso.example'}).click();
		await page.getByRole('heading', {name: 'No such mailbox.'}).waitFor();
		await page.goBack();
		await page.getByRole('heading', {name: 'You may mail 1 of 2'}).waitFor();
	});

	it('says what is wrong: no address, a service out of reach or out of order', async () => {
		const {page} = await open();
		const alert = page.getByRole('alert');
		await check(page, ' \n ');
		await expect.poll(() => alert.textContent()).toContain('no address yet');
		api.fail('POST /v1/suppressions/check', 400, {detail: '"addresses" is not to my liking.'});
		await check(page, 'jo@example.com');
		await expect.poll(() => alert.textContent()).toContain('"addresses" is not to my liking.');
		api.mend();
		await alert.getByRole('button', {name: 'Try again'}).click();
		await page.getByRole('table').waitFor();
		expect(await alert.count()).toBe(0);
	});
});

describe('a file', () => {
	it('is understood, and the clean list keeps its columns', async () => {
		const {page} = await open();
		const rows = [
			'Name;E-Mail;Stadt',
			'Jö;jo@example.com;Köln',
			'Anna;anna.0@contoso.example;=1+1',
			'Nobody;nonsense;X',
		];
		await page.setInputFiles('#file', csv(Buffer.from(`\uFEFF${rows.join('\r\n')}`, 'utf16le')));
		await page.getByRole('heading', {name: 'You may mail 1 of 3'}).waitFor();
		expect(await saved(page, 'Download the clean list')).toEqual([
			'"Name","E-Mail","Stadt"',
			'"Jö","jo@example.com","Köln"',
			'',
		]);
		expect(await saved(page, 'Download the rejected list')).toEqual([
			'"address","verdict","reason","since","line"',
			'"anna.0@contoso.example","do not send","No such mailbox.","2026-03-02T09:30:00.000Z","3"',
			'"nonsense","no address","This is no e-mail address.","","4"',
			'',
		]);
	});

	it('of 100,000 rows is checked with progress, and its table stays small', async () => {
		const {page} = await open();
		const rows = Array.from({length: 100_000}, (_, index) => `person${index}@example.com`);
		await page.setInputFiles('#file', csv(['email', ...rows].join('\n')));
		await page.getByRole('progressbar').waitFor();
		await page.getByRole('heading', {name: /^You may mail 100.?000 of 100.?000$/}).waitFor({timeout: 25_000});
		expect(await page.locator('tbody tr').count()).toBe(100);
		await page.getByRole('button', {name: 'Next'}).click();
		await rowOf(page, 'person100@example.com').waitFor();
		const asked = api.asked.filter(({route}) => route === 'POST /v1/suppressions/check');
		expect(asked).toHaveLength(100);
	});

	it('that is too long, or none at all, is refused in words', async () => {
		const {page} = await open();
		const alert = page.getByRole('alert');
		const rows = Array.from({length: 100_001}, (_, index) => `p${index}@example.com`);
		await page.setInputFiles('#file', csv(rows.join('\n')));
		await expect.poll(() => alert.textContent(), {timeout: 10_000}).toMatch(/up to 100.?000 can be checked/);
		await page.setInputFiles('#file', csv('PK\u0003\u0004 something of a spreadsheet'));
		await expect.poll(() => alert.textContent()).toContain('save it as CSV');
		expect(api.asked.some(({route}) => route.endsWith('/check'))).toBe(false);
	});

	it('that breaks off goes on where it was', async () => {
		const {page} = await open();
		const rows = Array.from({length: 2500}, (_, index) => `q${index}@example.com`);
		let requests = 0;
		await page.route('**/check', (route) => {
			requests += 1;
			return requests === 2 ? route.fulfill({status: 400, json: {detail: 'Not now.'}}) : route.continue();
		});
		await page.setInputFiles('#file', csv(rows.join('\n')));
		await expect
			.poll(() => page.getByRole('alert').textContent())
			.toMatch(/Not now\. The 1.?000 answers so far are kept/);
		await page.getByRole('button', {name: 'Try again'}).click();
		await page.getByRole('heading', {name: /^You may mail 2.?500 of 2.?500$/}).waitFor();
		expect(requests).toBe(4);
	});
});
