import {
	DeleteMessageBatchCommand,
	type Message,
	type MessageAttributeValue,
	ReceiveMessageCommand,
	type SQSClient,
} from '@aws-sdk/client-sqs';
import {failedOf} from './failures.ts';
import type {Lambda} from './lambda.ts';
import {pause} from './pause.ts';
import type {QueueSource} from './sources.ts';

/** Something that runs until it is stopped; stopping waits for what is under way. */
export interface Running {
	stop(): Promise<void>;
}

export interface QueuePoll {
	readonly sqs: SQSClient;
	readonly source: QueueSource;
	readonly queueUrl: string;
	readonly region: string;
	readonly lambda: Lambda;
	readonly say: (line: string) => void;
	/** Makes the function's event of the messages; without it they are handed over as SQS gives them. */
	readonly toEvent?: (messages: readonly Message[]) => object;
}

/** The most that one ReceiveMessage gives, and the longest it waits, in seconds. */
const MAX_RECEIVE = 10;
const WAIT = 20;

/**
 * Reads a queue for a function as Lambda does: what it managed is deleted, what it did not manage stays invisible until the
 * queue's visibility time-out, and goes to the dead letters by the queue's own rule.
 */
export function pollQueue(poll: QueuePoll): Running {
	const stopped = new AbortController();
	const readers = Array.from({length: poll.source.concurrency}, () => readOn(poll, stopped.signal));
	return {
		stop: async () => {
			stopped.abort();
			await Promise.all(readers);
		},
	};
}

async function readOn(poll: QueuePoll, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		try {
			const messages = await receiveBatch(poll, signal);
			if (messages.length > 0) await work(poll, messages);
		} catch (error) {
			if (signal.aborted) return;
			poll.say(`  The queue of ${poll.lambda.name} cannot be read: ${error instanceof Error ? error.message : error}`);
			await pause(1_000, signal);
		}
	}
}

async function receiveBatch(poll: QueuePoll, signal: AbortSignal): Promise<Message[]> {
	const {batchSize, windowSeconds} = poll.source;
	const messages = await receive(poll, batchSize, WAIT, signal);
	const until = Date.now() + windowSeconds * 1_000;
	while (messages.length > 0 && messages.length < batchSize && !signal.aborted) {
		const left = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
		const more = await receive(poll, batchSize - messages.length, Math.min(left, WAIT), signal);
		messages.push(...more);
		if (more.length === 0 && Date.now() >= until) break;
	}
	return messages;
}

async function receive(poll: QueuePoll, most: number, wait: number, signal: AbortSignal): Promise<Message[]> {
	const command = new ReceiveMessageCommand({
		QueueUrl: poll.queueUrl,
		MaxNumberOfMessages: Math.min(most, MAX_RECEIVE),
		WaitTimeSeconds: wait,
		MessageSystemAttributeNames: ['All'],
		MessageAttributeNames: ['All'],
	});
	const {Messages} = await poll.sqs.send(command, {abortSignal: signal});
	return Messages ?? [];
}

async function work(poll: QueuePoll, messages: readonly Message[]): Promise<void> {
	const event = poll.toEvent?.(messages) ?? {Records: messages.map((message) => recordOf(message, poll))};
	const outcome = await poll.lambda.invoke(JSON.stringify(event));
	const ids = messages.map((message) => message.MessageId ?? '');
	const failed = failedOf(outcome, ids, poll.source.partial);
	const done = messages.filter((message) => !failed.has(message.MessageId ?? ''));
	for (let at = 0; at < done.length; at += MAX_RECEIVE) {
		await poll.sqs.send(
			new DeleteMessageBatchCommand({
				QueueUrl: poll.queueUrl,
				Entries: done
					.slice(at, at + MAX_RECEIVE)
					.map((message, index) => ({Id: String(index), ReceiptHandle: message.ReceiptHandle})),
			}),
		);
	}
}

/** A message as Lambda hands it to a function. */
function recordOf(message: Message, {source, region}: QueuePoll): object {
	return {
		messageId: message.MessageId,
		receiptHandle: message.ReceiptHandle,
		body: message.Body ?? '',
		attributes: message.Attributes ?? {},
		messageAttributes: Object.fromEntries(
			Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
		),
		md5OfBody: message.MD5OfBody,
		eventSource: 'aws:sqs',
		eventSourceARN: source.queueArn,
		awsRegion: region,
	};
}

function attributeOf({StringValue, BinaryValue, DataType}: MessageAttributeValue): object {
	return {
		...(StringValue === undefined ? {} : {stringValue: StringValue}),
		...(BinaryValue === undefined ? {} : {binaryValue: Buffer.from(BinaryValue).toString('base64')}),
		stringListValues: [],
		binaryListValues: [],
		dataType: DataType,
	};
}
