import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {incidentSchema} from '#shared/model/incident.ts';
import {suppressionSchema} from '#shared/model/suppression.ts';
import {counterPrefix, monthKey} from '#shared/store/buckets.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {suppressionPut} from '#shared/store/suppressions.ts';
import {incident} from '#test/support/incidents.ts';
import {bounce, type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
let key = '';
beforeAll(async () => {
	stack = await startStack();
	key = JSON.parse((await stack.bounce(['tenant', 'create', 'demo', '--json'])).out).secrets.apiKey;
	const {client, tables} = stack.store;
	for (const [index, status] of (['active', 'watching', 'released'] as const).entries()) {
		const at = '2026-03-02T12:00:00.000Z';
		const record = suppressionSchema.parse({
			tenant: 'demo',
			recipient: `${status}@example.com`,
			status,
			reason: index === 1 ? 'mailbox-full' : 'recipient-unknown',
			parts: null,
			firstSeenAt: at,
			lastSeenAt: at,
			count: 1,
			countedAt: [],
			response: null,
			rule: null,
			esp: 'ses',
			heldByEsp: false,
			version: 0,
		});
		await client.send(new PutCommand(suppressionPut(tables.Suppressions, record)));
	}
	const hour = new Date().toISOString().slice(0, 13);
	const bucket = `${counterPrefix('sending-ip', '203.0.113.7', hour)}0`;
	const Item = {month: monthKey('demo', hour), bucket, delivered: 980, 'bounced.ip-banned': 20};
	await client.send(new PutCommand({TableName: tables.Reputation, Item}));
	await writeIncident(stack.store, incidentSchema.parse({...incident({tenant: 'demo'}), version: 0}));
});
afterAll(() => stack.stop());

describe('check', () => {
	it('answers each address on a line', async () => {
		const ran = await stack.bounce(['check', 'Active@Example.com', 'watching@example.com', 'new@example.com', 'x']);
		expect(ran).toMatchObject({code: 0, err: ''});
		expect(
			ran.out
				.trimEnd()
				.split('\n')
				.map((line) => line.split(/ {2,}/)),
		).toEqual([
			['address', 'verdict', 'reason', 'since'],
			['active@example.com', 'do not send', 'recipient-unknown', '2026-03-02'],
			['watching@example.com', 'risky', 'mailbox-full', '2026-03-02'],
			['new@example.com', 'send'],
			['x', 'no address'],
		]);
	});

	it('reads a list of any length from standard input, and speaks JSON to programs', async () => {
		const lines = Array.from({length: 2500}, (_, index) =>
			index === 2400 ? 'active@example.com' : `p${index}@example.org`,
		);
		const {out} = await stack.bounce(['check', '-', '--json'], {input: `${lines.join('\r\n')}\n`});
		const answers = out
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(answers.map(({address}) => address)).toEqual(lines);
		expect(answers.filter(({verdict}) => verdict !== 'send').map(({address}) => address)).toEqual([
			'active@example.com',
		]);
	});
});

describe('suppressions, reputation, incidents', () => {
	it('are tables for people', async () => {
		const list = await stack.bounce(['suppressions', '--status', 'watching']);
		expect(list.out).toMatch(/^address .*\nwatching@example.com +watching +mailbox-full +2026-03-02 +1 +ses\n$/);
		const rates = await stack.bounce(['reputation', '--window', '24h']);
		expect(rates.out).toMatch(/203\.0\.113\.7 +980 +20 +0 +20 +0 +0 +2\.00% +2\.00% +n\/a/);
		const incidents = await stack.bounce(['incidents']);
		expect(incidents.out).toMatch(/^ip-ban {2}192\.0\.2\.10 {2}\(open, critical\)\n/);
		expect(incidents.out).toContain('https://sender.office.com/');
		expect(incidents.out).toContain("incidents show 'ip-ban#192.0.2.10#exchange-online'");
	});

	it('are JSON for programs', async () => {
		const list = await stack.bounce(['suppressions', '--json']);
		expect(
			list.out
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line).address),
		).toEqual(['active@example.com', 'released@example.com', 'watching@example.com']);
		expect(JSON.parse((await stack.bounce(['reputation', '--json'])).out).values).toHaveLength(1);
		expect(JSON.parse((await stack.bounce(['incidents', '--json'])).out)).toMatchObject({kind: 'ip-ban'});
	});

	it('say so where there is nothing, and where there is more', async () => {
		expect((await stack.bounce(['incidents', '--state', 'resolved'])).out).toBe('No incidents.\n');
		expect((await stack.bounce(['reputation', '--by', 'region'])).out).toBe('Nothing was counted in that time.\n');
		const some = await stack.bounce(['suppressions', '--limit', '2']);
		expect(some.out.trimEnd().split('\n')).toHaveLength(3);
		expect(some.err).toMatch(/there are more/);
	});

	it('repeat what the API refuses', async () => {
		expect(await stack.bounce(['suppressions', '--status', 'gone'])).toMatchObject({code: 1, out: ''});
		expect((await stack.bounce(['suppressions', '--status', 'gone'])).err).toMatch(/must be one of: active/);
		expect(await stack.bounce(['incidents', '--key', 'bl_demo_wrong'])).toMatchObject({code: 1, out: ''});
	});
});

describe('address and key', () => {
	it('come from options or the environment, for a stack that is elsewhere', async () => {
		const env = {BOUNCE_DATA: '/nowhere', BOUNCE_KEY: key};
		const asked = await bounce(['check', 'active@example.com', '--url', `${stack.url}/`], {env});
		expect(asked).toMatchObject({code: 0, err: ''});
		expect(asked.out).toContain('do not send');
		const keyless = await bounce(['check', 'a@example.com', '--url', stack.url], {env: {BOUNCE_DATA: '/nowhere'}});
		expect(keyless.err).toMatch(/^bounce: Give an API key.*\n$/);
		const nobody = await bounce(['check', 'a@example.com', '--url', 'http://127.0.0.1:1'], {env});
		expect(nobody).toMatchObject({code: 1, out: ''});
		expect(nobody.err).toMatch(/^bounce: nobody answers: .+\n$/);
	});

	it('of a local tenant are found by its name', async () => {
		expect(await stack.bounce(['check', 'a@example.com', '--tenant', 'nobody'])).toMatchObject({code: 1});
		expect(await stack.bounce(['check', 'a@example.com', '--tenant', 'demo'])).toMatchObject({code: 0});
	});
});
