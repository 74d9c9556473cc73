import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {windowAt} from '#shared/insight/windows.ts';
import {startBrowser} from '#test/support/browser.ts';
import {type FakeApi, fakeApi, MANAGE_KEY, people, READ_KEY} from '#test/support/console-api.ts';
import {startSite} from './site.ts';
import {MODES, seriousFindings, signIn, tooWide, visit} from './visit.ts';

let api: FakeApi;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	site = await startSite({say: (said) => api.say(said)});
	browser = await startBrowser();
});
beforeEach(() => {
	api = fakeApi(people(60));
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});
afterEach(async () => {
	for (const context of browser.contexts()) await context.close();
});

const BAN = '#incident/ip-ban%23192.0.2.10%23exchange-online';

async function open(hash: string, key = MANAGE_KEY, options: BrowserContextOptions = {}) {
	const visited = await visit(browser, `${site.url}${hash}`, options);
	await signIn(visited.page, key);
	return visited;
}

/** How many bars each chart of the page has drawn, once it has. */
async function bars(page: Page, charts: number): Promise<string[]> {
	const drawn = page.locator('.plot[data-bars]');
	await expect.poll(() => drawn.count()).toBe(charts);
	return page.evaluate(`[...document.querySelectorAll('.plot[data-bars]')].map(({dataset}) => dataset.bars)`);
}

/** Colors of a chart's canvas that cover something; a chart that was not drawn has none. */
const inks = (page: Page): Promise<number> =>
	page.evaluate(`(() => {
		const canvas = document.querySelector('.plot canvas');
		const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
		const colors = new Map();
		for (let at = 0; at < data.length; at += 4) {
			if (data[at + 3] < 255) continue;
			const color = data[at] + ',' + data[at + 1] + ',' + data[at + 2];
			colors.set(color, (colors.get(color) ?? 0) + 1);
		}
		return [...colors.values()].filter((pixels) => pixels > 200).length;
	})()`);

const lastAsked = (route: string) => api.asked.findLast((each) => each.route === route);

