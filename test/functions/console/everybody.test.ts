import type {Browser, BrowserContextOptions} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {startBrowser} from '#test/support/browser.ts';
import {type FakeApi, fakeApi, MANAGE_KEY, people, READ_KEY} from '#test/support/console-api.ts';
import {startSite} from './site.ts';
import {MODES, seriousFindings, signIn, tooWide, visit} from './visit.ts';

const BANNED =
	'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ (AS16012609)';

let api: FakeApi;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	api = fakeApi([
		...people(60),
		{
			address: `${'a-very-long-name'.repeat(4)}@department.of.something.example.com`,
			status: 'active',
			reason: 'recipient-unknown',
			meaning: 'No such mailbox.',
			esp: 'ses',
			response: `550 5.1.1 ${'x'.repeat(300)} unknown`,
			heldByEsp: true,
			rule: 'recipient-unknown',
		},
	]);
	site = await startSite(api);
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});
afterEach(async () => {
	for (const context of browser.contexts()) await context.close();
});

const open = (hash = '', options: BrowserContextOptions = {}) => visit(browser, site.url + hash, options);

describe('signing in', () => {
	it('sends nothing that is no key, and says so where a key is not good', async () => {
		const {page, requests} = await open();
		await page.getByLabel('API key').fill('my password');
		await page.keyboard.press('Enter');
		await page.getByText('does not look like an API key').waitFor();
		expect(requests.some((url) => url.includes('/v1/'))).toBe(false);
		await page.getByLabel('API key').fill(READ_KEY.replace('0', '9'));
		await page.keyboard.press('Enter');
		await page.getByText('This API key is not valid.').waitFor();
		expect(await page.evaluate('sessionStorage.length')).toBe(0);
	});

	it('keeps the key for the session of this tab only, and forgets it when told', async () => {
		const {page} = await open('#check');
		await signIn(page, READ_KEY);
		await page.reload();
		await page.getByLabel('Addresses').waitFor();
		expect(await page.evaluate('localStorage.length + document.cookie.length')).toBe(0);
		expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain(READ_KEY);
		await page.getByRole('button', {name: 'Sign out'}).click();
		expect(await page.evaluate('sessionStorage.length')).toBe(0);
		await page.getByLabel('API key').waitFor();
	});

	it('asks again where a key has been taken away meanwhile', async () => {
		const {page} = await open();
		await signIn(page, READ_KEY);
		api.fail('GET /v1/suppressions', 401);
		await page.getByRole('link', {name: 'Suppressions'}).click();
		await page.getByText('This API key is not valid. Sign in with another one.').waitFor();
		api.mend();
	});
});

describe('Explain', () => {
	it('says what happened, marks what it rests on, and what to do, without a key and without sending anything', async () => {
		const {page, complaints, requests} = await open('#explain');
		await page.getByLabel('Response or headers').waitFor();
		const before = requests.length;
		await page.getByLabel('Response or headers').fill(BANNED);
		await page.getByRole('heading', {name: 'The receiving provider itself bans the sending IP.'}).waitFor();
		const verdict = classify({text: BANNED});
		const shown = (await page.locator('#verdict').textContent()) ?? '';
		const advice = adviceFor({...verdict, text: BANNED});
		const parts = ['Keep the address', verdict.rule, advice.meaning, ...advice.steps, advice.clearing, advice.escalate];
		for (const text of parts) expect(shown).toContain(text);
		expect(await page.locator('#verdict pre').textContent()).toBe(BANNED);
		const marks = await page.locator('#verdict mark').allTextContents();
		expect(marks).toEqual(['550', '5.7.606', '192.0.2.10', 'AS16012609']);
		const link = page.getByRole('link', {name: "Microsoft's delist portal"});
		expect(await link.getAttribute('href')).toBe('https://sender.office.com/');
		expect(requests).toHaveLength(before);
		expect(complaints).toEqual([]);
	});

	it('explains the headers of a message that arrived', async () => {
		const {page} = await open('#explain');
		await page.getByRole('button', {name: 'headers of a message in Junk'}).click();
		await page.getByRole('heading', {name: /of \d+ findings speak against you/}).waitFor();
		const marks = await page.locator('#verdict mark').allTextContents();
		expect(marks).toContain('SCL:6');
		expect(marks).toContain('dmarc=fail');
	});

	it('shows a response as text, whatever stands in it', async () => {
		const {page, complaints} = await open('#explain');
		const nasty = '550 5.1.1 <img src=x onerror="document.title=1"> <script>alert(1)</script> "><b>user</b> unknown';
		await page.getByLabel('Response or headers').fill(nasty);
		await expect.poll(() => page.locator('#verdict pre').textContent()).toBe(nasty);
		expect(await page.locator('#verdict img, #verdict script, #verdict b').count()).toBe(0);
		expect(complaints).toEqual([]);
	});

	it('is empty at first, and can be cleared', async () => {
		const {page} = await open('#explain');
		await page.getByText('will stand here').waitFor();
		await page.getByRole('button', {name: 'a full mailbox'}).click();
		await page.getByRole('heading', {name: 'The mailbox is over its quota.'}).waitFor();
		await page.getByRole('button', {name: 'Clear'}).click();
		await page.getByText('will stand here').waitFor();
	});
});

