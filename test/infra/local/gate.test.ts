import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand} from '@aws-sdk/client-dynamodb';
import {CreateTopicCommand, PublishCommand, SNSClient} from '@aws-sdk/client-sns';
import {CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startTables, type TableEngine} from '#infra/local/engine.ts';
import {type Gate, startGate} from '#infra/local/gate.ts';
import {type QueueEngine, startQueues, subscribeQueue} from '#infra/local/queues.ts';

const region = 'us-east-1';
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:000000000000:${resource}`;
const said: string[] = [];
let folder: string;
let tables: TableEngine;
let queues: QueueEngine;
let gate: Gate;

const clients = (endpoint: {dynamodb: string; queues: string}, accessKeyId: string) => {
	const common = {region, credentials: {accessKeyId, secretAccessKey: 'local'}, maxAttempts: 1};
	return {
		dynamodb: new DynamoDBClient({...common, endpoint: endpoint.dynamodb}),
		sqs: new SQSClient({...common, endpoint: endpoint.queues}),
		sns: new SNSClient({...common, endpoint: endpoint.queues}),
	};
};
/** The clients of a function, whose role allows what the function of its name needs. */
const as = (name: string) => clients({dynamodb: gate.endpoint, queues: gate.endpoint}, name);
const url = (queue: string) => `${queues.endpoint}/000000000000/${queue}`;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-gate-'));
	[tables, queues] = await Promise.all([startTables(folder, undefined), startQueues(folder, region)]);
	gate = await startGate({
		engines: {
			dynamodb: tables.endpoint,
			sqs: queues.endpoint,
			sns: queues.endpoint,
			secretsmanager: 'http://127.0.0.1:9',
		},
		roles: new Map([
			[
				'Ledger',
				[
					{
						effect: 'Allow',
						actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
						resources: [arn('dynamodb', 'table/Facts')],
					},
				],
			],
			['Notify', [{effect: 'Allow', actions: ['sns:Publish'], resources: [arn('sns', 'Alerts')]}]],
			['Console', []],
		]),
		arn,
		say: (line) => said.push(line),
	});
	const {dynamodb, sqs, sns} = clients({dynamodb: tables.endpoint, queues: queues.endpoint}, 'test');
	await dynamodb.send(
		new CreateTableCommand({
			TableName: 'Facts',
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
			KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
		}),
	);
	await sqs.send(new CreateQueueCommand({QueueName: 'Inbox'}));
	await sns.send(new CreateTopicCommand({Name: 'Alerts'}));
	await subscribeQueue(sns, arn('sns', 'Alerts'), arn('sqs', 'Inbox'));
});

afterAll(async () => {
	await gate.stop();
	await Promise.all([tables.stop(), queues.stop()]);
	await rm(folder, {recursive: true, force: true});
});

test('what the role allows goes through unchanged', async () => {
	const {dynamodb} = as('Ledger');
	const Item = {id: {S: 'ü\r\n'}, bytes: {B: Buffer.from([0, 255])}, many: {S: 'x'.repeat(300_000)}};
	await dynamodb.send(new PutItemCommand({TableName: 'Facts', Item}));
	const {Item: read} = await dynamodb.send(new GetItemCommand({TableName: 'Facts', Key: {id: {S: 'ü\r\n'}}}));
	expect(read).toEqual({...Item, bytes: {B: new Uint8Array([0, 255])}});
});

test('what the role does not allow is refused as AWS refuses it, and told', async () => {
	const key = {TableName: 'Facts', Key: {id: {S: 'a'}}};
	await expect(as('Console').dynamodb.send(new GetItemCommand(key))).rejects.toMatchObject({
		name: 'AccessDeniedException',
	});
	await expect(as('Nobody').dynamodb.send(new GetItemCommand(key))).rejects.toMatchObject({
		name: 'AccessDeniedException',
	});
	const message = {QueueUrl: url('Inbox'), MessageBody: 'm'};
	await expect(as('Ledger').sqs.send(new SendMessageCommand(message))).rejects.toMatchObject({
		name: expect.stringContaining('AccessDenied'),
	});
	const alert = {TopicArn: arn('sns', 'Alerts'), Message: 'm'};
	await expect(as('Ledger').sns.send(new PublishCommand(alert))).rejects.toMatchObject({
		name: 'AuthorizationErrorException',
	});
	expect(said).toContain(
		'  The template gives Console no permission for dynamodb:GetItem on arn:aws:dynamodb:us-east-1:000000000000:table/Facts.',
	);
});

test('a published message reaches a queue as SNS would give it to one', async () => {
	await as('Notify').sns.send(
		new PublishCommand({
			TopicArn: arn('sns', 'Alerts'),
			Subject: 'Banned',
			Message: JSON.stringify({default: 'plain', sqs: '{"version":1}'}),
			MessageStructure: 'json',
			MessageAttributes: {kind: {DataType: 'String', StringValue: 'ip-ban'}},
		}),
	);
	const {sqs} = clients({dynamodb: tables.endpoint, queues: queues.endpoint}, 'test');
	const {Messages = []} = await sqs.send(new ReceiveMessageCommand({QueueUrl: url('Inbox'), WaitTimeSeconds: 5}));
	expect(Messages.map(({Body = ''}) => JSON.parse(Body))).toMatchObject([
		{
			Type: 'Notification',
			Subject: 'Banned',
			Message: '{"version":1}',
			MessageAttributes: {kind: {Type: 'String', Value: 'ip-ban'}},
		},
	]);
	const long = {TopicArn: arn('sns', 'Alerts'), Message: 'm', Subject: 'x'.repeat(101)};
	await expect(as('Notify').sns.send(new PublishCommand(long))).rejects.toMatchObject({
		message: expect.stringContaining('Subject'),
	});
});
