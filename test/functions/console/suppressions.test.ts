import {readFile} from 'node:fs/promises';
import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {startBrowser} from '#test/support/browser.ts';
import {type FakeApi, fakeApi, MANAGE_KEY, people, READ_KEY} from '#test/support/console-api.ts';
import {startSite} from './site.ts';
import {signIn, visit} from './visit.ts';

let api: FakeApi;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
beforeAll(async () => {
	site = await startSite({say: (said) => api.say(said)});
	browser = await startBrowser();
});
beforeEach(() => {
	api = fakeApi(people(120));
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});
afterEach(async () => {
	for (const context of browser.contexts()) await context.close();
});

async function open(hash: string, key = MANAGE_KEY): Promise<Page> {
	const {page} = await visit(browser, `${site.url}${hash}`);
	await signIn(page, key);
	return page;
}

async function saved(page: Page, name: string): Promise<string> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', {name, exact: true}).click(),
	]);
	return readFile(await download.path(), 'utf8');
}

const lastAsked = (route: string) => api.asked.findLast((each) => each.route === route)?.body;

describe('the list', () => {
	it('is read page by page, back and forth', async () => {
		const page = await open('#suppressions');
		const first = () => page.locator('tbody th').first().textContent();
		await expect.poll(first).toBe('anna.0@contoso.example');
		await page.getByRole('button', {name: 'Next'}).click();
		await expect.poll(first).toBe('anna.50@example.com');
		await page.getByRole('button', {name: 'Next'}).click();
		await expect.poll(first).toBe('anna.100@contoso.example');
		expect(await page.getByRole('button', {name: 'Next'}).isDisabled()).toBe(true);
		await page.getByRole('button', {name: 'Previous'}).click();
		await expect.poll(first).toBe('anna.50@example.com');
	});

	it('is narrowed down by filters that stand in the address bar, and finds one address', async () => {
		const page = await open('#suppressions');
		await page.getByLabel('Reason').selectOption('complaint');
		await page.getByLabel('Address or domain').fill('example.com');
		await page.getByRole('button', {name: 'Search'}).click();
		await expect.poll(() => page.url()).toContain('#suppressions?reason=complaint&domain=example.com');
		await expect.poll(() => page.locator('tbody tr').count()).toBe(6);
		await page.reload();
		await expect.poll(() => page.locator('tbody tr').count()).toBe(6);
		await page.getByLabel('Address or domain').fill('carla.2@example.com');
		await page.getByRole('button', {name: 'Search'}).click();
		await page.getByRole('heading', {name: 'carla.2@example.com'}).waitFor();
	});

	it('tells nothing found from nothing there, and a failure from both', async () => {
		const page = await open('#suppressions?domain=nowhere.example');
		await page.getByText('No address fits these filters.').waitFor();
		api.list.clear();
		await page.getByRole('link', {name: 'see all'}).click();
		await page.getByText('Nobody is suppressed.').waitFor();
		api.fail('GET /v1/suppressions', 503);
		await page.reload();
		await page.getByText('a fault of its own').waitFor();
		api.mend();
		await page.getByRole('button', {name: 'Try again'}).click();
		await page.getByText('Nobody is suppressed.').waitFor();
	});
});

