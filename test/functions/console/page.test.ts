import {readFile} from 'node:fs/promises';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {newApiKey} from '#shared/authenticate/api-key.ts';
import {classify} from '#shared/classify/classify.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {startBrowser} from '#test/support/browser.ts';
import {type Api, startApi} from '../api/caller.ts';
import {startSite} from './site.ts';

const BANNED =
	'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ (AS16012609)';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	await acme.suppress('gone@example.com', {response: '550 5.4.1 Recipient address rejected: Access denied'});
	await acme.suppress('full@example.com', {status: 'watching', reason: 'mailbox-full', heldByEsp: false});
	await acme.suppress('back@example.com', {status: 'released', releasedAt: '2026-03-04T12:00:00.000Z'});
	site = await startSite(api);
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
	await api.engine.stop();
});
afterEach(async () => {
	for (const context of browser.contexts()) await context.close();
});

/** A page, with every complaint of the browser and every request that it made. */
async function open(hash = '', options: BrowserContextOptions = {}) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	const complaints: string[] = [];
	const requests: string[] = [];
	page.on('console', (message) => {
		if (message.type() !== 'log') complaints.push(message.text());
	});
	page.on('pageerror', (fault) => complaints.push(String(fault)));
	page.on('request', (request) => requests.push(request.url()));
	await page.goto(site.url + hash);
	return {page, complaints, requests};
}

async function signIn(page: Page, key = acme.read): Promise<void> {
	await page.getByLabel('API key').fill(key);
	await page.keyboard.press('Enter');
	await page.getByLabel('Addresses').waitFor();
}

async function check(page: Page, addresses: string): Promise<void> {
	await page.getByLabel('Addresses').evaluate((field, text) => Object.assign(field, {value: text}), addresses);
	await page.getByRole('button', {name: 'Check', exact: true}).click();
}

const rowOf = (page: Page, address: string) => page.getByRole('row').filter({hasText: address});

