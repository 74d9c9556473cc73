import type {SNSClient} from '@aws-sdk/client-sns';
import type {SQSClient} from '@aws-sdk/client-sqs';
import {functionOf} from './functions.ts';
import {mayInvoke} from './http.ts';
import type {Lambda} from './lambda.ts';
import {pollQueue, type Running} from './poll.ts';
import {type FunctionShape, invokePermissionsOf, schedulesOf, subscriptionsOf} from './resources.ts';
import {sourcesOf} from './sources.ts';
import {type Checkpoints, pollStream} from './stream.ts';
import {streamsApi} from './streams-api.ts';
import {subscribeAll} from './subscriptions.ts';
import type {Resolver} from './template.ts';
import {runSchedule} from './timers.ts';
import {invokeAsync, sender, streamAccount} from './undelivered.ts';
import type {Place} from './values.ts';

export interface RunOptions {
	readonly resolver: Resolver;
	readonly place: Place;
	readonly sqs: SQSClient;
	readonly sns: SNSClient;
	readonly dynamodbEndpoint: string;
	readonly checkpoints: Checkpoints;
	readonly shapes: readonly FunctionShape[];
	readonly functions: ReadonlyMap<string, Lambda>;
	readonly say: (line: string) => void;
	readonly now: () => Date;
}

/** Starts everything that calls a function without a request: queues, streams, subscriptions and schedules. */
export async function runSources(options: RunOptions): Promise<Running> {
	const {resolver, place, sqs, functions, shapes, say, now} = options;
	const stopped = new AbortController();
	const queueUrl = (arn: string) => `${place.sqs}/${place.account}/${arn.slice(arn.lastIndexOf(':') + 1)}`;
	const send = sender(sqs, queueUrl);
	const invoke = async (lambda: Lambda, event: string): Promise<void> => {
		const shape = shapes.find(({name}) => name === lambda.name);
		if (shape !== undefined) await invokeAsync({lambda, shape, send, now, signal: stopped.signal}, event);
	};
	const {queues, streams} = sourcesOf(resolver);
	const api = streamsApi(options.dynamodbEndpoint, place.region);
	const permissions = invokePermissionsOf(resolver);
	const running: Running[] = [
		...queues.map((source) =>
			pollQueue({
				sqs,
				source,
				queueUrl: queueUrl(source.queueArn),
				region: place.region,
				lambda: functionOf(functions, source.functionName),
				say,
			}),
		),
		...streams.map((source) =>
			pollStream({
				api,
				source,
				region: place.region,
				lambda: functionOf(functions, source.functionName),
				checkpoints: options.checkpoints,
				giveUp: async (batch) => {
					if (source.failureQueueArn === undefined) return;
					await send(source.failureQueueArn, streamAccount(batch, source.functionName, now()));
				},
				say,
			}),
		),
		...(await subscribeAll(subscriptionsOf(resolver), {...options, invoke})),
		...schedulesOf(resolver).map((schedule) => {
			const lambda = functionOf(functions, schedule.functionArn);
			if (!mayInvoke(permissions, lambda.name, 'events.amazonaws.com', schedule.arn)) {
				say(`  The template gives EventBridge no permission to invoke ${lambda.name}: its schedule will do nothing.`);
				return {stop: async () => {}};
			}
			return runSchedule(schedule, place, (event) => invoke(lambda, event), now);
		}),
	];
	return {
		stop: async () => {
			stopped.abort();
			await Promise.all(running.map((one) => one.stop()));
		},
	};
}
