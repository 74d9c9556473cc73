import {DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {mockClient} from 'aws-sdk-client-mock';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {chunkSchema} from '#shared/model/chunk.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
});
afterAll(() => stack.stop());

const fill = async (bodies: readonly string[], queue = stack.queues.deadLetters) => {
	for (const body of bodies) await stack.sqs.send(new SendMessageCommand({QueueUrl: queue, MessageBody: body}));
};
const drain = async (queue: string) => {
	const found: (string | undefined)[] = [];
	for (let look = 0; look < 5; look += 1) {
		const {Messages = []} = await stack.sqs.send(new ReceiveMessageCommand({QueueUrl: queue, MaxNumberOfMessages: 10}));
		found.push(...Messages.map(({Body}) => Body));
	}
	return found.sort();
};

it('sends every dead letter again, as it was, and leaves none behind', async () => {
	const bodies = Array.from({length: 23}, (_, index) => `chunk ${index}`);
	await fill(bodies);
	expect(await stack.bounce(['redrive'])).toEqual({code: 0, out: '23 messages sent again.\n', err: ''});
	expect(await drain(stack.queues.work)).toEqual(bodies.sort());
	expect(await stack.bounce(['redrive'])).toEqual({code: 0, out: 'There are no dead letters.\n', err: ''});
});

it('stops at the limit and says so', async () => {
	await fill(['one', 'two', 'three']);
	const ran = await stack.bounce(['redrive', '--limit', '2']);
	expect(ran.out).toBe('2 messages sent again.\nThere may be more: run it again.\n');
	expect(await drain(stack.queues.deadLetters)).toHaveLength(1);
	await drain(stack.queues.work);
	for (const limit of ['0', '-1', '1.5', 'x']) {
		expect(await stack.bounce(['redrive', `--limit=${limit}`]), limit).toMatchObject({code: 2, out: ''});
	}
});

it('deletes nothing that the work queue did not take, and keeps each message in its group', async () => {
	const sqs = mockClient(SQSClient);
	sqs.on(ReceiveMessageCommand).resolvesOnce({
		Messages: [
			{MessageId: 'a', Body: 'one', ReceiptHandle: '1', Attributes: {MessageGroupId: 'acme'}},
			{MessageId: 'b', Body: 'two', ReceiptHandle: '2', Attributes: {MessageGroupId: 'acme'}},
		],
	});
	sqs.on(SendMessageCommand).resolvesOnce({}).rejects(new Error('throttled'));
	try {
		expect(await stack.bounce(['redrive'])).toEqual({code: 1, out: '', err: 'bounce: throttled\n'});
		expect(sqs.commandCalls(DeleteMessageCommand).map(({args}) => args[0].input.ReceiptHandle)).toEqual(['1']);
		expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({
			QueueUrl: stack.queues.work,
			MessageBody: 'one',
			MessageGroupId: 'acme',
		});
	} finally {
		sqs.restore();
	}
});

it('sends what can be read by now out of the quarantine, as chunks, and leaves the rest there', async () => {
	const about = {tenant: 'acme', receivedAt: '2026-03-02T12:00:00.000Z', reason: 'event: unknown then'};
	const bounced = (email: string) => ({event: 'bounce', email, timestamp: 1772451000, sg_event_id: email});
	const postmark = {RecordType: 'SpamComplaint', Email: 'c@example.com', ID: 7, BouncedAt: '2026-03-02T12:00:00Z'};
	const ses = {
		eventType: 'Complaint',
		mail: {messageId: 'm'},
		complaint: {
			feedbackId: 'f',
			timestamp: '2026-03-02T12:00:00.000Z',
			complainedRecipients: [{emailAddress: 'd@example.com'}],
		},
	};
	const readable = [
		{...about, esp: 'sendgrid', event: bounced('a@example.com')},
		{...about, esp: 'sendgrid', count: 1, events: [{reason: 'x', event: bounced('b@example.com')}]},
		{...about, esp: 'postmark', event: postmark},
		{...about, esp: 'ses', event: ses},
	];
	const unreadable = [
		JSON.stringify({...about, esp: 'sendgrid', event: {event: 'bounce', email: 'nobody'}}),
		JSON.stringify({...about, esp: 'sendgrid', event: null, beginning: '{', note: 'cut'}),
		JSON.stringify({...about, esp: 'sendgrid', tenant: null, event: bounced('e@example.com')}),
		JSON.stringify({...about, esp: 'mailgun', event: {}}),
		'no JSON',
	];
	await fill([...readable.map((one) => JSON.stringify(one)), ...unreadable], stack.queues.quarantine);
	const ran = await stack.bounce(['redrive', '--from', 'quarantine']);
	expect(ran).toEqual({
		code: 0,
		out: '4 messages sent again.\n5 messages still cannot be read and stay in quarantine.\n',
		err: '',
	});
	const chunks = (await drain(stack.queues.work)).map((body) => chunkSchema.parse(JSON.parse(body ?? '')));
	expect(chunks.map(({tenant, receivedAt}) => `${tenant} ${receivedAt}`)).toEqual(
		Array(4).fill('acme 2026-03-02T12:00:00.000Z'),
	);
	expect(chunks.flatMap(({events}) => events.map(({kind, recipient}) => `${kind} ${recipient}`)).sort()).toEqual([
		'bounce a@example.com',
		'bounce b@example.com',
		'complaint c@example.com',
		'complaint d@example.com',
	]);
	expect(await stack.bounce(['redrive', '--from', 'work'])).toMatchObject({code: 2, out: ''});
});
