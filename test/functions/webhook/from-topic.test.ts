import type {SNSEvent} from 'aws-lambda';
import {describe, expect, it} from 'vitest';
import {fromTopic, isFromTopic} from '#functions/webhook/from-topic.ts';
import {tenantId} from '#test/support/events.ts';
import {NOW, POSTERS, TOPICS} from '#test/support/posters.ts';
import {httpEvent, webhookWith} from '#test/support/webhook.ts';

const {ses} = POSTERS;

/** What Lambda is invoked with by a topic (Lambda developer guide, "Using AWS Lambda with Amazon SNS"). */
const invocation = (Message: string, TopicArn = TOPICS[0] ?? ''): SNSEvent => ({
	Records: [
		{
			EventVersion: '1.0',
			EventSource: 'aws:sns',
			EventSubscriptionArn: `${TopicArn}:21be56ed-a058-49f5-8c98-aedd2564c486`,
			Sns: {
				Type: 'Notification',
				MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
				TopicArn,
				Message,
				Timestamp: '2026-03-02T11:00:01.000Z',
				SignatureVersion: '1',
				Signature: 'AAAA',
				SigningCertUrl: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem',
				UnsubscribeUrl: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
				MessageAttributes: {},
			},
		},
	],
});

describe('an event by a topic', () => {
	it('is told from one over HTTP', () => {
		expect(isFromTopic(invocation(ses.good))).toBe(true);
		expect(isFromTopic(httpEvent(ses.post(ses.good), 'ses', 'acme'))).toBe(false);
		expect(isFromTopic({Records: []})).toBe(false);
	});

	it("goes to the queue of the topic's tenant, with the envelope's time where it has none", async () => {
		const webhook = webhookWith(ses.tenant(0, 1));
		await fromTopic(invocation(ses.good), webhook.deps);
		await fromTopic(invocation(ses.good.replace('"timestamp":"2026-03-02T11:00:00.000Z",', '')), webhook.deps);
		expect(webhook.work).toMatchObject([
			{tenant: 'acme', esp: 'ses', receivedAt: NOW.toISOString()},
			{tenant: 'acme', esp: 'ses'},
		]);
		const times = webhook.events().map(({occurredAt}) => occurredAt);
		expect(times).toEqual(['2026-03-02T11:00:00.000Z', '2026-03-02T11:00:01.000Z']);
	});

	it.each([
		['a topic of no tenant', TOPICS[2], false, null, 'topic of no tenant'],
		['a disabled tenant', TOPICS[0], true, 'acme', 'tenant disabled'],
		['the operator', TOPICS[0], false, 'operator', 'topic of no tenant'],
	])('of %s is put aside whole', async (_what, topic, disabled, tenant, reason) => {
		const webhook = webhookWith({...ses.tenant(0), disabled, id: tenantId(tenant ?? 'acme')});
		await fromTopic(invocation(ses.good, topic), webhook.deps);
		expect(webhook.work).toEqual([]);
		expect(webhook.quarantine).toMatchObject([
			{tenant, esp: 'ses', reason, event: {TopicArn: topic, Message: ses.good}},
		]);
	});

	it('fails where the queue is out of order, so that SNS tries again', async () => {
		const webhook = webhookWith(ses.tenant(0));
		const work = async () => {
			throw new Error('queue');
		};
		const deps = {...webhook.deps, queues: {...webhook.deps.queues, work}};
		await expect(fromTopic(invocation(ses.good), deps)).rejects.toThrow('queue');
	});
});
