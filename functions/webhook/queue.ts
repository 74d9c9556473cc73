import {
	type BatchResultErrorEntry,
	SendMessageBatchCommand,
	type SendMessageBatchRequestEntry,
	type SQSClient,
} from '@aws-sdk/client-sqs';

/** Most messages of one SendMessageBatch, and their bytes together (SQS quotas). */
const MAX_ENTRIES = 10;
const MAX_BYTES = 262_144;

/** How often a message that SQS did not take is tried, and how long to wait before the second time, in milliseconds. */
const TRIES = 3;
const WAIT_MS = 100;

/** Requests under way at the same time. */
const LANES = 4;

/** Puts messages into a queue; resolved only when SQS has all of them. Throws where it does not take one. */
export type Send = (group: string, bodies: readonly string[]) => Promise<void>;

function batchesOf(group: string, bodies: readonly string[]): SendMessageBatchRequestEntry[][] {
	const batches: SendMessageBatchRequestEntry[][] = [];
	let batch: SendMessageBatchRequestEntry[] = [];
	let bytes = 0;
	for (const [index, body] of bodies.entries()) {
		const size = Buffer.byteLength(body);
		if (batch.length === MAX_ENTRIES || (batch.length > 0 && bytes + size > MAX_BYTES)) {
			batches.push(batch);
			batch = [];
			bytes = 0;
		}
		batch.push({Id: String(index), MessageBody: body, MessageGroupId: group});
		bytes += size;
	}
	if (batch.length > 0) batches.push(batch);
	return batches;
}

async function sendBatch(client: SQSClient, queueUrl: string, batch: SendMessageBatchRequestEntry[]): Promise<void> {
	let left = batch;
	let failed: BatchResultErrorEntry[] = [];
	for (let attempt = 1; attempt <= TRIES; attempt++) {
		const {Failed = []} = await client.send(new SendMessageBatchCommand({QueueUrl: queueUrl, Entries: left}));
		if (Failed.length === 0) return;
		failed = Failed;
		const again = new Set(Failed.map(({Id}) => Id));
		left = left.filter(({Id}) => again.has(Id));
		if (Failed.some(({SenderFault}) => SenderFault === true)) break; // it would be refused again
		if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt));
	}
	throw new Error(`SQS did not take ${left.length} of ${batch.length} messages: ${failed[0]?.Code}`);
}

/** A queue to send to. Messages of one group (the tenant) take turns with those of others: a fair queue. */
export function sender(client: SQSClient, queueUrl: string): Send {
	return async (group, bodies) => {
		const batches = batchesOf(group, bodies);
		const lane = async () => {
			for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
				await sendBatch(client, queueUrl, batch);
			}
		};
		await Promise.all(Array.from({length: Math.min(LANES, batches.length)}, lane));
	};
}
