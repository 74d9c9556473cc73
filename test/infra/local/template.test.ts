import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {JsonObject} from '#infra/local/json.ts';
import {
	functionsOf,
	invokePermissionsOf,
	queuesOf,
	routesOf,
	schedulesOf,
	subscriptionsOf,
} from '#infra/local/resources.ts';
import {sourcesOf, statementsOf} from '#infra/local/sources.ts';
import {tablesOf} from '#infra/local/tables.ts';
import {readResources, readTemplate, resolver} from '#infra/local/template.ts';

const place = {region: 'us-east-1', account: '000000000000', sqs: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2'};
const path = (name: string) => ({'aws:cdk:path': `stack-dev/${name}/Resource`});

const RESOURCES: JsonObject = {
	DeadB1: {Type: 'AWS::SQS::Queue', Properties: {MessageRetentionPeriod: 1_209_600}, Metadata: path('Dead')},
	WorkA1: {
		Type: 'AWS::SQS::Queue',
		Properties: {
			VisibilityTimeout: 360,
			SqsManagedSseEnabled: true,
			RedrivePolicy: {deadLetterTargetArn: {'Fn::GetAtt': ['DeadB1', 'Arn']}, maxReceiveCount: 8},
		},
		Metadata: path('Work'),
	},
	FactsC1: {
		Type: 'AWS::DynamoDB::Table',
		Properties: {
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [
				{AttributeName: 'owner', AttributeType: 'S'},
				{AttributeName: 'id', AttributeType: 'S'},
			],
			KeySchema: [{AttributeName: 'owner', KeyType: 'HASH'}],
			GlobalSecondaryIndexes: [
				{
					IndexName: 'byId',
					KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
					Projection: {ProjectionType: 'KEYS_ONLY'},
				},
			],
			StreamSpecification: {StreamViewType: 'NEW_AND_OLD_IMAGES'},
			TimeToLiveSpecification: {AttributeName: 'expiresAt', Enabled: true},
		},
		Metadata: path('Facts'),
	},
	RoleD1: {Type: 'AWS::IAM::Role', Properties: {}, Metadata: path('Role')},
	PolicyD2: {
		Type: 'AWS::IAM::Policy',
		Properties: {
			Roles: [{Ref: 'RoleD1'}],
			PolicyDocument: {
				Statement: [{Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [{'Fn::GetAtt': ['WorkA1', 'Arn']}]}],
			},
		},
	},
	HookE1: {
		Type: 'AWS::Lambda::Function',
		Properties: {
			Code: {S3Bucket: 'assets', S3Key: 'abc.zip'},
			Handler: 'index.handler',
			Role: {'Fn::GetAtt': ['RoleD1', 'Arn']},
			Timeout: 15,
			Environment: {Variables: {WORK_QUEUE_URL: {Ref: 'WorkA1'}, FACTS_TABLE: {Ref: 'FactsC1'}}},
		},
		Metadata: path('Hook'),
	},
	HookE2: {
		Type: 'AWS::Lambda::EventInvokeConfig',
		Properties: {
			FunctionName: {Ref: 'HookE1'},
			MaximumRetryAttempts: 1,
			DestinationConfig: {OnFailure: {Destination: {'Fn::GetAtt': ['DeadB1', 'Arn']}}},
		},
	},
	QueueSource: {
		Type: 'AWS::Lambda::EventSourceMapping',
		Properties: {
			FunctionName: {Ref: 'HookE1'},
			EventSourceArn: {'Fn::GetAtt': ['WorkA1', 'Arn']},
			FunctionResponseTypes: ['ReportBatchItemFailures'],
			ScalingConfig: {MaximumConcurrency: 7},
		},
	},
	StreamSource: {
		Type: 'AWS::Lambda::EventSourceMapping',
		Properties: {
			FunctionName: {Ref: 'HookE1'},
			EventSourceArn: {'Fn::GetAtt': ['FactsC1', 'StreamArn']},
			StartingPosition: 'TRIM_HORIZON',
			MaximumRetryAttempts: 5,
			FilterCriteria: {Filters: [{Pattern: '{"eventName":["INSERT"]}'}]},
		},
	},
	Api: {Type: 'AWS::ApiGatewayV2::Api', Properties: {}},
	Integration: {
		Type: 'AWS::ApiGatewayV2::Integration',
		Properties: {
			ApiId: {Ref: 'Api'},
			IntegrationType: 'AWS_PROXY',
			PayloadFormatVersion: '2.0',
			IntegrationUri: {'Fn::GetAtt': ['HookE1', 'Arn']},
		},
	},
	Route: {
		Type: 'AWS::ApiGatewayV2::Route',
		Properties: {RouteKey: 'POST /v1/hook/{name}', Target: {'Fn::Join': ['', ['integrations/', {Ref: 'Integration'}]]}},
	},
	Permission: {
		Type: 'AWS::Lambda::Permission',
		Properties: {
			FunctionName: {'Fn::GetAtt': ['HookE1', 'Arn']},
			Principal: 'apigateway.amazonaws.com',
			SourceArn: 'arn:x/*',
		},
	},
	Schedule: {
		Type: 'AWS::Events::Rule',
		Properties: {ScheduleExpression: 'rate(15 minutes)', Targets: [{Id: 'a', Arn: {'Fn::GetAtt': ['HookE1', 'Arn']}}]},
		Metadata: path('Schedule'),
	},
	Subscription: {
		Type: 'AWS::SNS::Subscription',
		Properties: {
			Protocol: 'lambda',
			TopicArn: 'arn:aws:sns:eu-west-1:123456789012:ses',
			Endpoint: {'Fn::GetAtt': ['HookE1', 'Arn']},
			FilterPolicy: {kind: ['a']},
		},
	},
	Alarm: {Type: 'AWS::CloudWatch::Alarm', Properties: {}},
};

let assembly: string;
beforeAll(() => {
	assembly = mkdtempSync(join(tmpdir(), 'bounceledger-assembly-'));
	mkdirSync(join(assembly, 'asset.abc'));
	const write = (name: string, content: unknown) => writeFileSync(join(assembly, name), JSON.stringify(content));
	write('manifest.json', {
		artifacts: {
			'stack-dev.assets': {type: 'cdk:asset-manifest'},
			'stack-dev': {type: 'aws:cloudformation:stack', properties: {templateFile: 'stack-dev.template.json'}},
		},
	});
	write('stack-dev.template.json', {
		Resources: RESOURCES,
		Outputs: {Url: {Value: {'Fn::GetAtt': ['Api', 'ApiEndpoint']}}, WorkQueueUrl: {Value: {Ref: 'WorkA1'}}},
	});
	write('stack-dev.assets.json', {
		files: {abc: {source: {path: 'asset.abc'}, destinations: {here: {bucketName: 'assets', objectKey: 'abc.zip'}}}},
	});
});
afterAll(() => rmSync(assembly, {recursive: true, force: true}));

const hookArn = 'arn:aws:lambda:us-east-1:000000000000:function:Hook';
const workArn = 'arn:aws:sqs:us-east-1:000000000000:Work';
const deadArn = 'arn:aws:sqs:us-east-1:000000000000:Dead';

describe('a template becomes what has to be stood up', () => {
	const stack = () => {
		const template = readTemplate(assembly);
		return {template, resolved: resolver(template, place)};
	};

	test('functions with their bundle, role, variables and what happens to what they cannot do', () => {
		const {template, resolved} = stack();
		expect(functionsOf(resolved, template)).toEqual([
			{
				name: 'Hook',
				arn: hookArn,
				role: 'arn:aws:iam::000000000000:role/Role',
				file: join(assembly, 'asset.abc', 'index'),
				exported: 'handler',
				environment: {WORK_QUEUE_URL: 'http://127.0.0.1:1/000000000000/Work', FACTS_TABLE: 'Facts'},
				timeoutSeconds: 15,
				memoryMegabytes: 128,
				undelivered: {retries: 1, queueArn: deadArn},
			},
		]);
		expect(statementsOf(resolved)).toEqual(
			new Map([['Role', [{effect: 'Allow', actions: ['sqs:SendMessage'], resources: [workArn]}]]]),
		);
	});

	test('tables with keys, indexes, stream and time to live', () => {
		expect(tablesOf(stack().resolved)).toMatchObject([
			{
				input: {
					TableName: 'Facts',
					KeySchema: [{AttributeName: 'owner', KeyType: 'HASH'}],
					GlobalSecondaryIndexes: [{IndexName: 'byId', Projection: {ProjectionType: 'KEYS_ONLY'}}],
					StreamSpecification: {StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES'},
				},
				timeToLive: 'expiresAt',
			},
		]);
	});

	test('queues with time-out and dead letters', () => {
		expect(queuesOf(stack().resolved)).toContainEqual({
			name: 'Work',
			arn: workArn,
			attributes: {
				VisibilityTimeout: '360',
				RedrivePolicy: JSON.stringify({deadLetterTargetArn: deadArn, maxReceiveCount: 8}),
			},
		});
	});

	test('edges: routes, permissions, event sources, schedules, subscriptions', () => {
		const {resolved} = stack();
		expect(routesOf(resolved)).toEqual([{method: 'POST', path: '/v1/hook/{name}', functionArn: hookArn}]);
		expect(invokePermissionsOf(resolved)).toEqual([
			{functionName: 'Hook', principal: 'apigateway.amazonaws.com', source: 'arn:x/*'},
		]);
		expect(sourcesOf(resolved)).toMatchObject({
			queues: [{queueArn: workArn, functionName: 'Hook', batchSize: 10, concurrency: 7, partial: true}],
			streams: [{table: 'Facts', batchSize: 100, retries: 5, bisect: false, patterns: ['{"eventName":["INSERT"]}']}],
		});
		expect(schedulesOf(resolved)).toEqual([
			{arn: 'arn:aws:events:us-east-1:000000000000:rule/Schedule', everySeconds: 900, functionArn: hookArn},
		]);
		expect(subscriptionsOf(resolved)).toEqual([
			{
				topicArn: 'arn:aws:sns:eu-west-1:123456789012:ses',
				protocol: 'lambda',
				endpoint: hookArn,
				attributes: {FilterPolicy: '{"kind":["a"]}'},
			},
		]);
	});

	test('outputs', () => {
		expect(stack().resolved.outputs()).toEqual(
			new Map([
				['Url', 'http://127.0.0.1:2'],
				['WorkQueueUrl', 'http://127.0.0.1:1/000000000000/Work'],
			]),
		);
	});
});

describe('what cannot be stood up is refused by its name', () => {
	test('a type that nobody knows', () => {
		const Resources = {Cache: {Type: 'AWS::ElastiCache::ServerlessCache'}, Bucket: {Type: 'AWS::S3::Bucket'}};
		expect(() => readResources({Resources})).toThrow(
			/AWS::ElastiCache::ServerlessCache \(Cache\), AWS::S3::Bucket \(Bucket\)/,
		);
	});

	test('a conditional resource', () => {
		expect(() => readResources({Resources: {Queue: {Type: 'AWS::SQS::Queue', Condition: 'Prod'}}})).toThrow(
			'Queue is conditional',
		);
	});

	test('a folder without a stack', () => {
		expect(() => readTemplate(join(assembly, 'asset.abc'))).toThrow('There is no synthesized stack');
	});
});
