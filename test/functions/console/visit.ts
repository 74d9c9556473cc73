import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';

/** How people see the pages. */
export const MODES = [
	{name: 'in the light', options: {colorScheme: 'light'}},
	{name: 'in the dark', options: {colorScheme: 'dark'}},
	{name: 'on a phone', options: {viewport: {width: 320, height: 640}}},
] as const satisfies readonly {name: string; options: BrowserContextOptions}[];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page, with every complaint of the browser and every request that it made. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	const complaints: string[] = [];
	const requests: string[] = [];
	page.on('console', (message) => {
		if (message.type() !== 'log') complaints.push(message.text());
	});
	page.on('pageerror', (fault) => complaints.push(String(fault)));
	page.on('request', (request) => requests.push(request.url()));
	await page.goto(url);
	return {page, complaints, requests};
}

/** Signs in, and waits until the page that was wanted is there. */
export async function signIn(page: Page, key: string): Promise<void> {
	await page.getByLabel('API key').fill(key);
	await page.keyboard.press('Enter');
	await page.getByRole('button', {name: 'Sign out'}).waitFor();
}

/** What axe finds on the page as it stands: rule, impact, and where. Its "moderate" and "minor" findings are left out. */
export async function seriousFindings(page: Page): Promise<string[]> {
	// Through the debugger and not as an element: the page's policy lets no script in.
	await page.evaluate(`if (!window.axe) { ${AXE} }`);
	const found: string[] = await page.evaluate(`axe.run(document).then(({violations}) => violations
		.filter(({impact}) => impact === 'serious' || impact === 'critical')
		.map(({id, impact, nodes}) => id + ' (' + impact + '): ' + nodes.map(({html}) => html.slice(0, 200)).join(' | ')))`);
	return found;
}

/** Whether something is wider than the screen. */
export const tooWide = (page: Page): Promise<boolean> =>
	page.evaluate('document.scrollingElement.scrollWidth > innerWidth');
