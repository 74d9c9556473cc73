import {SQSClient} from '@aws-sdk/client-sqs';
import type {Stack} from './stack.ts';

/** The client for a stack's queues. The local engine's queue URLs name hosts that not every system resolves. */
export function openQueues(stack: Stack): SQSClient {
	return new SQSClient({maxAttempts: 4, useQueueUrlAsEndpoint: stack.name !== 'local'});
}
