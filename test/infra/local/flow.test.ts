import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {synthesize} from '#infra/local/assembly.ts';
import {drawFlow} from '#infra/local/flow.ts';
import {functionsOf, routesOf} from '#infra/local/resources.ts';
import {readTemplate, resolver, type Template} from '#infra/local/template.ts';

let template: Template;
beforeAll(async () => {
	template = readTemplate(await synthesize(join(import.meta.dirname, '../../..')));
});

const place = {region: 'us-east-1', account: '000000000000', sqs: 'http://sqs', url: 'http://here'};

test('the picture has every function, and its routes one by one or, where they are many, their number', () => {
	const picture = drawFlow(template);
	const resolved = resolver(template, place);
	const drawn = picture.split('\n').map((line) => line.replace(/\s+/g, ' '));
	for (const {name, arn} of functionsOf(resolved, template)) {
		expect(picture).toMatch(new RegExp(`[─┴]▶ ${name}\\b`));
		const routes = routesOf(resolved).filter(({functionArn}) => functionArn === arn);
		if (routes.length > 4)
			expect(drawn).toContainEqual(expect.stringContaining(`(${routes.length} routes) ──▶ ${name}`));
		else {
			for (const {method, path} of routes) {
				expect(drawn).toContainEqual(expect.stringContaining(`${method} ${path} ─`));
			}
		}
	}
});

test('the README shows this picture', () => {
	const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
	expect(readme).toContain(`\`\`\`\n${drawFlow(template)}\n\`\`\`\n`);
});

test('it shows the way of the data: queue, tables, stream, topic, and where failures end', () => {
	const drawn = drawFlow(template)
		.split('\n')
		.map((line) => line.replace(/\s+/g, ' '));
	expect(drawn).toEqual(
		expect.arrayContaining([
			'POST /v1/webhooks/{esp}/{tenant} ──▶ Webhook ──▶ WorkQueue, QuarantineQueue',
			expect.stringMatching(/^WorkQueue \(SQS\) ──▶ Ledger ──▶ .*Facts.*Suppressions.*Reputation.*Incidents/),
			expect.stringMatching(/^Incidents \(stream\) ──▶ Notify ──▶ .*Alerts \(SNS\)/),
			'Alerts (SNS) ──▶ AlertWebhookQueue',
			'AlertWebhookQueue (SQS) ──▶ Deliver ──▶ Tenants, AlertWebhookQueue',
			expect.stringMatching(/^every 15 minutes ──▶ Sweep ──▶ Incidents/),
			expect.stringMatching(/^WorkQueue ──after \d+ tries──▶ DeadLetterQueue$/),
		]),
	);
});

test('it says what the API reads or writes', () => {
	expect(drawFlow(template)).toMatch(/▶ Api +(◀──|──▶) .*Suppressions/);
});