describe('the overview', () => {
	it('is what somebody who signs in sees: score, incidents, a bar for each hour', async () => {
		const {page, complaints} = await open('');
		await page.getByText('of 100 · In trouble').waitFor();
		await page.getByText('While the incident “IP ban” is open, the score is 40 at most.').waitFor();
		await page.getByText('−30 of 30').waitFor();
		expect(await bars(page, 4)).toEqual(Array(4).fill('168'));
		expect(await inks(page)).toBeGreaterThan(2);
		await page.getByRole('row').filter({hasText: 'Gmail'}).getByText('could be chance').waitFor();
		const source = page.getByRole('link', {name: 'Source: support.google.com'});
		expect(await source.getAttribute('href')).toBe('https://support.google.com/a/answer/14229414');
		await page.getByRole('link', {name: /^Microsoft 365 bans/}).click();
		await page.getByRole('heading', {name: /^Microsoft 365 bans/}).waitFor();
		expect(complaints).toEqual([]);
	});

	it('moves nothing about while its parts come in', async () => {
		const {page} = await visit(browser, site.url);
		await page.evaluate(`(() => {
			window.moved = 0;
			new PerformanceObserver((list) => {
				for (const {value, hadRecentInput} of list.getEntries()) if (!hadRecentInput) window.moved += value;
			}).observe({type: 'layout-shift', buffered: true});
		})()`);
		await signIn(page, READ_KEY);
		await bars(page, 4);
		expect(await page.evaluate('window.moved')).toBeLessThan(0.1);
	});

	it('shows other times, each with a place of its own', async () => {
		const {page} = await open('');
		await bars(page, 4);
		await page.getByRole('link', {name: '30 days'}).click();
		await page.getByRole('heading', {name: 'In the last 30 days'}).waitFor();
		await expect.poll(() => bars(page, 4)).toEqual(Array(4).fill('30'));
		await page.goBack();
		await page.getByRole('heading', {name: 'In the last 7 days'}).waitFor();
		await page.goto(`${site.url}#overview?window=24h`);
		await page.getByRole('heading', {name: 'In the last 24 hours'}).waitFor();
		await expect.poll(() => bars(page, 4)).toEqual(Array(4).fill('24'));
	});

	it('says each bar in words, by the keyboard, and all of them in a table', async () => {
		const {page} = await open('#overview?window=24h', READ_KEY, {timezoneId: 'Europe/Berlin'});
		await bars(page, 4);
		const chart = page.getByRole('slider', {name: 'Volume, bar by bar'});
		expect(await chart.getAttribute('aria-valuetext')).toMatch(/^In all: Delivered \d+, Blocked \d+/);
		await chart.press('End');
		await expect
			.poll(() => chart.getAttribute('aria-valuetext'))
			.toMatch(/13:00–14:00 .*12:00 – 13:00 UTC\): Delivered \d/);
		await chart.press('ArrowLeft');
		await expect.poll(() => chart.getAttribute('aria-valuenow')).toBe('22');
		await page.locator('.chart').first().getByText('As a table').click();
		const table = page.getByRole('table', {name: 'Volume'});
		await expect.poll(() => table.locator('tbody tr').count()).toBe(24);
		const delivered = await table.locator('tbody td:nth-of-type(1)').allTextContents();
		const total = delivered.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0);
		expect(await chart.getAttribute('aria-valuetext')).not.toContain('In all');
		await page.locator('.tiles div').filter({hasText: 'Delivered'}).getByText(total.toLocaleString('en-US')).waitFor();
	});

	it('keeps what it has while it asks again, and says what went wrong', async () => {
		const {page} = await open('');
		await page.getByRole('heading', {name: 'In the last 7 days'}).waitFor();
		let go = () => {};
		const gate = new Promise<void>((resolve) => {
			go = resolve;
		});
		await page.route('**/v1/overview*', async (route) => {
			await gate;
			await route.continue();
		});
		await page.getByRole('button', {name: 'Refresh'}).click();
		await page.locator('[aria-busy=true]').getByRole('heading', {name: 'In the last 7 days'}).waitFor();
		api.fail('GET /v1/overview', 400, {detail: 'as the API words it'});
		go();
		await page.getByRole('alert').getByText('as the API words it').waitFor();
		await page.getByRole('heading', {name: 'In the last 7 days'}).waitFor();
		api.mend();
		await page.getByRole('button', {name: 'Try again'}).click();
		await expect.poll(() => page.getByRole('alert').count()).toBe(0);
	});

	it('is asked anew when somebody comes back to it after a while', async () => {
		const {page} = await visit(browser, site.url);
		await page.clock.install();
		await signIn(page, READ_KEY);
		await bars(page, 4);
		const asked = () => api.asked.filter(({route}) => route === 'GET /v1/overview').length;
		const back = () => page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
		await back();
		await page.clock.fastForward(120_000);
		expect(asked()).toBe(1);
		await back();
		await expect.poll(asked).toBe(2);
	});

	it('says where the mail has to come from while there is none', async () => {
		const reputation = reputationOf({dimension: 'all', value: 'all', counts: new Map()});
		api.fail('GET /v1/overview', 200, {
			window: windowAt('7d', new Date()),
			score: scoreOf(reputation),
			reputation,
			standings: [],
			notes: [],
			series: [],
			esps: [],
			incidents: [],
			moreIncidents: 0,
		});
		const {page} = await open('');
		await page.getByText('No mail counted in the last 7 days.').waitFor();
		await page.getByText(`${site.url}v1/webhooks/sendgrid/acme`).waitFor();
	});
});

describe('the reputation', () => {
	const values = (page: Page) => page.locator('tbody th a').allTextContents();

	it('is sorted by a column, and each value leads to its hours and to who blocks it', async () => {
		const {page, complaints} = await open('#reputation');
		await expect.poll(() => values(page)).toEqual(['192.0.2.10', '192.0.2.11', '192.0.2.12']);
		await page.getByRole('row').filter({hasText: '192.0.2.12'}).getByText('too few to say').first().waitFor();
		const bounces = page.getByRole('columnheader', {name: 'Bounces'});
		await bounces.getByRole('link').click();
		await expect.poll(() => bounces.getAttribute('aria-sort')).toBe('descending');
		await bounces.getByRole('link').click();
		// What is not known stays last, whichever way.
		await expect.poll(() => values(page)).toEqual(['192.0.2.11', '192.0.2.10', '192.0.2.12']);
		await page.goBack();
		await expect.poll(() => values(page)).toEqual(['192.0.2.10', '192.0.2.11', '192.0.2.12']);
		await page.getByRole('link', {name: '192.0.2.10'}).click();
		expect(await bars(page, 4)).toEqual(Array(4).fill('168'));
		await page.getByText('Confidence: high').waitFor();
		await page.getByText('organizations block you').waitFor();
		await page.getByText('took 900 messages and blocked none').waitFor();
		const spread = page.getByRole('table', {name: 'Blocked against delivered, by recipient domain'});
		expect(await spread.getByRole('row').filter({hasText: 'contoso.example'}).textContent()).toContain('90495.7%');
		const clusters = page.getByRole('table', {name: 'by Microsoft cluster'});
		await clusters.getByText('Europe').waitFor();
		expect(complaints).toEqual([]);
	});

	it('of recipients and regions has neither hours nor attribution', async () => {
		const {page} = await open('#reputation?by=region');
		await page.getByRole('row').filter({hasText: 'EUR05'}).getByText('not available').waitFor();
		await page.getByRole('link', {name: 'EUR05'}).click();
		await page.getByText('there is no chart of them').waitFor();
		await page.getByRole('heading', {name: 'Score'}).waitFor();
		expect(api.asked.some(({route}) => /series|attribution/.test(route))).toBe(false);
	});
});

