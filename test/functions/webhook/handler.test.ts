import {SendMessageBatchCommand, SQSClient} from '@aws-sdk/client-sqs';
import {DynamoDBDocumentClient, GetCommand} from '@aws-sdk/lib-dynamodb';
import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context, SNSEvent} from 'aws-lambda';
import {mockClient} from 'aws-sdk-client-mock';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {POSTERS, TOPICS} from '#test/support/posters.ts';
import {httpEvent} from '#test/support/webhook.ts';

const dynamodb = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const {postmark, ses} = POSTERS;

const context: Context = {
	callbackWaitsForEmptyEventLoop: false,
	functionName: 'webhook',
	functionVersion: '1',
	invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:webhook',
	memoryLimitInMB: '256',
	awsRequestId: 'request-1',
	logGroupName: 'webhook',
	logStreamName: 'stream',
	getRemainingTimeInMillis: () => 10_000,
	done: () => {},
	fail: () => {},
	succeed: () => {},
};

/** The handler as at a cold start: nothing is in memory yet. */
async function cold(): Promise<(event: APIGatewayProxyEventV2 | SNSEvent) => Promise<unknown>> {
	vi.resetModules();
	const {handler} = await import('#functions/webhook/handler.ts');
	return async (event) => handler(event, context);
}

const event = () => httpEvent(postmark.post(postmark.good), 'postmark', 'acme');

beforeEach(() => {
	for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockReturnValue(true);
	vi.stubEnv('AWS_REGION', 'us-east-1');
	vi.stubEnv('TENANTS_TABLE', 'tenants');
	vi.stubEnv('WORK_QUEUE_URL', 'https://sqs.us-east-1.amazonaws.com/123456789012/work');
	vi.stubEnv('QUARANTINE_QUEUE_URL', 'https://sqs.us-east-1.amazonaws.com/123456789012/quarantine');
	dynamodb.reset();
	sqs.reset();
	const {id, ...tenant} = {...postmark.tenant(0), ses: {topicArns: TOPICS}};
	dynamodb.on(GetCommand, {Key: {id: 'tenant#acme'}}).resolves({Item: {...tenant, id: 'tenant#acme', tenant: id}});
	dynamodb.on(GetCommand, {Key: {id: `topic#${TOPICS[0]}`}}).resolves({Item: {tenant: 'acme'}});
	sqs.on(SendMessageBatchCommand).resolves({});
});
afterEach(() => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const answered = (result: unknown): result is APIGatewayProxyStructuredResultV2 =>
	typeof result === 'object' && result !== null && 'statusCode' in result;

async function status(handler: Awaited<ReturnType<typeof cold>>): Promise<number | undefined> {
	const result = await handler(event());
	return answered(result) ? result.statusCode : undefined;
}

describe('the handler', () => {
	it('answers 200 when the queue has the event', async () => {
		expect(await status(await cold())).toBe(200);
		expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
	});

	it('answers 503 with the mend while the table or the queue is out of order', async () => {
		dynamodb.on(GetCommand).rejectsOnce(new Error('table'));
		const handler = await cold();
		expect(await handler(event())).toMatchObject({
			statusCode: 503,
			headers: {'content-type': 'application/problem+json', 'retry-after': '30'},
			body: expect.stringContaining('send it again'),
		});
		sqs.on(SendMessageBatchCommand).rejectsOnce(new Error('queue'));
		expect(await status(handler)).toBe(503);
		sqs.on(SendMessageBatchCommand).resolves({});
		dynamodb.on(GetCommand).resolves({});
		expect(await status(await cold())).toBe(401);
	});

	it('answers 503 within 5 seconds when nobody answers it', async () => {
		const handler = await cold();
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		dynamodb.on(GetCommand).callsFake(() => new Promise(() => {}));
		const pending = status(handler);
		await vi.advanceTimersByTimeAsync(5_000);
		expect(await pending).toBe(503);
	});

	it('takes events by a topic too, and fails where it cannot keep them', async () => {
		const Sns = {
			...JSON.parse(ses.post(ses.good).body.toString()),
			SigningCertUrl: '',
			UnsubscribeUrl: '',
			MessageAttributes: {},
		};
		const record = {EventVersion: '1.0', EventSource: 'aws:sns', EventSubscriptionArn: `${TOPICS[0]}:1`, Sns};
		const handler = await cold();
		await handler({Records: [record]});
		expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
		sqs.on(SendMessageBatchCommand).rejects(new Error('queue'));
		await expect(handler({Records: [record]})).rejects.toThrow('queue');
	});
});
