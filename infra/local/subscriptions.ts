import {CreateTopicCommand, type SNSClient} from '@aws-sdk/client-sns';
import {CreateQueueCommand, type SQSClient} from '@aws-sdk/client-sqs';
import {functionOf} from './functions.ts';
import type {Lambda} from './lambda.ts';
import {snsEvent} from './notifications.ts';
import {pollQueue, type Running} from './poll.ts';
import {subscribeQueue} from './queues.ts';
import type {SubscriptionShape} from './resources.ts';
import type {Place} from './values.ts';

export interface Subscribing {
	readonly place: Place;
	readonly sqs: SQSClient;
	readonly sns: SNSClient;
	readonly functions: ReadonlyMap<string, Lambda>;
	/** Invokes a function without waiting for its answer; settles when it is done with, well or badly. */
	readonly invoke: (lambda: Lambda, event: string) => Promise<void>;
	readonly say: (line: string) => void;
}

const last = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);

/**
 * Makes the template's subscriptions. One of a function goes through a queue of this machine; a topic outside the stack is
 * stood in for by one of the same name. E-mail, SMS and HTTPS go nowhere from here.
 */
export async function subscribeAll(shapes: readonly SubscriptionShape[], around: Subscribing): Promise<Running[]> {
	const running: Running[] = [];
	for (const shape of shapes) {
		if (shape.protocol === 'lambda') running.push(await subscribeFunction(shape, around));
		else if (shape.protocol === 'sqs') {
			await subscribeQueue(around.sns, shape.topicArn, shape.endpoint, shape.attributes);
		} else {
			around.say(
				`  A subscription by ${shape.protocol} to ${last(shape.topicArn)} is left out: nothing leaves this machine.`,
			);
		}
	}
	return running;
}

async function subscribeFunction(shape: SubscriptionShape, around: Subscribing): Promise<Running> {
	const {place, sqs, sns, invoke, say} = around;
	const lambda = functionOf(around.functions, shape.endpoint);
	const name = `local-${last(shape.topicArn)}-${lambda.name}`;
	const {TopicArn = ''} = await sns.send(new CreateTopicCommand({Name: last(shape.topicArn)}));
	const {QueueUrl = ''} = await sqs.send(new CreateQueueCommand({QueueName: name}));
	const queueArn = `arn:aws:sqs:${place.region}:${place.account}:${name}`;
	const {RedrivePolicy: _, ...attributes} = shape.attributes;
	await subscribeQueue(sns, TopicArn, queueArn, attributes);
	const asynchronous: Lambda = {
		...lambda,
		invoke: async (event) => {
			await invoke(lambda, event);
			return {payload: 'null', failed: false};
		},
	};
	return pollQueue({
		sqs,
		region: place.region,
		queueUrl: QueueUrl,
		lambda: asynchronous,
		say,
		source: {
			id: name,
			queueArn,
			functionName: lambda.name,
			batchSize: 1,
			windowSeconds: 0,
			partial: false,
			patterns: [],
			concurrency: 1,
		},
		toEvent: (messages) => snsEvent(messages, shape),
	});
}
