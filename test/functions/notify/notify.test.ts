import {SNSClient} from '@aws-sdk/client-sns';
import {DeleteMessageCommand, ReceiveMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import type {DynamoDBRecord} from 'aws-lambda';
import {type FauxqsServer, startFauxqs} from 'fauxqs';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type AlertMessage, alertMessage} from '#functions/notify/message.ts';
import {type Notifier, notifyAll} from '#functions/notify/notify.ts';
import {publishWith} from '#functions/notify/publish.ts';
import type {Incident} from '#shared/model/incident.ts';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {readIncident, writeIncident} from '#shared/store/incidents.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {incident} from '#test/support/incidents.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
});
afterAll(() => engine.stop());

let made = 0;
const newTenant = (): TenantId => {
	made += 1;
	const id = `tenant-${made}`;
	if (!isTenantId(id)) throw new Error('not an id');
	return id;
};

async function stored(changes: Parameters<typeof incident>[0] = {}): Promise<Incident> {
	const about = incident({tenant: newTenant(), version: 0, ...changes});
	expect(await writeIncident(engine.store, about)).toBe(true);
	return about;
}

/** A stream record of an incident as it was at some time. */
function recordOf({tenant, id, alertSequence, sentSequence}: Incident, SequenceNumber = '1'): DynamoDBRecord {
	return {
		eventName: 'MODIFY',
		dynamodb: {
			SequenceNumber,
			Keys: {tenant: {S: tenant}, id: {S: id}},
			NewImage: {alertSequence: {N: String(alertSequence)}, sentSequence: {N: String(sentSequence)}},
		},
	};
}

function notifier(fail: (alert: AlertMessage) => boolean = () => false): Notifier & {published: AlertMessage[]} {
	const published: AlertMessage[] = [];
	return {
		store: engine.store,
		now: () => new Date('2026-03-02T13:00:00.000Z'),
		published,
		publish: async (alert) => {
			if (fail(alert)) throw new Error('SNS is out of order');
			published.push(alert);
		},
	};
}

const statesOf = ({published}: {published: AlertMessage[]}) =>
	published.map(({attributes}) => attributes.state?.join());

describe('notifyAll', () => {
	it('publishes what is due, once, however often the record comes', async () => {
		const about = await stored();
		const to = notifier();
		for (let time = 0; time < 3; time += 1) {
			expect(await notifyAll({Records: [recordOf(about), recordOf(about)]}, to)).toEqual({batchItemFailures: []});
		}
		expect(statesOf(to)).toEqual(['opened']);
		expect(await readIncident(engine.store, about.tenant, about.id)).toMatchObject({sentSequence: 1});
	});

	it('leaves alone what has nothing to send', async () => {
		const sent = await stored({sentSequence: 1});
		const gone = incident({tenant: newTenant()});
		const to = notifier();
		const Records = [recordOf(sent), recordOf({...sent, sentSequence: 0}), recordOf(gone), {}, {dynamodb: {}}];
		expect(await notifyAll({Records}, to)).toEqual({batchItemFailures: []});
		expect(to.published).toEqual([]);
	});

	it('tells the newest where several alerts came due before one was sent', async () => {
		const about = await stored({alertSequence: 2, alertState: 'resolved', state: 'resolved'});
		const to = notifier();
		await notifyAll({Records: [recordOf({...about, alertSequence: 1}), recordOf(about)]}, to);
		expect(statesOf(to)).toEqual(['resolved']);
	});

	it('reports the record that failed, and goes on with the others', async () => {
		const [good, bad, other] = [await stored(), await stored(), await stored()];
		const Records = [recordOf(good, '11'), recordOf(bad, '12'), recordOf(other, '13')];
		const broken = notifier(({attributes}) => attributes.tenant?.includes(bad.tenant) === true);
		expect(await notifyAll({Records}, broken)).toEqual({batchItemFailures: [{itemIdentifier: '12'}]});
		expect(broken.published).toHaveLength(2);
		const mended = notifier();
		expect(await notifyAll({Records: Records.slice(1)}, mended)).toEqual({batchItemFailures: []});
		expect(mended.published.map(({attributes}) => attributes.tenant)).toEqual([[bad.tenant]]);
	});
});