describe('incidents', () => {
	it('are those that go on, unless others are asked for', async () => {
		const {page} = await open('#incidents');
		const headlines = page.locator('.headline');
		await expect.poll(() => headlines.count()).toBe(3);
		await page.getByLabel('State').selectOption('resolved');
		await expect.poll(() => headlines.allTextContents()).toEqual([expect.stringContaining('sender.example')]);
		expect(page.url()).toContain('#incidents?state=resolved');
		await page.getByLabel('Kind').selectOption('throttling');
		await page.getByText('There is no such incident.').waitFor();
		await page.goBack();
		await expect.poll(() => headlines.count()).toBe(1);
		await page.goBack();
		await expect.poll(() => headlines.count()).toBe(3);
	});

	it('tell everything about one: spread, DNS, responses, the request to copy', async () => {
		const {page, complaints} = await open(BAN);
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		expect(await bars(page, 4)).toEqual(Array(4).fill('24'));
		await page.getByText('EUR05 (Europe), NAM12 (North America)').waitFor();
		await page.getByText('zen.spamhaus.org lists 192.0.2.10.').waitFor();
		const dns = page.getByRole('table', {name: 'What DNS says'});
		expect(await dns.locator('tbody .badge').allTextContents()).toEqual(['Bad', 'Could not be told', 'Good']);
		await page.getByRole('button', {name: 'Copy IP address'}).click();
		await page.getByText('Copied.').waitFor();
		expect(await page.evaluate('navigator.clipboard.readText()')).toBe('192.0.2.10');
		await page.getByRole('link', {name: 'Explain this response'}).click();
		await page.getByRole('heading', {name: 'The receiving provider itself bans the sending IP.'}).waitFor();
		expect(complaints).toEqual([]);
	});

	it('lead to the release of the addresses that the ESP holds', async () => {
		const {page} = await open(BAN);
		await page.getByRole('link', {name: 'Release them'}).click();
		const held = [...api.list.values()].filter(
			({heldByEsp, reason, status}) =>
				heldByEsp && status !== 'released' && !['complaint', 'unsubscribe'].includes(reason),
		);
		await page.getByRole('heading', {name: `${held.length} addresses would be released`}).waitFor();
		expect(lastAsked('POST /v1/releases/preview')?.body).toEqual({incident: 'ip-ban#192.0.2.10#exchange-online'});
		expect(await page.getByLabel("Take them off the ESP's own list too").isChecked()).toBe(true);
		await page.getByLabel('Why?').fill('the ban is over');
		await page.getByRole('button', {name: `Release ${held.length} addresses`}).click();
		await page.getByText(`${held.length} addresses are released.`).waitFor();
	});

	it('that are a rise say what rose, and have no request for removal', async () => {
		const {page} = await open('#incident/throttling%23192.0.2.12%23any');
		await page.getByText('61 of 480 attempts in the last 6 hours').waitFor();
		await page.getByText('Next: Lower the volume').waitFor();
		expect(await page.getByRole('heading', {name: 'Request for removal'}).count()).toBe(0);
	});

	it('can be looked at with a key that only looks; one that is not there is said so', async () => {
		const {page} = await open(BAN, READ_KEY);
		await page.getByText('Releasing them needs a key of the role “manage”.').waitFor();
		expect(await page.getByRole('link', {name: 'Release them'}).count()).toBe(0);
		await page.goto(`${site.url}#incident/none`);
		await page.getByRole('alert').getByText('There is no such thing.').waitFor();
	});
});

