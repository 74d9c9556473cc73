import {generateKeyPairSync} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {selfSigned} from '#functions/command/certificate.ts';
import {newSendgridKey} from '#functions/command/dev-keys.ts';
import {asPostmark, asSendgrid, asSns, type Signed} from '#functions/command/sign.ts';
import {emptyTenant, withApiKey, withPassword} from '#functions/command/tenant-change.ts';
import {newSecret} from '#shared/authenticate/secret.ts';
import type {EspName} from '#shared/model/event.ts';
import {tenantIdSchema} from '#shared/model/names.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {seriousFindings, signIn, visit} from './functions/console/visit.ts';
import {startBrowser} from './support/browser.ts';
import {startTestStack, type TestStack} from './support/stack.ts';

/** Webhooks in, and then a marketing person at the console: the deployed template, whole, in a real browser. */

const now = new Date();
const at = new Date(now.getTime() - 600_000);
const seconds = Math.floor(at.getTime() / 1_000);
const id = tenantIdSchema.parse('acme');
const topicArn = 'arn:aws:sns:us-east-1:123456789012:acme-ses';
const sendgrid = newSendgridKey();
const sns = generateKeyPairSync('rsa', {modulusLength: 2048})
	.privateKey.export({type: 'pkcs8', format: 'pem'})
	.toString();
const password = newSecret();
const {tenant, key} = withApiKey(withPassword(emptyTenant(id, now), password, now), 'marketing', 'manage', now);

const BANNED = '198.51.100.23';

const ses = {
	eventType: 'Bounce',
	mail: {messageId: 'ses-1', source: 'news@sender.example', timestamp: at.toISOString()},
	bounce: {
		bounceType: 'Permanent',
		bounceSubType: 'General',
		feedbackId: 'feedback-1',
		timestamp: at.toISOString(),
		bouncedRecipients: [
			{
				emailAddress: 'gone@contoso.example',
				status: '5.1.10',
				diagnosticCode: 'smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
			},
		],
	},
};
const event = (name: string, email: string, more: object) => ({
	event: name,
	email,
	timestamp: seconds,
	ip: BANNED,
	sg_event_id: `event-${email}`,
	sg_message_id: `message-${email}`,
	...more,
});
const sendgridEvents = [
	event('bounce', 'lost@fabrikam.example', {
		type: 'bounce',
		reason: `550 5.7.606 Access denied, banned sending IP [${BANNED}]. To request removal from this list please visit https://sender.office.com/`,
		status: '5.7.606',
	}),
	event('spamreport', 'angry@tailspin.example', {}),
	event('bounce', 'full@contoso.example', {
		type: 'blocked',
		reason: '452 4.2.2 The email account that you tried to reach is over quota.',
		status: '4.2.2',
	}),
	event('delivered', 'reader@contoso.example', {response: '250 OK'}),
];
const postmark = {
	RecordType: 'Bounce',
	Type: 'HardBounce',
	ID: 4323372036854775,
	MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
	Email: 'typo@contoso.example',
	From: 'news@sender.example',
	BouncedAt: at.toISOString(),
	Details: 'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
};

let folder: string;
let stack: TestStack;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

async function post(esp: EspName, {headers, body}: Signed): Promise<number> {
	const url = `${stack.url}/v1/webhooks/${esp}/${id}`;
	return (await fetch(url, {method: 'POST', headers, body: Buffer.from(body)})).status;
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-console-'));
	writeFileSync(join(folder, 'sns-certificate.pem'), selfSigned(sns, 'sns.amazonaws.com', now));
	stack = await startTestStack(folder);
	await createTenant(stack.store, {
		...tenant,
		ses: {topicArns: [topicArn]},
		sendgrid: {publicKeys: [sendgrid.publicKey]},
	});
	const certificatePath = '/SimpleNotificationService-0123456789abcdef.pem';
	const signer = {privateKey: sns, certificatePath, topicArns: [topicArn]};
	const answers = await Promise.all([
		post('ses', asSns(Buffer.from(JSON.stringify(ses)), signer, now)),
		post('sendgrid', asSendgrid(Buffer.from(JSON.stringify(sendgridEvents)), sendgrid.privateKey, now)),
		post('postmark', asPostmark(Buffer.from(JSON.stringify(postmark)), tenant.postmark.username, password)),
	]);
	expect(answers).toEqual([200, 200, 200]);
	await stack.recorded();
	browser = await startBrowser();
	const visited = await visit(browser, `${stack.url}/`);
	({page, complaints} = visited);
	await signIn(page, key);
}, 90_000);

