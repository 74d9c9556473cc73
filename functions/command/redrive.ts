import {parseArgs} from 'node:util';
import {
	DeleteMessageCommand,
	type Message,
	ReceiveMessageCommand,
	SendMessageCommand,
	type SQSClient,
} from '@aws-sdk/client-sqs';
import {isRefusal} from '#shared/model/refusal.ts';
import {sendable} from '#shared/model/sendable.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {openQueues} from './queues.ts';
import {chunkOfQuarantined} from './requeue.ts';
import {openStack} from './stack.ts';

/** How many messages are looked at, at most, unless told otherwise. */
const LIMIT = 10_000;
/** Seconds. With any wait at all, SQS asks each of its servers: an empty answer means an empty queue. */
const LONG_POLL = 1;

/** A dead letter again, with its body, group and attributes as they were. */
function asItWas(queue: string, message: Message): SendMessageCommand {
	const group = message.Attributes?.MessageGroupId;
	return new SendMessageCommand({
		QueueUrl: queue,
		MessageBody: message.Body,
		...(message.MessageAttributes === undefined ? {} : {MessageAttributes: message.MessageAttributes}),
		...(group === undefined ? {} : {MessageGroupId: group}),
	});
}

/** A quarantined event as a chunk, if it can be read by now. */
function readAnew(queue: string, message: Message): SendMessageCommand | undefined {
	const chunk = chunkOfQuarantined(message.Body ?? '');
	return chunk === undefined
		? undefined
		: new SendMessageCommand({
				QueueUrl: queue,
				MessageBody: sendable(JSON.stringify(chunk)),
				MessageGroupId: chunk.tenant,
			});
}

/** Which messages come from where, and what is sent of them. */
const SOURCES = {
	deadLetters: asItWas,
	quarantine: readAnew,
} as const satisfies Record<string, (queue: string, message: Message) => SendMessageCommand | undefined>;

interface Redrive {
	readonly from: string;
	readonly to: string;
	readonly make: (queue: string, message: Message) => SendMessageCommand | undefined;
	readonly limit: number;
}

/**
 * Sends messages to the work queue. Each is deleted only after it was sent: a crash between the two sends it once more,
 * which the ledger does not count twice.
 *
 * @returns how many were sent, and how many stay where they are
 */
async function redrive(client: SQSClient, {from, to, make, limit}: Redrive): Promise<{sent: number; stay: number}> {
	let sent = 0;
	const stay = new Set<string>();
	while (sent + stay.size < limit) {
		const {Messages = []} = await client.send(
			new ReceiveMessageCommand({
				QueueUrl: from,
				MaxNumberOfMessages: Math.min(10, limit - sent - stay.size),
				WaitTimeSeconds: LONG_POLL,
				VisibilityTimeout: 60,
				MessageSystemAttributeNames: ['MessageGroupId'],
				MessageAttributeNames: ['All'],
			}),
		);
		if (Messages.every(({MessageId = ''}) => stay.has(MessageId))) break;
		for (const message of Messages) {
			const again = make(to, message);
			if (again === undefined) {
				stay.add(message.MessageId ?? '');
				continue;
			}
			await client.send(again);
			await client.send(new DeleteMessageCommand({QueueUrl: from, ReceiptHandle: message.ReceiptHandle}));
			sent += 1;
		}
	}
	return {sent, stay: stay.size};
}

const messages = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

/** Sends what the ledger could not record, or what can be read by now, to the work queue. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {
			from: {type: 'string', default: 'deadLetters'},
			limit: {type: 'string'},
			stack: {type: 'string'},
			region: {type: 'string'},
		},
	});
	const {from} = values;
	const limit = values.limit === undefined ? LIMIT : Number(values.limit);
	if (from !== 'deadLetters' && from !== 'quarantine') return wrongUse(io, '--from is deadLetters or quarantine');
	if (!Number.isInteger(limit) || limit < 1) return wrongUse(io, '--limit is a whole number above 0');
	const stack = await openStack(values);
	if (isRefusal(stack)) return failed(io, stack.detail);
	const client = openQueues(stack);
	const {queues} = stack;
	const {sent, stay} = await redrive(client, {from: queues[from], to: queues.work, make: SOURCES[from], limit});
	client.destroy();
	if (sent + stay === 0)
		io.out.write(from === 'quarantine' ? 'The quarantine is empty.\n' : 'There are no dead letters.\n');
	if (sent > 0) io.out.write(`${messages(sent)} sent again.\n`);
	if (stay > 0) io.out.write(`${messages(stay)} still cannot be read and stay in quarantine.\n`);
	if (sent + stay === limit) io.out.write('There may be more: run it again.\n');
	return 0;
}