describe('Check', () => {
	it('tells whom one may mail, and why not', async () => {
		const {page, complaints, requests} = await open();
		await signIn(page);
		await check(page, 'Jo <jo@example.com>, GONE@example.com\nfull@example.com; back@example.com\nnonsense');
		await page.getByRole('table').waitFor();
		await expect.poll(() => page.getByRole('status').textContent()).toBe('5 checked.');
		expect(await rowOf(page, 'jo@example.com').textContent()).toContain('SendNothing is known against it.');
		expect(await rowOf(page, 'gone@example.com').textContent()).toContain('Do not sendNo such mailbox.');
		expect(await rowOf(page, 'full@example.com').textContent()).toContain('RiskyThe mailbox is over its quota.');
		expect(await rowOf(page, 'back@example.com').textContent()).toContain('SendIt was released');
		expect(await rowOf(page, 'nonsense').textContent()).toContain('No addressThis is no e-mail address.');

		await rowOf(page, 'gone@example.com').getByText('Details').click();
		await page.getByText('the directory of example.com').waitFor();
		expect(await rowOf(page, 'gone@example.com').textContent()).toContain('550 5.4.1 Recipient address rejected');

		await page.getByRole('button', {name: '1 do not send'}).click();
		expect(await page.locator('tbody tr').count()).toBe(1);
		expect(complaints).toEqual([]);
		expect(requests.every((url) => url.startsWith(site.url))).toBe(true);
	});

	it('gives the clean and the rejected list, with no formula in them', async () => {
		const {page} = await open();
		await signIn(page);
		await check(page, 'jo@example.com\ngone@example.com\n=1+1@example.com\n=HYPERLINK("http://example.org")');
		await page.getByRole('table').waitFor();
		const saved = async (name: string) => {
			const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name}).click()]);
			return (await readFile(await download.path(), 'utf8')).split('\r\n').map((line) => line.split(',')[0]);
		};
		expect(await saved('Download the clean list')).toEqual(['address', '"jo@example.com"', `"'=1+1@example.com"`, '']);
		expect(await saved('Download the rejected list')).toEqual([
			'address',
			'"gone@example.com"',
			`"'=HYPERLINK(""http://example.org"")"`,
			'',
		]);
	});

	it('asks in portions, and shows many rows on request', async () => {
		const {page, requests} = await open();
		await signIn(page);
		await check(page, Array.from({length: 2500}, (_, n) => `person-${n}@example.com`).join('\n'));
		await expect.poll(() => page.getByRole('status').textContent(), {timeout: 20_000}).toMatch(/^2.?500 checked/);
		expect(requests.filter((url) => url.endsWith('/check'))).toHaveLength(3);
		expect(await page.locator('tbody tr').count()).toBe(200);
		await page.getByRole('button', {name: /Show more/}).click();
		expect(await page.locator('tbody tr').count()).toBe(400);
	});

	it('says what is wrong: no address, too many, a service out of reach or out of order', async () => {
		const {page} = await open();
		await signIn(page);
		await check(page, ' \n ');
		expect(await page.locator('#check-problem').textContent()).toContain('no address yet');
		await check(page, Array.from({length: 10_001}, (_, n) => `p${n}@example.com`).join('\n'));
		expect(await page.locator('#check-problem').textContent()).toMatch(/These are 10.?001 addresses/);
		await page.route('**/check', (route) => route.abort());
		await check(page, 'jo@example.com');
		await expect.poll(() => page.locator('#check-problem').textContent()).toContain('cannot be reached');
		await page.unroute('**/check');
		await page.route('**/check', (route) => route.fulfill({status: 503, json: {detail: 'x'}}));
		await check(page, 'jo@example.com');
		await expect.poll(() => page.locator('#check-problem').textContent()).toContain('a fault of its own');
		await page.unroute('**/check');
		await check(page, 'jo@example.com');
		await page.getByRole('table').waitFor();
		expect(await page.locator('#check-problem').isHidden()).toBe(true);
	});

	it('sends nothing that is no key, and asks again where a key is not valid', async () => {
		const {page, requests} = await open();
		await page.getByLabel('API key').fill('my password');
		await page.keyboard.press('Enter');
		expect(await page.locator('#key-error').textContent()).toContain('does not look like an API key');
		expect(requests.some((url) => url.includes('/v1/'))).toBe(false);
		await signIn(page, newApiKey(acme.id));
		await check(page, 'jo@example.com');
		await expect.poll(() => page.locator('#key-error').textContent()).toContain('not valid');
		expect(await page.evaluate('sessionStorage.length')).toBe(0);
	});

	it('keeps the key for the session of this tab only, and forgets it when told', async () => {
		const {page} = await open();
		await signIn(page);
		await page.reload();
		await page.getByLabel('Addresses').waitFor();
		expect(await page.evaluate('localStorage.length + document.cookie.length')).toBe(0);
		expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain(acme.read);
		await page.getByRole('button', {name: 'Forget the key'}).click();
		expect(await page.evaluate('sessionStorage.length')).toBe(0);
		await page.getByLabel('API key').waitFor();
	});
});

describe('Explain', () => {
	it('says what happened, marks what it rests on, and what to do, without sending anything', async () => {
		const {page, complaints, requests} = await open('#explain');
		const before = requests.length;
		await page.getByLabel('Response', {exact: true}).fill(BANNED);
		await page.getByRole('heading', {name: 'The receiving provider itself bans the sending IP.'}).waitFor();
		const verdict = classify({text: BANNED});
		const shown = (await page.locator('#verdict').textContent()) ?? '';
		expect(shown).toContain('Keep the address');
		expect(shown).toContain(verdict.rule);
		const advice = adviceFor({...verdict, text: BANNED});
		for (const text of [advice.meaning, ...advice.steps, advice.clearing, advice.escalate])
			expect(shown).toContain(text);
		expect(await page.locator('#verdict pre').textContent()).toBe(BANNED);
		expect(await page.locator('#verdict mark').allTextContents()).toEqual([
			'550',
			'5.7.606',
			'192.0.2.10',
			'AS16012609',
		]);
		expect(await page.getByRole('link', {name: "Microsoft's delist portal"}).getAttribute('href')).toBe(
			'https://sender.office.com/',
		);
		expect(requests).toHaveLength(before);
		expect(complaints).toEqual([]);
	});

	it('shows a response as text, whatever stands in it', async () => {
		const {page, complaints} = await open('#explain');
		const nasty = '550 5.1.1 <img src=x onerror="document.title=1"> <script>alert(1)</script> "><b>user</b> unknown';
		await page.getByLabel('Response', {exact: true}).fill(nasty);
		await expect.poll(() => page.locator('#verdict pre').textContent()).toBe(nasty);
		expect(await page.locator('#verdict img, #verdict script, #verdict b').count()).toBe(0);
		expect(complaints).toEqual([]);
	});

	it('is empty at first, has examples, and can be cleared', async () => {
		const {page} = await open('#explain');
		expect(await page.locator('#verdict').textContent()).toContain('will stand here');
		await page.getByRole('button', {name: 'a full mailbox'}).click();
		expect(await page.locator('#verdict h2').textContent()).toBe('The mailbox is over its quota.');
		await page.getByRole('button', {name: 'Clear'}).click();
		expect(await page.locator('#verdict').textContent()).toContain('will stand here');
	});
});

