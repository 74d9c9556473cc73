import {ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient} from '@aws-sdk/client-sqs';
import {type Delivery, letterOf} from './letter.ts';

/** The queue that alerts come from, and deliveries go to and come back from. */
export interface Queue {
	/** Puts a delivery into it. Those of one tenant take turns with those of others: a fair queue. */
	send(delivery: Delivery): Promise<void>;
	/** Has a message come back after so many seconds. */
	later(receiptHandle: string, seconds: number): Promise<void>;
}

export function openQueue(sqs: SQSClient, url: string): Queue {
	return {
		send: async (delivery) => {
			const MessageBody = letterOf(delivery);
			await sqs.send(new SendMessageCommand({QueueUrl: url, MessageBody, MessageGroupId: delivery.tenant}));
		},
		later: async (ReceiptHandle, VisibilityTimeout) => {
			await sqs.send(new ChangeMessageVisibilityCommand({QueueUrl: url, ReceiptHandle, VisibilityTimeout}));
		},
	};
}