describe('publishWith', () => {
	let sns: FauxqsServer;
	beforeAll(async () => {
		sns = await startFauxqs({port: 0, logger: false, host: '127.0.0.1'});
	});
	afterAll(() => sns.stop());

	it('gives a subscriber the alert, and the filters of subscribers the attributes', async () => {
		const settings = {
			endpoint: sns.address,
			region: 'us-east-1',
			credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
		};
		const {topicArn} = sns.createTopic('alerts');
		const everything = sns.createQueue('everything');
		const resolved = sns.createQueue('resolved');
		sns.subscribe({topic: 'alerts', queue: 'everything'});
		sns.subscribe({topic: 'alerts', queue: 'resolved', attributes: {FilterPolicy: '{"state":["resolved"]}'}});
		const about = await stored();
		const client = new SNSClient(settings);
		const to = {store: engine.store, now: () => new Date(), publish: publishWith(client, {alerts: topicArn})};
		expect(await notifyAll({Records: [recordOf(about)]}, to)).toEqual({batchItemFailures: []});

		const sqs = new SQSClient(settings);
		const inbox = await sqs.send(new ReceiveMessageCommand({QueueUrl: everything.queueUrl, WaitTimeSeconds: 5}));
		const envelope = JSON.parse(inbox.Messages?.[0]?.Body ?? '{}');
		expect(envelope.Subject).toBe(`[${about.tenant}] sending IP 192.0.2.10 banned by Microsoft 365`);
		expect(envelope.MessageAttributes).toMatchObject({
			tenant: {Type: 'String', Value: about.tenant},
			severity: {Type: 'String', Value: 'critical'},
		});
		// The embedded SNS hands every subscriber the whole structure; AWS picks the subscriber's own text out of it.
		expect(JSON.parse(JSON.parse(envelope.Message).default)).toMatchObject({
			version: 2,
			state: 'opened',
			incident: {tenant: about.tenant},
		});
		await sqs.send(
			new DeleteMessageCommand({
				QueueUrl: everything.queueUrl,
				ReceiptHandle: inbox.Messages?.[0]?.ReceiptHandle ?? '',
			}),
		);
		const filtered = await sqs.send(new ReceiveMessageCommand({QueueUrl: resolved.queueUrl}));
		expect(filtered.Messages ?? []).toEqual([]);
		client.destroy();
		sqs.destroy();
	});

	it('fills the topic of the chat too, and rings once where that is out of order', async () => {
		const settings = {
			endpoint: sns.address,
			region: 'us-east-1',
			credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
			maxAttempts: 1,
		};
		const [client, sqs] = [new SNSClient(settings), new SQSClient(settings)];
		const alerts = sns.createTopic('rung').topicArn;
		const chat = sns.createTopic('talked').topicArn;
		const {queueUrl: QueueUrl} = sns.createQueue('talk');
		sns.subscribe({topic: 'talked', queue: 'talk'});
		const alert = alertMessage(incident());
		await publishWith(client, {alerts, chat})(alert);
		const {Messages = []} = await sqs.send(new ReceiveMessageCommand({QueueUrl, WaitTimeSeconds: 5}));
		expect(JSON.parse(Messages[0]?.Body ?? '{}').Message).toBe(alert.chat);
		await publishWith(client, {alerts, chat: `${chat}-gone`})(alert);
		client.destroy();
		sqs.destroy();
	});

	it('throws where the topic does not take it', async () => {
		const client = new SNSClient({
			endpoint: sns.address,
			region: 'us-east-1',
			credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
			maxAttempts: 1,
		});
		const publish = publishWith(client, {alerts: 'arn:aws:sns:us-east-1:000000000000:missing'});
		await expect(publish(alertMessage(incident()))).rejects.toThrow();
		client.destroy();
	});
});
