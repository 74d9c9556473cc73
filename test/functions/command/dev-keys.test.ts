import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {bounce} from './stack.ts';

test('broken keys of this machine are told in a sentence with what to do', async () => {
	const data = mkdtempSync(join(tmpdir(), 'bounceledger-keys-'));
	const at = 'http://127.0.0.1:1';
	const tables = ['Tenants', 'Facts', 'Suppressions', 'Reputation', 'Incidents', 'Audit'];
	const stack = {
		url: at,
		region: 'us-east-1',
		endpoints: {dynamodb: at, sqs: at, sns: at, secretsmanager: at},
		tables: Object.fromEntries(tables.map((name) => [name, name])),
		queues: {work: at, deadLetters: at, quarantine: at},
		alertTopicArn: 'arn',
		inboxQueueUrl: at,
		pid: process.pid,
	};
	writeFileSync(join(data, 'stack.json'), JSON.stringify(stack));
	writeFileSync(join(data, 'dev-keys.json'), '{"tenants');
	writeFileSync(join(data, 'body.json'), '{}');
	const args = ['send', '--esp', 'postmark', '--tenant', 'acme', join(data, 'body.json')];
	const ran = await bounce(args, {env: {BOUNCE_DATA: data}});
	rmSync(data, {recursive: true});
	expect(ran).toEqual({
		code: 1,
		out: '',
		err: expect.stringMatching(/^bounce: \S+dev-keys\.json is broken: .* `npm start -- --fresh`.*\.\n$/),
	});
});
