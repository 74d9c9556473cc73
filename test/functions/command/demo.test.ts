import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {DevTenant} from '#shared/model/stack.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
});
afterAll(() => stack.stop());

// The data folder is read when these are loaded: after the stack has made one.
const load = async () => ({
	...(await import('#functions/command/demo-tenant.ts')),
	...(await import('#functions/command/demo-post.ts')),
	...(await import('#functions/command/samples/ses.ts')),
	...(await import('#functions/command/samples/sendgrid.ts')),
	...(await import('#functions/command/samples/postmark.ts')),
	report: await import('#functions/command/demo-report.ts'),
	addresses: (await import('#functions/command/demo-addresses.ts')).addresses,
	opened: await (await import('#functions/command/stack.ts')).openStack({}),
});

const now = new Date();
const moment = {ago: (minutes: number) => new Date(now.getTime() - minutes * 60_000), run: now.getTime().toString(16)};
const plain = (_style: string, text: string) => text;
const widest = (text: string) =>
	Math.max(...text.split('\n').map((line) => [...stripVTControlCharacters(line)].length));

async function demonstration() {
	const demo = await load();
	if (isRefusal(demo.opened)) throw new Error(demo.opened.detail);
	const tenant = await demo.demoTenant(demo.opened, demo.DEMO, now);
	if (isRefusal(tenant)) throw new Error(tenant.detail);
	return {demo, opened: demo.opened, tenant};
}

describe("the demonstration's tenant", () => {
	it('is created once, and its keys are the same at the next start', async () => {
		const {demo, opened, tenant} = await demonstration();
		expect(await demo.demoTenant(opened, demo.DEMO, now)).toEqual(tenant);
	});

	it('gets new keys where this machine has lost them, and the older ones still open', async () => {
		const {demo, opened, tenant} = await demonstration();
		const status = async ({apiKey}: DevTenant) =>
			(await fetch(`${stack.url}/v1/suppressions`, {headers: {authorization: `Bearer ${apiKey}`}})).status;
		rmSync(join(stack.data, 'dev-keys.json'));
		const renewed = await demo.demoTenant(opened, demo.DEMO, now);
		if (isRefusal(renewed)) throw new Error(renewed.detail);
		expect(renewed.apiKey).not.toBe(tenant.apiKey);
		expect([await status(tenant), await status(renewed)]).toEqual([200, 200]);
		expect((await readTenant(stack.store, demo.DEMO))?.ses.topicArns).toEqual([tenant.ses.topicArn]);
	});
});

describe('the samples', () => {
	it('are all signed as their ESP signs, and say what the demonstration shows', async () => {
		const {demo, tenant} = await demonstration();
		const samples = [...demo.sesSamples(moment), ...demo.sendgridSamples(moment), ...demo.postmarkSamples(moment)];
		const posted = await demo.postSamples(samples, stack.url, tenant, now);
		expect(posted.refused).toEqual([]);
		expect([...posted.webhooks.values()].reduce((sum, count) => sum + count, 0)).toBe(samples.length + 1);
		const of = (fate: Fact['suppression']) => posted.expected.filter(({suppression}) => suppression === fate);
		expect(new Set(posted.expected.map(({id}) => id)).size).toBe(posted.expected.length);
		expect(
			of('suppress')
				.map(({event, classification}) => classification?.category ?? event.kind)
				.sort(),
		).toEqual(['complaint', 'complaint', 'recipient-unknown', 'recipient-unknown', 'recipient-unknown', 'unsubscribe']);
		expect(of('count').map(({classification}) => classification?.category)).toEqual(['mailbox-full']);
		const held = of('keep').filter(({event}) => event.kind === 'bounce' && event.heldByEsp);
		expect(held.map(({classification}) => classification?.category)).toEqual([
			'ip-banned',
			'ip-banned',
			'organization-policy',
			'ip-banned',
			'ip-blocklisted',
		]);
		const alerts = posted.expected.map(({classification, senderIp}) => `${classification?.alert} ${senderIp}`);
		expect(new Set(alerts.filter((alert) => !/^(null|undefined)/.test(alert)))).toEqual(
			new Set(['ip-ban 198.51.100.23', 'ip-ban 203.0.113.7', 'spamhaus-listing 192.0.2.91']),
		);
		expect([...posted.unusable.values()].flat()).toHaveLength(1);
		expect([...posted.ignored.keys()].sort()).toEqual([
			'sendgrid duplicate',
			'sendgrid echo:dropped',
			'sendgrid type:open',
			'sendgrid type:processed',
			'ses echo:OnAccountSuppressionList',
		]);

		const text = demo.report.arrivals(plain, posted) + demo.report.verdicts(plain, posted.expected);
		const kept = demo.report.kept(plain, posted.expected);
		expect(kept).toContain('5 good addresses');
		expect(text).toContain('purchasing@fabrikam.example');
		expect(widest(text + kept)).toBeLessThanOrEqual(110);
	});

	it('keep to the width where subjects and advice are long', async () => {
		const {demo} = await demonstration();
		const message = {
			headline: 'word '.repeat(60),
			advice: {
				meaning: 'word '.repeat(60),
				who: 'somebody',
				steps: ['step '.repeat(40), 'next'],
				links: [{label: 'the form', url: 'https://example.com/'}],
				clearing: 'a day',
			},
		};
		const text = demo.report.alerts(plain, [{subject: '[demo] sending IP banned', message}]);
		expect(widest(text)).toBeLessThanOrEqual(110);
		expect(text).toMatch(/│ 1\. step .*\n {2}│ {4}step /);
	});

	it('come with lines to try, whose bodies are signed', async () => {
		const {demo, tenant} = await demonstration();
		const text = demo.addresses(plain, stack.url, tenant, now);
		for (const esp of ['ses', 'sendgrid', 'postmark']) expect(text).toContain(`${stack.url}/v1/webhooks/${esp}/demo`);
		expect(text).toContain(tenant.apiKey);
		for (const esp of ['ses', 'sendgrid', 'postmark']) {
			const read = (kind: string) => readFileSync(`${stack.data}/curl/${esp}.${kind}`, 'utf8');
			const headers = read('headers')
				.trimEnd()
				.split('\n')
				.map((line): [string, string] => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]);
			const url = `${stack.url}/v1/webhooks/${esp}/demo`;
			const answer = await fetch(url, {method: 'POST', headers, body: read('json')});
			expect([esp, answer.status]).toEqual([esp, 200]);
		}
	});
});
