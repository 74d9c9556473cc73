import {parseArgs} from 'node:util';
import {
	DeleteMessageCommand,
	type Message,
	ReceiveMessageCommand,
	SendMessageCommand,
	type SQSClient,
} from '@aws-sdk/client-sqs';
import {isRefusal} from '#shared/model/refusal.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {openQueues} from './queues.ts';
import {openStack, type Stack} from './stack.ts';

/** How many messages go at most, unless told otherwise. */
const LIMIT = 10_000;
/** Seconds. With any wait at all, SQS asks each of its servers: an empty answer means an empty queue. */
const LONG_POLL = 1;

/** The message again, with its body, group and attributes as they were. */
function again(queue: string, message: Message): SendMessageCommand {
	const group = message.Attributes?.MessageGroupId;
	return new SendMessageCommand({
		QueueUrl: queue,
		MessageBody: message.Body,
		...(message.MessageAttributes === undefined ? {} : {MessageAttributes: message.MessageAttributes}),
		...(group === undefined ? {} : {MessageGroupId: group}),
	});
}

/**
 * Sends dead letters to the work queue again. Each is deleted only after it was sent: a crash between the two sends it
 * once more, which the ledger does not count twice.
 *
 * @returns how many were sent
 */
async function redrive(client: SQSClient, queues: Stack['queues'], limit: number): Promise<number> {
	let sent = 0;
	while (sent < limit) {
		const {Messages = []} = await client.send(
			new ReceiveMessageCommand({
				QueueUrl: queues.deadLetters,
				MaxNumberOfMessages: Math.min(10, limit - sent),
				WaitTimeSeconds: LONG_POLL,
				VisibilityTimeout: 60,
				MessageSystemAttributeNames: ['MessageGroupId'],
				MessageAttributeNames: ['All'],
			}),
		);
		if (Messages.length === 0) break;
		for (const message of Messages) {
			await client.send(again(queues.work, message));
			await client.send(new DeleteMessageCommand({QueueUrl: queues.deadLetters, ReceiptHandle: message.ReceiptHandle}));
			sent += 1;
		}
	}
	return sent;
}

/** Sends what the ledger could not record again. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {limit: {type: 'string'}, stack: {type: 'string'}, region: {type: 'string'}},
	});
	const limit = values.limit === undefined ? LIMIT : Number(values.limit);
	if (!Number.isInteger(limit) || limit < 1) return wrongUse(io, '--limit is a whole number above 0');
	const stack = await openStack(values);
	if (isRefusal(stack)) return failed(io, stack.detail);
	const client = openQueues(stack);
	const sent = await redrive(client, stack.queues, limit);
	client.destroy();
	const more = sent === limit ? ' There may be more: run it again.' : '';
	io.out.write(
		sent === 0 ? 'There are no dead letters.\n' : `${sent} ${sent === 1 ? 'message' : 'messages'} sent again.${more}\n`,
	);
	return 0;
}
