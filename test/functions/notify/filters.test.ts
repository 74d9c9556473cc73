import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {SNSClient} from '@aws-sdk/client-sns';
import {ReceiveMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {type FauxqsServer, startFauxqs} from 'fauxqs';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import * as z from 'zod/mini';
import {alertMessage} from '#functions/notify/message.ts';
import {publishWith} from '#functions/notify/publish.ts';
import {incident} from '#test/support/incidents.ts';

const ROOT = join(import.meta.dirname, '../../..');
const policySchema = z.record(z.string(), z.array(z.unknown()));
const casesSchema = z.array(z.object({about: z.string(), policy: policySchema, takes: z.array(z.string())}));

const cases = casesSchema.parse(
	JSON.parse(readFileSync(join(ROOT, 'test/fixtures/alerts/filter-policies.json'), 'utf8')),
);

/** The policies that the README shows in its section on alerts, one a line. */
function policiesOfReadme(): z.infer<typeof policySchema>[] {
	const [, section = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split(/^## Alerts$/m, 2);
	const [own = ''] = section.split(/^## /m, 1);
	const blocks = [...own.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => block);
	return blocks.flatMap((block) =>
		block
			.split('\n')
			.filter((line) => line.trim() !== '')
			.map((line) => policySchema.parse(JSON.parse(line))),
	);
}

const other = {tenant: 'globex'};
const ALERTS = {
	ban: incident(),
	reminder: incident({alertState: 'reminder', alertSequence: 2}),
	over: incident({alertState: 'resolved', alertSequence: 3, state: 'resolved'}),
	'dead addresses': incident({kind: 'list-quality', resource: 'all', receiver: 'any'}),
	listing: incident({...other, kind: 'spamhaus-listing', receiver: 'spamhaus', resource: 'example.org'}),
	throttling: incident({...other, kind: 'throttling', resource: '198.51.100.7', receiver: 'outlook-consumer'}),
	"operator's ban": incident({tenant: 'operator', tenants: [{tenant: 'acme', count: 12}]}),
};

const readme = policiesOfReadme();
const everything = [...cases.map(({policy}) => policy), ...readme];
const taken = new Map<number, string[]>();
let sns: FauxqsServer;

beforeAll(async () => {
	sns = await startFauxqs({port: 0, logger: false, host: '127.0.0.1'});
	const settings = {
		endpoint: sns.address,
		region: 'us-east-1',
		credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
	};
	const [publisher, sqs] = [new SNSClient(settings), new SQSClient(settings)];
	const {topicArn} = sns.createTopic('alerts');
	const queues = everything.map((policy, index) => {
		const {queueUrl} = sns.createQueue(`subscriber-${index}`);
		const attributes = {FilterPolicy: JSON.stringify(policy)};
		sns.subscribe({topic: 'alerts', queue: `subscriber-${index}`, attributes});
		return queueUrl;
	});
	const publish = publishWith(publisher, {alerts: topicArn});
	for (const alert of Object.values(ALERTS)) await publish(alertMessage(alert));
	const names = new Map(Object.entries(ALERTS).map(([name, alert]) => [alertMessage(alert).subject, name]));
	for (const [index, QueueUrl] of queues.entries()) {
		const {Messages = []} = await sqs.send(new ReceiveMessageCommand({QueueUrl, MaxNumberOfMessages: 10}));
		taken.set(
			index,
			Messages.map(({Body = '{}'}) => names.get(JSON.parse(Body).Subject) ?? 'unknown'),
		);
	}
	publisher.destroy();
	sqs.destroy();
});
afterAll(() => sns.stop());

describe('a filter policy', () => {
	it.each(cases.map(({about, takes}, index) => [about, index, takes] as const))('takes %s', (_about, index, takes) => {
		expect(taken.get(index)?.toSorted()).toEqual(takes.toSorted());
	});

	it.each(readme.map((policy, index) => [JSON.stringify(policy), cases.length + index] as const))(
		'of the README takes some alerts, and not all: %s',
		(_policy, index) => {
			expect(taken.get(index)?.length).toBeGreaterThan(0);
			expect(taken.get(index)?.length).toBeLessThan(Object.keys(ALERTS).length);
		},
	);
});
