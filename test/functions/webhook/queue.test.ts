import {SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient} from '@aws-sdk/client-sqs';
import {mockClient} from 'aws-sdk-client-mock';
import {beforeEach, describe, expect, it} from 'vitest';
import {sender} from '#functions/webhook/queue.ts';

const client = new SQSClient({region: 'us-east-1'});
const sqs = mockClient(client);
const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';
let taken: SendMessageBatchRequestEntry[] = [];

/** A queue that does not take what `refuses` names, the first so many times. */
function queue(refuses: (entry: SendMessageBatchRequestEntry, time: number) => boolean, senderFault = false) {
	const times = new Map<string | undefined, number>();
	sqs.on(SendMessageBatchCommand).callsFake(({Entries = []}: {Entries?: SendMessageBatchRequestEntry[]}) => {
		const failed = Entries.filter((entry) => {
			const time = (times.get(entry.MessageBody) ?? 0) + 1;
			times.set(entry.MessageBody, time);
			return refuses(entry, time);
		});
		taken.push(...Entries.filter((entry) => !failed.includes(entry)));
		return {Failed: failed.map(({Id}) => ({Id, Code: 'InternalError', SenderFault: senderFault}))};
	});
}

beforeEach(() => {
	sqs.reset();
	taken = [];
});

describe('sending to a queue', () => {
	it('puts at most 10 messages and 256 KB into one request, all in the group of the tenant', async () => {
		queue(() => false);
		const bodies = [
			...Array.from({length: 25}, (_, at) => `small ${at}`),
			...[1, 2, 3].map((at) => `${at}`.repeat(150_000)),
		];
		await sender(client, url)('acme', bodies);
		expect(taken.map(({MessageBody}) => MessageBody).toSorted()).toEqual(bodies.toSorted());
		expect(new Set(taken.map(({MessageGroupId}) => MessageGroupId))).toEqual(new Set(['acme']));
		for (const call of sqs.commandCalls(SendMessageBatchCommand)) {
			const {Entries = [], QueueUrl} = call.args[0].input;
			expect(QueueUrl).toBe(url);
			expect(Entries.length).toBeLessThanOrEqual(10);
			expect(Entries.reduce((sum, entry) => sum + Buffer.byteLength(entry.MessageBody ?? ''), 0)).toBeLessThanOrEqual(
				262_144,
			);
			expect(new Set(Entries.map(({Id}) => Id)).size).toBe(Entries.length);
		}
	});

	it('sends again what was not taken, and that alone', async () => {
		queue(({MessageBody}, time) => MessageBody === 'b' && time < 3);
		await sender(client, url)('acme', ['a', 'b', 'c']);
		expect(taken.map(({MessageBody}) => MessageBody)).toEqual(['a', 'c', 'b']);
		expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(3);
	});

	it('gives up after three times, and at once where the message is at fault', async () => {
		queue(({MessageBody}) => MessageBody === 'b');
		await expect(sender(client, url)('acme', ['a', 'b'])).rejects.toThrow(
			'SQS did not take 1 of 2 messages: InternalError',
		);
		expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(3);
		sqs.reset();
		queue(({MessageBody}) => MessageBody === 'b', true);
		await expect(sender(client, url)('acme', ['a', 'b'])).rejects.toThrow('SQS did not take');
		expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
	});

	it('asks for nothing where there is nothing to send', async () => {
		await sender(client, url)('acme', []);
		expect(sqs.calls()).toHaveLength(0);
	});
});
