import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
	CreateQueueCommand,
	GetQueueAttributesCommand,
	ReceiveMessageCommand,
	SendMessageBatchCommand,
	SendMessageCommand,
	SQSClient,
} from '@aws-sdk/client-sqs';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Lambda} from '#infra/local/lambda.ts';
import {pollQueue, type Running} from '#infra/local/poll.ts';
import {type QueueEngine, startQueues} from '#infra/local/queues.ts';
import type {QueueSource} from '#infra/local/sources.ts';

const region = 'us-east-1';
let folder: string;
let engine: QueueEngine;
let sqs: SQSClient;
const running: Running[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-queues-'));
	engine = await startQueues(folder, region);
	sqs = new SQSClient({endpoint: engine.endpoint, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}});
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(async () => {
	sqs.destroy();
	await engine.stop();
	await rm(folder, {recursive: true, force: true});
});

interface SqsEvent {
	readonly Records: readonly {messageId: string; body: string; attributes: Record<string, string>}[];
}

/** A function that is a function of this test. */
function lambdaOf(answer: (event: SqsEvent) => unknown): Lambda & {readonly events: SqsEvent[]} {
	const events: SqsEvent[] = [];
	return {
		name: 'Test',
		events,
		invoke: async (text) => {
			const event: SqsEvent = JSON.parse(text);
			events.push(event);
			try {
				return {payload: JSON.stringify(answer(event) ?? null), failed: false};
			} catch {
				return {payload: '{"errorType":"Error","errorMessage":"no"}', failed: true};
			}
		},
		stop: async () => {},
	};
}

async function queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
	const {QueueUrl = ''} = await sqs.send(new CreateQueueCommand({QueueName: name, Attributes: attributes}));
	return QueueUrl;
}

function poll(name: string, queueUrl: string, lambda: Lambda, more: Partial<QueueSource> = {}): void {
	const source: QueueSource = {
		id: name,
		queueArn: `arn:aws:sqs:${region}:000000000000:${name}`,
		functionName: lambda.name,
		batchSize: 10,
		windowSeconds: 0,
		partial: true,
		patterns: [],
		concurrency: 1,
		...more,
	};
	running.push(pollQueue({sqs, source, queueUrl, region, lambda, say: () => {}}));
}

async function counts(QueueUrl: string): Promise<number[]> {
	const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
	const {Attributes} = await sqs.send(new GetQueueAttributesCommand({QueueUrl, AttributeNames: [...names]}));
	return names.map((name) => Number(Attributes?.[name]));
}

const send = (QueueUrl: string, bodies: readonly string[]) =>
	sqs.send(
		new SendMessageBatchCommand({
			QueueUrl,
			Entries: bodies.map((MessageBody, at) => ({Id: String(at), MessageBody, MessageGroupId: 'acme'})),
		}),
	);

test('a batch is handed over as Lambda does it, and deleted when it is done', async () => {
	const url = await queue('done');
	await sqs.send(
		new SendMessageCommand({
			QueueUrl: url,
			MessageBody: 'first\r\nline',
			MessageGroupId: 'acme',
			MessageAttributes: {esp: {DataType: 'String', StringValue: 'ses'}},
		}),
	);
	const lambda = lambdaOf(() => ({batchItemFailures: []}));
	poll('done', url, lambda);
	await expect.poll(() => counts(url)).toEqual([0, 0]);
	expect(lambda.events).toMatchObject([
		{
			Records: [
				{
					body: 'first\r\nline',
					eventSource: 'aws:sqs',
					eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:done',
					awsRegion: 'us-east-1',
					attributes: {ApproximateReceiveCount: '1'},
					messageAttributes: {esp: {stringValue: 'ses', dataType: 'String'}},
				},
			],
		},
	]);
});

test('of a batch that failed in part, only the failed messages come again', async () => {
	const url = await queue('partial', {VisibilityTimeout: '1'});
	await send(url, ['good 1', 'bad', 'good 2']);
	const lambda = lambdaOf(({Records}) => ({
		batchItemFailures: Records.filter(
			({body, attributes}) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
		).map(({messageId}) => ({itemIdentifier: messageId})),
	}));
	poll('partial', url, lambda);
	await expect.poll(() => counts(url), {timeout: 10_000}).toEqual([0, 0]);
	expect(lambda.events.map(({Records}) => Records.map(({body}) => body).toSorted())).toEqual([
		['bad', 'good 1', 'good 2'],
		['bad'],
	]);
});

