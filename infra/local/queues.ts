import {unsubscribe as ignore, subscribe as observe} from 'node:diagnostics_channel';
import {join} from 'node:path';
import {CreateTopicCommand, type SNSClient, SubscribeCommand} from '@aws-sdk/client-sns';
import {CreateQueueCommand, SetQueueAttributesCommand, type SQSClient} from '@aws-sdk/client-sqs';
import {startFauxqs} from 'fauxqs';
import {freePort} from './port.ts';
import {problem} from './problem.ts';
import type {QueueShape, TopicShape} from './resources.ts';

/** A running SQS and SNS. */
export interface QueueEngine {
	readonly endpoint: string;
	stop(): Promise<void>;
}

/**
 * Starts the embedded SQS and SNS, with messages and subscriptions in one file of the folder.
 *
 * @throws Problem where its data cannot be read
 */
export async function startQueues(folder: string, region: string): Promise<QueueEngine> {
	const dataDir = join(folder, 'queues');
	const port = await freePort();
	observe('fastify.initialization', onLoopbackOnly);
	try {
		const server = await startFauxqs({port, logger: false, defaultRegion: region, dataDir});
		return {endpoint: `http://127.0.0.1:${server.port}`, stop: () => server.stop()};
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		throw problem(
			`The queues in ${dataDir} cannot be opened (${said}): \`npm start -- --fresh\` starts over without them.`,
			error,
		);
	} finally {
		ignore('fastify.initialization', onLoopbackOnly);
	}
}

interface Listens {
	listen: (options: object) => unknown;
}

function listens(value: unknown): value is {fastify: Listens} {
	if (typeof value !== 'object' || value === null || !('fastify' in value)) return false;
	const {fastify} = value;
	return typeof fastify === 'object' && fastify !== null && 'listen' in fastify && typeof fastify.listen === 'function';
}

/**
 * fauxqs listens on every interface and has no option for it. Its web framework announces each server on a diagnostics
 * channel, where the server may still be changed.
 */
function onLoopbackOnly(message: unknown): void {
	if (!listens(message))
		throw new Error('queues: fauxqs starts its server in another way, and would be open to the network');
	const {fastify} = message;
	const listen = fastify.listen.bind(fastify);
	fastify.listen = (options) => listen({...options, host: '127.0.0.1'});
}

/** Creates the queues and topics that are missing, and brings the attributes of the others up to date. */
export async function createQueues(
	clients: {readonly sqs: SQSClient; readonly sns: SNSClient},
	queues: readonly QueueShape[],
	topics: readonly TopicShape[],
): Promise<void> {
	await Promise.all([
		...queues.map(async ({name, attributes}) => {
			const {QueueUrl} = await clients.sqs.send(new CreateQueueCommand({QueueName: name}));
			if (Object.keys(attributes).length === 0) return;
			await clients.sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes: attributes}));
		}),
		...topics.map(({name, attributes}) =>
			clients.sns.send(new CreateTopicCommand({Name: name, Attributes: attributes})),
		),
	]);
}

/** Subscribes a queue to a topic; a repeated call changes nothing. */
export async function subscribeQueue(
	sns: SNSClient,
	topicArn: string,
	queueArn: string,
	attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
	await sns.send(
		new SubscribeCommand({TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes: attributes}),
	);
}