describe('an address', () => {
	it('tells its whole story', async () => {
		const page = await open('#address/anna.0%40contoso.example');
		await page.getByRole('heading', {name: 'Who changed what'}).waitFor();
		const story = (await page.locator('main').textContent()) ?? '';
		for (const part of [
			'Do not send',
			'No such mailbox.',
			'550 5.1.1 The email account',
			'aws sesv2 delete-suppressed-destination --email-address anna.0@contoso.example',
			'The owner of the address list.',
			'Delivered',
		]) {
			expect(story).toContain(part);
		}
		await page.goto(`${site.url}#address/ben.1%40fabrikam.example`);
		await page.getByText('2 of 3 bounces within 30 days').waitFor();
	});

	it('is released with a reason, here and at the ESP', async () => {
		const page = await open('#address/anna.0%40contoso.example');
		const release = page.getByRole('button', {name: 'Release', exact: true});
		expect(await release.isDisabled()).toBe(true);
		await page.getByLabel('Why?').fill('the mailbox is back');
		await page.getByLabel('Take it off the list of Amazon SES too').check();
		await release.click();
		await page.getByText('It is released here. Amazon SES: no credentials are set').waitFor();
		expect(lastAsked('POST /v1/suppressions/release')).toEqual({
			addresses: ['anna.0@contoso.example'],
			why: 'the mailbox is back',
			atEsp: true,
		});
		await page.reload();
		await page.getByText('“the mailbox is back”').waitFor();
		await page.getByRole('heading', {name: 'Release it at Amazon SES'}).waitFor();
	});

	it('of somebody who complained is released only after a warning, with a reason and a tick', async () => {
		const page = await open('#address/carla.2%40example.com');
		await page.getByText('This person reported your mail as spam.').waitFor();
		const release = page.getByRole('button', {name: 'Release', exact: true});
		await page.getByLabel('Why?').fill('too short');
		await page.getByLabel('The person asked to be mailed again').check();
		expect(await release.isDisabled()).toBe(true);
		await page.getByLabel('Why?').fill('asked us to by phone');
		await release.click();
		await page.getByText('“asked us to by phone”').waitFor();
		expect(lastAsked('POST /v1/suppressions/release')).toMatchObject({complaints: true});
	});

	it('cannot be released with a key that only looks', async () => {
		const page = await open('#address/anna.0%40contoso.example', READ_KEY);
		await page.getByRole('heading', {name: 'Who changed what'}).waitFor();
		expect(await page.getByRole('button', {name: 'Release'}).count()).toBe(0);
		await page.goto(`${site.url}#add`);
		await page.getByText('This needs a key of the role “manage”.').waitFor();
	});

	it('is erased once it is written out again', async () => {
		const page = await open('#address/anna.0%40contoso.example');
		await page.getByText('Erase this person').click();
		const erase = page.getByRole('button', {name: 'Erase'});
		await page.getByLabel('Write the address once more').fill('anna.0@contoso');
		expect(await erase.isDisabled()).toBe(true);
		await page.getByLabel('Write the address once more').fill('anna.0@contoso.example');
		await erase.click();
		await expect.poll(() => page.getByText('Erase this person').count()).toBe(0);
		await page.getByText('Do not send').waitFor();
		expect(api.list.has('anna.0@contoso.example')).toBe(false);
	});

	it('is added by hand', async () => {
		const page = await open('#add');
		await page.getByLabel('Address', {exact: true}).fill('new@example.com');
		await page.getByLabel('Why?').fill('asked by phone');
		await page.getByRole('button', {name: 'Add'}).click();
		await page.getByRole('heading', {name: 'Somebody put the address on the list by hand.'}).waitFor();
		await page.getByText('“asked by phone”').waitFor();
	});
});

describe('a bulk release', () => {
	it('is previewed, done, and undone; complaints stay', async () => {
		const page = await open('#release');
		await page.getByRole('button', {name: 'Preview'}).click();
		await page.getByText('Say which addresses').waitFor();
		await page.getByLabel('Domain').fill('contoso.example');
		await page.getByRole('button', {name: 'Preview'}).click();
		await page.getByRole('heading', {name: '18 addresses would be released'}).waitFor();
		await page.getByText('These 18 addresses were suppressed at contoso.example.').waitFor();
		expect(await page.locator('.sample li').allTextContents()).not.toContain('carla.12@contoso.example');
		await page.getByLabel('Why?').fill('refused wrongly');
		await page.getByRole('button', {name: 'Release 18 addresses'}).click();
		await page.getByText('18 addresses are released.').waitFor();
		expect(api.list.get('anna.0@contoso.example')?.status).toBe('released');
		expect(api.list.get('carla.12@contoso.example')?.status).toBe('active');
		await page.getByRole('button', {name: 'Undo'}).click();
		await page.getByText('18 addresses are on the list again.').waitFor();
		expect(api.list.get('anna.0@contoso.example')?.status).toBe('active');
	});

	it('forgets a preview that is not of these filters any more', async () => {
		const page = await open('#release');
		await page.getByLabel('Domain').fill('contoso.example');
		await page.getByRole('button', {name: 'Preview'}).click();
		await page.getByText('would be released').waitFor();
		await page.getByLabel('Reported by').selectOption('postmark');
		expect(await page.getByText('would be released').count()).toBe(0);
	});
});