test('a message that never succeeds goes to the dead letters after its receives, its neighbors do not', async () => {
	const dead = await queue('dead');
	const url = await queue('poisoned', {
		VisibilityTimeout: '1',
		RedrivePolicy: JSON.stringify({deadLetterTargetArn: `arn:aws:sqs:${region}:000000000000:dead`, maxReceiveCount: 2}),
	});
	await send(url, ['poison', 'food']);
	const lambda = lambdaOf(({Records}) => ({
		batchItemFailures: Records.filter(({body}) => body === 'poison').map(({messageId}) => ({
			itemIdentifier: messageId,
		})),
	}));
	poll('poisoned', url, lambda);
	await expect.poll(() => counts(dead), {timeout: 10_000}).toEqual([1, 0]);
	const {Messages} = await sqs.send(new ReceiveMessageCommand({QueueUrl: dead}));
	expect(Messages).toMatchObject([{Body: 'poison'}]);
	const tries = lambda.events.flatMap(({Records}) => Records.map(({body}) => body));
	expect(tries.filter((body) => body === 'poison')).toHaveLength(2);
	expect(tries.filter((body) => body === 'food')).toHaveLength(1);
});

test.each([
	[
		'throws',
		() => {
			throw new Error('no');
		},
	],
	['names a message that is not in the batch', () => ({batchItemFailures: [{itemIdentifier: 'stranger'}]})],
	['answers in another form', () => 'done'],
])('a function that %s has done nothing: the whole batch stays', async (what, answer) => {
	const name = `whole-${what.replaceAll(' ', '-')}`;
	const url = await queue(name);
	await send(url, ['one', 'two']);
	const lambda = lambdaOf(answer);
	poll(name, url, lambda);
	await expect.poll(() => lambda.events.length).toBeGreaterThan(0);
	await Promise.all(running.splice(0).map((one) => one.stop()));
	expect(await counts(url)).toEqual([0, 2]);
});

test('where the event source does not ask which failed, an answer means that all are done', async () => {
	const url = await queue('plain');
	await send(url, ['one', 'two']);
	poll(
		'plain',
		url,
		lambdaOf(() => 'whatever'),
		{partial: false},
	);
	await expect.poll(() => counts(url)).toEqual([0, 0]);
});

test('a batch larger than one receive is gathered within its window', async () => {
	const url = await queue('window');
	for (const part of ['a', 'b', 'c'])
		await send(
			url,
			Array.from({length: 10}, (_, at) => `${part}${at}`),
		);
	const lambda = lambdaOf(() => ({batchItemFailures: []}));
	poll('window', url, lambda, {batchSize: 25, windowSeconds: 1});
	await expect.poll(() => counts(url), {timeout: 10_000}).toEqual([0, 0]);
	expect(lambda.events.map(({Records}) => Records.length)).toEqual([25, 5]);
});

test('stopping waits for the batch under way', async () => {
	const url = await queue('stopped');
	await send(url, ['one']);
	let finish = () => {};
	const begun = new Promise<void>((resolve) => {
		const lambda: Lambda = {
			...lambdaOf(() => null),
			invoke: async () => {
				resolve();
				await new Promise<void>((done) => {
					finish = done;
				});
				return {payload: '{"batchItemFailures":[]}', failed: false};
			},
		};
		poll('stopped', url, lambda);
	});
	await begun;
	const [one] = running.splice(0);
	const stopping = one?.stop();
	finish();
	await stopping;
	expect(await counts(url)).toEqual([0, 0]);
});

test('messages outlive the engine', async () => {
	const url = await queue('kept');
	await send(url, ['one']);
	await engine.stop();
	engine = await startQueues(folder, region);
	sqs.destroy();
	sqs = new SQSClient({endpoint: engine.endpoint, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}});
	expect(await counts(`${engine.endpoint}/000000000000/kept`)).toEqual([1, 0]);
});

test('the engine listens on this machine alone', async () => {
	const {port} = new URL(engine.endpoint);
	const {networkInterfaces} = await import('node:os');
	const outside = Object.values(networkInterfaces())
		.flatMap((list) => list ?? [])
		.filter(({internal, family}) => !internal && family === 'IPv4');
	for (const {address} of outside) {
		await expect(fetch(`http://${address}:${port}/health`)).rejects.toThrow('fetch failed');
	}
	expect((await fetch(`${engine.endpoint}/health`)).status).toBe(200);
});