afterAll(async () => {
	await browser.close();
	await stack.stop();
	await rm(folder, {recursive: true, force: true});
});

const go = (name: string) => page.getByRole('navigation').getByRole('link', {name}).click();
const rowOf = (text: string) => page.getByRole('row').filter({hasText: text}).filter({visible: true});

test('Overview: what goes on, and what it cost', async () => {
	await page.getByRole('heading', {name: 'Open incidents'}).waitFor();
	await page.locator('.plot[data-bars="168"]').first().waitFor();
	expect(await page.locator('.tiles div').filter({hasText: 'Bounced'}).locator('b').textContent()).toBe('4');
	expect(await seriousFindings(page)).toEqual([]);
	await page.getByRole('link', {name: new RegExp(`^Microsoft 365 bans .*${BANNED}`)}).click();
	await page.getByRole('heading', {name: 'Request for removal'}).waitFor();
	await page.locator('.plot[data-bars]').first().waitFor();
	expect(await seriousFindings(page)).toEqual([]);
});

test('Incidents: the good address that the ESP holds is found again', async () => {
	await page.getByRole('link', {name: 'Release them'}).click();
	await page.getByRole('heading', {name: '1 address would be released'}).waitFor();
	await page.getByRole('link', {name: 'lost@fabrikam.example'}).waitFor();
});

test('Reputation: a sending IP, its hours and who blocks it', async () => {
	await go('Reputation');
	await page.getByRole('link', {name: BANNED}).click();
	await page.locator('.plot[data-bars="168"]').first().waitFor();
	await page.getByRole('table', {name: 'Blocked against delivered, by recipient domain'}).waitFor();
	await page.getByText('Too few to say. Blocks seen: 1.').first().waitFor();
	expect(await seriousFindings(page)).toEqual([]);
});

test('Settings: alerts, and an address that they are posted to', async () => {
	await go('Settings');
	await page.getByLabel('Hours between reminders').fill('6');
	await page.getByRole('button', {name: 'Keep the alerts'}).click();
	await page.getByText('Kept.').waitFor();
	await page.getByText('Add an alert webhook').click();
	await page.getByLabel('HTTPS address').fill('https://hooks.example.com/alerts');
	await page.getByRole('button', {name: 'Add', exact: true}).click();
	await page.getByText('whsec_').waitFor();
	await page.getByRole('button', {name: 'Send a test'}).waitFor();
});

test('Check: whom of a file may I mail, and what is the clean list', async () => {
	await go('Check');
	const rows = ['Name,E-mail', 'Jo,jo@example.com', 'G,Gone@Contoso.example', 'L,lost@fabrikam.example', 'X,nobody'];
	const buffer = Buffer.from(`${rows.join('\r\n')}\r\nA,angry@tailspin.example\r\n`);
	await page.setInputFiles('#file', {name: 'audience.csv', mimeType: 'text/csv', buffer});
	await page.getByRole('heading', {name: 'You may mail 2 of 5'}).waitFor();
	expect(await rowOf('gone@contoso.example').textContent()).toContain('Do not sendNo such mailbox.');
	// A ban of the sender's IP is not the address's fault.
	expect(await rowOf('lost@fabrikam.example').textContent()).toContain('Send');
	const button = page.getByRole('button', {name: 'Download the clean list'});
	const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
	expect(await readFile(await download.path(), 'utf8')).toBe(
		'"Name","E-mail"\r\n"Jo","jo@example.com"\r\n"L","lost@fabrikam.example"\r\n',
	);
});