describe('the documentation', () => {
	it('shows every operation, and its examples run', async () => {
		const {page, complaints} = await open('#docs');
		await page.locator('.operation').first().waitFor();
		const paths: unknown = await page.evaluate(
			`fetch('/v1/openapi.json').then((answer) => answer.json()).then(({paths}) =>
				Object.values(paths).flatMap(Object.keys).length)`,
		);
		expect(await page.locator('.operation').count()).toBe(paths);
		const check = page.locator('.operation').filter({hasText: '/v1/suppressions/check'});
		await check.locator('summary').first().click();
		await check.getByText('Sign in to run it here').waitFor();
		await page.goto(`${site.url}#check`);
		await signIn(page, READ_KEY);
		await page.goto(`${site.url}#docs`);
		await check.locator('summary').first().click();
		await check.getByRole('button', {name: 'Run it'}).click();
		await expect.poll(() => check.getByRole('status').textContent()).toContain('jo@example.com');
		expect(await check.textContent()).toContain(`curl -X POST '${site.url}v1/suppressions/check'`);
		expect(complaints).toEqual([]);
	});
});

const PAGES = [
	'#check',
	'#suppressions',
	'#suppressions?domain=nowhere.example',
	`#address/${'a-very-long-name'.repeat(4)}%40department.of.something.example.com`,
	'#address/carla.2%40example.com',
	'#add',
	'#release',
	'#import',
	'#export',
	'#activity',
	'#settings',
	'#docs',
	`#explain?text=${encodeURIComponent(`${BANNED} ${'y'.repeat(300)}`)}`,
];

describe('everybody', () => {
	it.each(MODES)(
		'can use each page $name: nothing serious for axe, nothing wider than the screen',
		async ({options}) => {
			const {page, complaints} = await open('', options);
			const findings: unknown[] = [...(await seriousFindings(page))];
			await signIn(page, MANAGE_KEY);
			for (const hash of PAGES) {
				await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
				await expect.poll(() => page.locator('.loading:visible').count()).toBe(0);
				await page.locator('h1:visible').waitFor();
				if (hash.startsWith('#explain')) await page.locator('mark').first().waitFor();
				findings.push(...(await seriousFindings(page)).map((finding) => `${hash}: ${finding}`));
				if (await tooWide(page)) findings.push(`${hash}: wider than the screen`);
			}
			await page.evaluate('location.hash = "#check"');
			await page
				.getByLabel('Addresses')
				.fill('jo@example.com, anna.0@contoso.example, ben.1@fabrikam.example, nonsense');
			await page.getByRole('button', {name: 'Check', exact: true}).click();
			await page.getByRole('table').waitFor();
			findings.push(...(await seriousFindings(page)), ...complaints);
			expect(findings).toEqual([]);
		},
	);

	it('gets along with the keyboard alone', async () => {
		const {page} = await open();
		await page.getByLabel('API key').waitFor();
		await page.keyboard.press('Tab');
		expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
		const names = ['brand', 'Overview', 'Reputation', 'Incidents', 'Check', 'Suppressions', 'Explain'];
		for (const _ of names) await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await expect.poll(() => page.title()).toBe('Explain · Bounceledger');
		expect(await page.evaluate('document.activeElement.id')).toBe('main');
		expect(await page.getByRole('link', {name: 'Explain'}).getAttribute('aria-current')).toBe('page');
		await page.goBack();
		await page.getByLabel('API key').waitFor();
	});

	it('says so where a part of the page cannot be loaded', async () => {
		const {page} = await open('');
		await page.route('**/console/explain-*.js', (route) => route.abort());
		await page.getByRole('link', {name: 'Explain', exact: true}).click();
		await page.getByText('This page has changed, or the connection is lost.').waitFor();
		await page.unroute('**/console/explain-*.js');
		await page.getByRole('button', {name: 'Try again'}).click();
		await page.getByLabel('Response or headers').waitFor();
	});

	it('loads no more than the page at hand needs', async () => {
		const {page, requests} = await open();
		await page.getByLabel('API key').waitFor();
		expect(requests.filter((url) => /plot|overview/.test(url))).toEqual([]);
		await signIn(page, READ_KEY);
		await page.locator('.plot[data-bars]').first().waitFor();
		expect(requests.filter((url) => /explain|docs|suppressions-|activity|check|settings/.test(url))).toEqual([]);
		await page.getByRole('link', {name: 'Explain'}).click();
		await page.getByLabel('Response or headers').waitFor();
		expect(requests.some((url) => url.includes('/console/explain'))).toBe(true);
	});
});