describe('everybody', () => {
	it('gets along with the keyboard alone', async () => {
		const {page} = await open();
		await page.keyboard.press('Tab');
		expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('explain-title');
		expect(await page.title()).toBe('Explain · Bounceledger');
		expect(await page.getByRole('link', {name: 'Explain'}).getAttribute('aria-current')).toBe('page');
		await page.goBack();
		await expect.poll(() => page.locator('#check').isVisible()).toBe(true);
	});

	it('has a name for each field, button and picture', async () => {
		const {page} = await open();
		await signIn(page);
		await check(page, 'gone@example.com');
		await page.getByRole('table').waitFor();
		const nameless = await page.evaluate(`[...document.querySelectorAll('input, textarea, button, a, progress')]
			.filter((each) => !(each.labels?.length || each.textContent.trim() || each.getAttribute('aria-label')))
			.map((each) => each.outerHTML)`);
		expect(nameless).toEqual([]);
	});

	it.each(['light', 'dark'] as const)('can read it in the %s: contrast of 4.5 at least', async (colorScheme) => {
		const {page} = await open('', {colorScheme});
		await signIn(page);
		await check(page, 'jo@example.com, gone@example.com, full@example.com, nonsense');
		await page.getByRole('table').waitFor();
		expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
		await page.getByRole('link', {name: 'Explain'}).click();
		await page.getByRole('button', {name: 'a banned IP'}).click();
		await page.locator('#verdict mark').first().waitFor();
		expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
	});

	it('can use it on a phone: nothing is wider than the screen', async () => {
		const {page} = await open('', {viewport: {width: 320, height: 640}});
		const tooWide = () => page.evaluate('document.scrollingElement.scrollWidth > innerWidth');
		expect(await tooWide()).toBe(false);
		await signIn(page);
		await check(page, `${'a-very-long-name'.repeat(6)}@department.of.something.example.com\ngone@example.com`);
		await page.getByRole('table').waitFor();
		await rowOf(page, 'gone@example.com').getByText('Details').click();
		await page.getByText('the directory of example.com').waitFor();
		expect(await tooWide()).toBe(false);
		await page.getByRole('link', {name: 'Explain'}).click();
		await page
			.getByLabel('Response', {exact: true})
			.fill(`550 ${'x'.repeat(500)} [server.${'y'.repeat(60)}.example.com]`);
		await page.locator('#verdict pre').waitFor();
		expect(await tooWide()).toBe(false);
	});
});

/** Texts whose contrast with what is behind them is under 4.5 (WCAG 2.2, 1.4.3). Runs in the page. */
const LOW_CONTRAST = `(() => {
	const parse = (color) => color.match(/[\\d.]+/g).map(Number);
	const light = (color) => {
		const [r, g, b] = parse(color).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const behind = (element) => {
		for (let each = element; each; each = each.parentElement) {
			const color = getComputedStyle(each).backgroundColor;
			if (parse(color)[3] !== 0) return color;
		}
		return 'rgb(255, 255, 255)';
	};
	return [...document.querySelectorAll('body *')]
		.filter((each) => each.checkVisibility() && !each.disabled)
		.filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
		.map((each) => {
			const [one, other] = [light(getComputedStyle(each).color), light(behind(each))];
			const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
			return [ratio, each.tagName + '.' + each.className + ' ' + each.textContent.slice(0, 30)];
		})
		.filter(([ratio]) => ratio < 4.5);
})()`;