test('Suppressions: find somebody, read the story, get him back', async () => {
	await go('Suppressions');
	await rowOf('gone@contoso.example').waitFor();
	await page.getByLabel('Address or domain').fill('contoso.example');
	await page.getByRole('button', {name: 'Search'}).click();
	await expect.poll(() => rowOf('@').count()).toBe(3);
	await page.getByRole('link', {name: 'typo@contoso.example'}).click();
	await page.getByText('The email account that you tried to reach does not exist.').first().waitFor();
	await page.getByRole('heading', {name: 'At Postmark'}).waitFor();
	expect(await seriousFindings(page)).toEqual([]);
	await page.getByLabel('Why?').fill('the mailbox is there again');
	await page.getByRole('button', {name: 'Release', exact: true}).click();
	await page.getByText('“the mailbox is there again”').waitFor();
	await go('Check');
	await page.getByLabel('Addresses').fill('typo@contoso.example');
	await page.getByRole('button', {name: 'Check', exact: true}).click();
	await page.getByRole('heading', {name: 'You may mail 1 of 1'}).waitFor();
});

test('Suppressions: a complaint needs a warning, a reason and a tick', async () => {
	await go('Suppressions');
	await page.getByRole('link', {name: 'angry@tailspin.example'}).click();
	await page.getByText('This person reported your mail as spam.').waitFor();
	const release = page.getByRole('button', {name: 'Release', exact: true});
	await page.getByLabel('Why?').fill('a colleague of ours, by mistake');
	expect(await release.isDisabled()).toBe(true);
	await page.getByLabel('The person asked to be mailed again').check();
	await release.click();
	await page.getByText('“a colleague of ours, by mistake”').waitFor();
});

test('Suppressions: import a list, release it in bulk with a look first, and undo', async () => {
	await go('Suppressions');
	await page.getByRole('link', {name: 'Import', exact: true}).click();
	const rows = Array.from({length: 1203}, (_, index) => `old${index}@northwind.example`);
	const buffer = Buffer.from(['email', ...rows, 'no address'].join('\n'));
	await page.setInputFiles('#import-file', {name: 'old.csv', mimeType: 'text/csv', buffer});
	await page.getByRole('button', {name: /^Import 1.?203 addresses/}).click();
	await page.getByRole('heading', {name: /^1.?203 addresses added/}).waitFor({timeout: 25_000});
	await page.getByRole('link', {name: 'Suppressions'}).first().click();
	await page.getByRole('link', {name: 'Release many'}).click();
	await page.getByRole('heading', {name: 'Release many'}).waitFor(); // the list that it follows has a field of that name too
	await page.getByLabel('Domain').fill('northwind.example');
	await page.getByRole('button', {name: 'Preview'}).click();
	await page.getByRole('heading', {name: /^1.?203 addresses would be released/}).waitFor();
	expect(await seriousFindings(page)).toEqual([]);
	await page.getByLabel('Why?').fill('the wrong file');
	await page.getByRole('button', {name: /^Release 1.?203/}).click();
	await page.getByText(/1.?203 addresses are released/).waitFor({timeout: 25_000});
	await page.getByRole('button', {name: 'Undo'}).click();
	await page.getByText(/1.?203 addresses are on the list again/).waitFor({timeout: 25_000});
}, 90_000);

test('Explain: what does this bounce mean', async () => {
	await go('Explain');
	await page.getByRole('button', {name: 'a banned IP'}).click();
	await page.getByRole('heading', {name: 'The receiving provider itself bans the sending IP.'}).waitFor();
});

test('Activity: who changed what, and why', async () => {
	await go('Activity');
	await page.goto(`${stack.url}/#activity?address=typo%40contoso.example`);
	const row = rowOf('typo@contoso.example');
	await row.waitFor();
	expect(await row.textContent()).toContain('marketing');
	expect(await row.textContent()).toContain('“the mailbox is there again”');
	expect(await row.textContent()).toContain('→ released');
});

test('API docs: an example runs', async () => {
	await go('API docs');
	const check = page.locator('.operation').filter({hasText: '/v1/suppressions/check'});
	await check.locator('summary').first().click();
	await check.getByRole('button', {name: 'Run it'}).click();
	await expect.poll(() => check.getByRole('status').textContent()).toContain('"jo@example.com"');
});

test('nothing was blocked by the page’s own policy, and no function lacked a permission', () => {
	expect(complaints).toEqual([]);
	expect(stack.said).toEqual([]);
});
