import type {DynamoDBClient} from '@aws-sdk/client-dynamodb';
import type {SNSClient} from '@aws-sdk/client-sns';
import type {SQSClient} from '@aws-sdk/client-sqs';
import {inboxesOf, type StackInfo} from './outputs.ts';
import {isProblem, problem} from './problem.ts';
import {createQueues, subscribeQueue} from './queues.ts';
import {queuesOf, topicsOf} from './resources.ts';
import {createTables, tablesOf} from './tables.ts';
import type {Resolver} from './template.ts';

interface Clients {
	readonly dynamodb: DynamoDBClient;
	readonly sqs: SQSClient;
	readonly sns: SNSClient;
}

/**
 * Makes the template's tables, queues and topics, and the queues that stand for subscribers.
 *
 * @throws Problem where the data of earlier starts stands in the way
 */
export async function createAll(folder: string, resolved: Resolver, clients: Clients, info: StackInfo): Promise<void> {
	const inboxes = inboxesOf(info);
	const made = inboxes.map(({name, arn}) => ({name, arn, attributes: {}}));
	try {
		await Promise.all([
			createTables(clients.dynamodb, tablesOf(resolved)),
			createQueues(clients, [...queuesOf(resolved), ...made], topicsOf(resolved)),
		]);
		for (const {arn, topicArn} of inboxes) await subscribeQueue(clients.sns, topicArn, arn);
	} catch (error) {
		if (isProblem(error)) throw error;
		const said = error instanceof Error ? error.message : String(error);
		throw problem(
			`The data in ${folder} cannot be used (${said}): \`npm start -- --fresh\` starts over without it.`,
			error,
		);
	}
}
