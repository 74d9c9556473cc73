import {randomUUID} from 'node:crypto';
import {SendMessageCommand, type SQSClient} from '@aws-sdk/client-sqs';
import {type Json, tryJson} from './json.ts';
import type {Lambda} from './lambda.ts';
import {pause} from './pause.ts';
import type {FunctionShape} from './resources.ts';
import type {GivenUp} from './stream.ts';
import type {Outcome} from './worker.ts';

/** Sends a text to a queue. */
export type Send = (queueArn: string, body: string) => Promise<void>;

export function sender(sqs: SQSClient, urlOf: (queueArn: string) => string): Send {
	return async (queueArn, body) => {
		await sqs.send(new SendMessageCommand({QueueUrl: urlOf(queueArn), MessageBody: body}));
	};
}

/** Lambda waits a minute before the first retry of an event that nobody waits for, and two before the second. */
export const RETRY_MILLISECONDS = [60_000, 120_000];

export interface AsyncInvocation {
	readonly lambda: Lambda;
	readonly shape: Pick<FunctionShape, 'arn' | 'undelivered'>;
	readonly send: Send;
	readonly now: () => Date;
	readonly signal: AbortSignal;
	readonly retryMilliseconds?: readonly number[];
}

/** Invokes a function without waiting for its answer: tries again, then sends the event to its failure queue. */
export async function invokeAsync(invocation: AsyncInvocation, event: string): Promise<void> {
	const {lambda, shape, send, now, signal} = invocation;
	const {retries, queueArn} = shape.undelivered;
	const waits = invocation.retryMilliseconds ?? RETRY_MILLISECONDS;
	let outcome = await lambda.invoke(event);
	let attempts = 1;
	while (outcome.failed && attempts <= retries && !signal.aborted) {
		await pause(waits[attempts - 1] ?? 0, signal);
		if (signal.aborted) break;
		outcome = await lambda.invoke(event);
		attempts += 1;
	}
	if (!outcome.failed || queueArn === undefined) return;
	const record = {
		...account(shape.arn, 'RetriesExhausted', attempts, now()),
		requestPayload: tryJson(event) ?? null,
		responseContext: {statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled'},
		responsePayload: payloadOf(outcome),
	};
	await send(queueArn, JSON.stringify(record));
}

function payloadOf(outcome: Outcome): Json {
	return tryJson(outcome.payload) ?? null;
}

function account(functionArn: string, condition: string, attempts: number, now: Date): object {
	return {
		version: '1.0',
		timestamp: now.toISOString(),
		requestContext: {requestId: randomUUID(), functionArn, condition, approximateInvokeCount: attempts},
	};
}

/** What a stream's failure queue gets: where the records are, not the records. */
export function streamAccount(
	{shard, stream, condition, attempts, records}: GivenUp,
	functionArn: string,
	now: Date,
): string {
	const time = (seconds: number | undefined) => new Date((seconds ?? 0) * 1_000).toISOString();
	return JSON.stringify({
		...account(functionArn, condition, attempts, now),
		responseContext: {statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled'},
		DDBStreamBatchInfo: {
			shardId: shard,
			startSequenceNumber: records[0]?.sequence,
			endSequenceNumber: records.at(-1)?.sequence,
			approximateArrivalOfFirstRecord: time(records[0]?.createdAt),
			approximateArrivalOfLastRecord: time(records.at(-1)?.createdAt),
			batchSize: records.length,
			streamArn: stream,
		},
	});
}