describe('settings of alerts', () => {
	it('are kept, percents as parts of 1', async () => {
		const {page} = await open('#settings');
		await page.getByLabel('Hours between reminders').fill('6');
		await page.getByLabel('Throttling', {exact: true}).and(page.locator('#muted-throttling')).check();
		await page.locator('#rate-list-quality').fill('3,5');
		expect(await page.locator('#rate-complaints').inputValue()).toBe('0.2');
		await page.getByRole('button', {name: 'Keep the alerts'}).click();
		await page.getByText('Kept.').waitFor();
		expect(lastAsked('PUT /v1/settings')?.body).toEqual({
			alertCooldownHours: 6,
			incidentQuietHours: 24,
			alertsPerHour: 12,
			mutedKinds: ['throttling'],
			leastRates: {complaints: 0.002, 'list-quality': 0.035},
		});
		await page.getByText('{"tenant":["acme"],"severity":["critical"]}').waitFor();
	});

	it('have alerts posted, with a secret that is shown once', async () => {
		const {page} = await open('#settings');
		await page.getByText('Add an alert webhook').click();
		await page.getByLabel('HTTPS address').fill('http://new.example.com/alerts');
		api.fail('POST /v1/alert-webhooks', 400, {detail: 'It must begin with https.'});
		await page.getByRole('button', {name: 'Add', exact: true}).click();
		await page.getByRole('alert').getByText('It must begin with https.').waitFor();
		api.mend();
		await page.getByLabel('HTTPS address').fill('https://new.example.com/alerts');
		await page.getByRole('button', {name: 'Add', exact: true}).click();
		await page.getByText('whsec_').waitFor();
		expect(lastAsked('POST /v1/alert-webhooks')?.body).toEqual({url: 'https://new.example.com/alerts'});
		const cards = page.locator('.card').filter({hasText: 'Send a test'});
		await expect.poll(() => cards.count()).toBe(3);
		await cards.nth(0).getByRole('button', {name: 'Send a test'}).click();
		await cards.nth(0).getByText('It did not take it: answered 503.').waitFor();
		await cards.nth(1).getByText('no answer within 10 seconds').waitFor();
		await cards.nth(1).getByRole('button', {name: 'Enable'}).click();
		await expect.poll(() => cards.nth(1).getByText('Disabled').count()).toBe(0);
		await cards.nth(1).getByRole('button', {name: 'Remove'}).click();
		await cards.nth(1).getByRole('button', {name: 'Yes, remove it'}).click();
		await expect.poll(() => cards.count()).toBe(2);
		await page.reload();
		await expect.poll(() => cards.count()).toBe(2);
		expect(await page.getByText('whsec_').count()).toBe(0);
	});
});

const PAGES = [
	['#overview?window=24h', 4],
	['#reputation', 0],
	['#value/192.0.2.10?by=sending-ip&window=24h', 4],
	['#incidents?state=all', 0],
	[BAN, 4],
	['#settings', 0],
] as const;

describe('everybody', () => {
	it.each(MODES)(
		'can use these pages $name: nothing serious for axe, nothing wider than the screen',
		async ({options}) => {
			const {page, complaints} = await open('#overview', MANAGE_KEY, options);
			const findings: unknown[] = [];
			for (const [hash, charts] of PAGES) {
				await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
				await expect.poll(() => page.locator('.loading:visible').count()).toBe(0);
				await page.locator('h1:visible').waitFor();
				await bars(page, charts);
				if (charts > 0) await page.locator('.chart summary').first().click();
				findings.push(...(await seriousFindings(page)).map((finding) => `${hash}: ${finding}`));
				if (await tooWide(page)) findings.push(`${hash}: wider than the screen`);
			}
			expect([...findings, ...complaints]).toEqual([]);
		},
	);

	it('has the figures where the picture cannot be loaded', async () => {
		const {page} = await visit(browser, site.url);
		await page.route('**/console/plot-*.js', (route) => route.abort());
		await signIn(page, READ_KEY);
		await page.getByText('The picture cannot be loaded just now').first().waitFor();
		await page.getByText('As a table').first().click();
		await page.getByRole('table', {name: 'Volume'}).waitFor();
	});
});
