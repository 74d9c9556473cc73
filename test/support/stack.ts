import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {DynamoDBClient} from '@aws-sdk/client-dynamodb';
import {DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {DynamoDBDocumentClient} from '@aws-sdk/lib-dynamodb';
import {type LocalStack, type StackOptions, startStack} from '#infra/local/stack.ts';
import {stackSchema} from '#shared/model/stack.ts';
import type {Store} from '#shared/store/client.ts';

export interface TestStack extends LocalStack {
	/** The stack's tables, past the functions and their permissions. */
	readonly store: Store;
	readonly sqs: SQSClient;
	/** The bodies of the messages in a queue, taken out of it; waits up to `seconds` for the first. */
	take(queueUrl: string, seconds: number): Promise<string[]>;
	/** Resolves when the ledger has recorded all that is in the work queue; waits up to `ms` for it. */
	recorded(ms?: number): Promise<void>;
	/** What the stack told the person in front of the screen: errors of functions, missing permissions. */
	readonly said: string[];
}

const WAITING = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
const RECORDED_MS = 20_000;
const CREDENTIALS = {accessKeyId: 'test', secretAccessKey: 'test'};

/**
 * Starts the whole local stack on a free port. Its data is in a folder of its own, which goes when it is stopped.
 *
 * @param dataFolder the folder of an earlier one, which is kept: to see what survives a restart
 */
export async function startTestStack(
	dataFolder?: string,
	more: Pick<StackOptions, 'espOrigin' | 'dnsServers' | 'now'> = {},
): Promise<TestStack> {
	const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), 'bounceledger-stack-')));
	const said: string[] = [];
	const stack = await startStack({dataFolder: folder, port: 0, say: (line) => said.push(line), ...more});
	const {endpoints, region, tables} = stackSchema.parse(stack.info);
	const common = {region, credentials: CREDENTIALS};
	const client = new DynamoDBClient({...common, endpoint: endpoints.dynamodb});
	const sqs = new SQSClient({...common, endpoint: endpoints.sqs});
	return {
		...stack,
		said,
		sqs,
		store: {client: DynamoDBDocumentClient.from(client, {marshallOptions: {removeUndefinedValues: true}}), tables},
		recorded: async (ms = RECORDED_MS) => {
			const until = Date.now() + ms;
			for (;;) {
				const {Attributes = {}} = await sqs.send(
					new GetQueueAttributesCommand({QueueUrl: stack.info.queues.work, AttributeNames: [...WAITING]}),
				);
				const left = WAITING.map((name) => Attributes[name]);
				if (left.every((count) => count === '0')) return;
				if (Date.now() > until) throw new Error(`the work queue still holds ${left.join(' and ')} messages`);
				await pause(50);
			}
		},
		take: async (queueUrl, seconds) => {
			const {Messages = []} = await sqs.send(
				new ReceiveMessageCommand({QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: seconds}),
			);
			for (const {ReceiptHandle} of Messages) {
				await sqs.send(new DeleteMessageCommand({QueueUrl: queueUrl, ReceiptHandle}));
			}
			return Messages.map(({Body}) => Body ?? '');
		},
		stop: async () => {
			client.destroy();
			sqs.destroy();
			await stack.stop();
			if (dataFolder === undefined) await rm(folder, {recursive: true, force: true});
		},
	};
}