describe('lists', () => {
	it('are imported after a look at them, and again without harm', async () => {
		const page = await open('#import');
		const file = {
			name: 'export.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(
				'Email Address,Suppression Reason,Origin,Created At\nx@example.com,HardBounce,Recipient,2026-02-01\nno address,HardBounce,Recipient,2026-02-01\n',
			),
		};
		await page.setInputFiles('#import-file', file);
		await page.getByText('The file was taken for the suppressions of a Postmark stream.').waitFor();
		await page.getByText('Line 3:').waitFor();
		await page.getByRole('button', {name: 'Import 1 address'}).click();
		await page.getByRole('heading', {name: '1 address added, 0 there already'}).waitFor();
		await page.setInputFiles('#import-file', file);
		await page.getByRole('button', {name: 'Import 1 address'}).click();
		await page.getByRole('heading', {name: '0 addresses added, 1 there already'}).waitFor();
	});

	it('of many rows are sent in portions', async () => {
		const page = await open('#import');
		const rows = Array.from({length: 2500}, (_, index) => `m${index}@example.com`).join('\n');
		await page.setInputFiles('#import-file', {
			name: 'a.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(`email\n${rows}`),
		});
		await page.getByRole('button', {name: /^Import 2.?500/}).click();
		await page.getByRole('heading', {name: /^2.?500 addresses added/}).waitFor();
		const sizes = api.asked.filter(({route}) => route.endsWith('/import')).map(({body}) => body.entries.length);
		expect(sizes).toEqual([1000, 1000, 500]);
	});

	it('are exported whole, page by page', async () => {
		const page = await open('#export', READ_KEY);
		await page.getByLabel('Domain').fill('contoso.example');
		const text = await saved(page, 'Export');
		expect(text.match(/@contoso\.example/g)).toHaveLength(30);
		await page.getByText('lines saved').waitFor();
	});
});

describe('the log', () => {
	it('says who did what and why, and is exported', async () => {
		const page = await open('#activity');
		await page.getByText('Nobody has changed anything yet.').waitFor();
		await page.goto(`${site.url}#address/anna.0%40contoso.example`);
		await page.getByLabel('Why?').fill('=the mailbox is back');
		await page.getByRole('button', {name: 'Release', exact: true}).click();
		await page.getByText('“=the mailbox is back”').waitFor();
		await page.goto(`${site.url}#activity`);
		const row = page.getByRole('row').filter({hasText: 'anna.0@contoso.example'});
		expect(await row.textContent()).toContain('not mailed (no such mailbox) → released');
		expect(await saved(page, 'Export')).toContain(`"'=the mailbox is back"`);
		await page.getByLabel('Address').fill('other@example.com');
		await page.getByRole('button', {name: 'Show'}).click();
		await page.getByText('No change fits.').waitFor();
	});
});

describe('settings', () => {
	it('are changed by whoever may', async () => {
		const page = await open('#settings');
		await page.getByLabel('Soft bounces that suppress').fill('5');
		await page.getByLabel('An unsubscribe stops transactional mail too').check();
		await page.getByLabel('Why do you change it?').fill('too many lost');
		await page.getByRole('button', {name: 'Keep', exact: true}).click();
		await page.getByText('Kept.').waitFor();
		expect(lastAsked('PUT /v1/settings')).toEqual({
			softBounceThreshold: 5,
			softBounceWindowDays: 30,
			automaticSuppressionDays: null,
			complaintStopsTransactional: true,
			unsubscribeStopsTransactional: true,
			why: 'too many lost',
		});
	});

	it('hold an ESP’s credentials, and never show them again', async () => {
		const page = await open('#settings');
		await page.getByText('Postmark: not set').click();
		await page.getByLabel('Server token').fill('a-token-of-postmark');
		await page.locator('details[open]').getByRole('button', {name: 'Keep', exact: true}).click();
		await page.getByText('Postmark: set').waitFor();
		expect(await page.getByLabel('Server token').inputValue()).toBe('');
		await page.getByRole('button', {name: 'Forget them'}).and(page.locator(':enabled')).click();
		await page.getByText('Postmark: not set').waitFor();
	});

	it('can be looked at with a key that only looks', async () => {
		const page = await open('#settings', READ_KEY);
		await page.getByLabel('Soft bounces that suppress').waitFor();
		expect(await page.getByRole('button', {name: 'Keep'}).count()).toBe(0);
		expect(await page.getByText('Your ESPs').count()).toBe(0);
	});
});
