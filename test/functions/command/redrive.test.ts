import {DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {mockClient} from 'aws-sdk-client-mock';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
});
afterAll(() => stack.stop());

const fill = async (bodies: readonly string[]) => {
	for (const body of bodies) {
		await stack.sqs.send(new SendMessageCommand({QueueUrl: stack.queues.deadLetters, MessageBody: body}));
	}
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
	expect(ran.out).toBe('2 messages sent again. There may be more: run it again.\n');
	expect(await drain(stack.queues.deadLetters)).toHaveLength(1);
	for (const limit of ['0', '-1', '1.5', 'x']) {
		expect(await stack.bounce(['redrive', `--limit=${limit}`]), limit).toMatchObject({code: 2, out: ''});
	}
});

it('deletes nothing that the work queue did not take, and keeps each message in its group', async () => {
	const sqs = mockClient(SQSClient);
	sqs.on(ReceiveMessageCommand).resolvesOnce({
		Messages: [
			{Body: 'one', ReceiptHandle: '1', Attributes: {MessageGroupId: 'acme'}},
			{Body: 'two', ReceiptHandle: '2', Attributes: {MessageGroupId: 'acme'}},
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
