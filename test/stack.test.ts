import {App} from 'aws-cdk-lib';
import {Match, Template} from 'aws-cdk-lib/assertions';
import {beforeAll, describe, expect, it, vi} from 'vitest';
import {stageConfig} from '#infra/config.ts';
import {bounceledger} from '#infra/stack.ts';
import {TABLES} from '#shared/store/tables.ts';
import {type Acknowledged, synthesize} from './support/synthesize.ts';

let template: Template;
let acknowledged: readonly Acknowledged[];

beforeAll(async () => {
	// Fails where cdk-nag finds something that is not acknowledged, or CloudFormation would not take the template.
	({template, acknowledged} = await synthesize({validated: true}));
});

/** The name by which the stack's source calls a resource: `Tenants` for `bounceledger-dev/Tenants/Resource`. */
function nameOf(logicalId: string): string {
	const resource = template.toJSON().Resources[logicalId];
	if (resource === undefined) throw new Error(`no resource ${logicalId}`);
	const path: string = resource.Metadata['aws:cdk:path'];
	return path
		.replace(/^[^/]*\//, '')
		.replace(/\/Resource$/, '')
		.replace(/\/DefaultPolicy$/, '');
}

/** Resources of one type by their names. */
function all(type: string): Record<string, Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(template.findResources(`AWS::${type}`)).map(([id, resource]) => [nameOf(id), resource]),
	);
}

/** `Incidents/index/unresolved` of `{"Fn::Join": ["", [{"Fn::GetAtt": ["Incidents…", "Arn"]}, "/index/unresolved"]]}`. */
function readable(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if ('Ref' in value && typeof value.Ref === 'string') {
		return value.Ref.startsWith('AWS::') ? `<${value.Ref.slice(5)}>` : nameOf(value.Ref);
	}
	if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) {
		const [id, attribute] = value['Fn::GetAtt'];
		return attribute === 'Arn' ? nameOf(id) : `${nameOf(id)}.${attribute}`;
	}
	if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return value['Fn::Join'][1].map(readable).join('');
	return JSON.stringify(value);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

describe('tables', () => {
	it('are six, by demand, recoverable, protected and kept', () => {
		expect(Object.keys(all('DynamoDB::Table')).sort()).toEqual(Object.keys(TABLES).sort());
		template.allResources('AWS::DynamoDB::Table', {
			DeletionPolicy: 'Retain',
			UpdateReplacePolicy: 'Retain',
			Properties: Match.objectLike({
				BillingMode: 'PAY_PER_REQUEST',
				PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true},
				DeletionProtectionEnabled: true,
			}),
		});
	});

	it('let go what has a time to live, and only Incidents has a stream', () => {
		const shapes = Object.entries(all('DynamoDB::Table')).map(([name, {Properties: properties}]) => [name, properties]);
		expect(Object.fromEntries(shapes)).toMatchObject({
			Tenants: {KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}]},
			Facts: {
				TimeToLiveSpecification: {AttributeName: 'expiresAt', Enabled: true},
				GlobalSecondaryIndexes: [{IndexName: 'byIncident', Projection: {ProjectionType: 'KEYS_ONLY'}}],
			},
			Suppressions: {
				KeySchema: [
					{AttributeName: 'tenant', KeyType: 'HASH'},
					{AttributeName: 'mailbox', KeyType: 'RANGE'},
				],
				GlobalSecondaryIndexes: [{IndexName: 'byList', Projection: {ProjectionType: 'KEYS_ONLY'}}],
			},
			Reputation: {TimeToLiveSpecification: {AttributeName: 'expiresAt', Enabled: true}},
			Incidents: {
				TimeToLiveSpecification: {AttributeName: 'expiresAt', Enabled: true},
				StreamSpecification: {StreamViewType: 'NEW_AND_OLD_IMAGES'},
			},
		});
		const streams = template.findResources('AWS::DynamoDB::Table', {
			Properties: {StreamSpecification: Match.anyValue()},
		});
		expect(Object.keys(streams).map(nameOf)).toEqual(['Incidents']);
		const fading = template.findResources('AWS::DynamoDB::Table', {
			Properties: {TimeToLiveSpecification: Match.anyValue()},
		});
		expect(Object.keys(fading).map(nameOf).sort()).toEqual(['Facts', 'Incidents', 'Reputation']);
	});
});

describe('queues', () => {
	it('are encrypted, kept for 14 days and reached by TLS only', () => {
		template.resourceCountIs('AWS::SQS::Queue', 5);
		template.allResourcesProperties('AWS::SQS::Queue', {SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600});
		template.resourceCountIs('AWS::SQS::QueuePolicy', 5);
		template.allResourcesProperties('AWS::SQS::QueuePolicy', {
			PolicyDocument: Match.objectLike({
				Statement: Match.arrayWith([
					Match.objectLike({
						Effect: 'Deny',
						Action: 'sqs:*',
						Principal: {AWS: '*'},
						Condition: {Bool: {'aws:SecureTransport': 'false'}},
					}),
				]),
			}),
		});
	});

	it('take alerts for endpoints from the topic alone, as they are, and set aside what meets faults of ours', () => {
		const queue = {'Fn::GetAtt': [expect.stringMatching(/^AlertWebhookQueue/), 'Arn']};
		const topic = {Ref: expect.stringMatching(/^Alerts/)};
		const subscriptions = Object.values(all('SNS::Subscription')).map(({Properties}) => Properties);
		expect(subscriptions).toEqual([{Protocol: 'sqs', RawMessageDelivery: true, TopicArn: topic, Endpoint: queue}]);
		const allowing = Object.values(template.findResources('AWS::SQS::QueuePolicy'))
			.flatMap(({Properties}) => Properties.PolicyDocument.Statement)
			.filter(({Effect}) => Effect === 'Allow');
		expect(allowing).toEqual([
			{
				Effect: 'Allow',
				Action: 'sqs:SendMessage',
				Principal: {Service: 'sns.amazonaws.com'},
				Resource: queue,
				Condition: {ArnEquals: {'aws:SourceArn': topic}},
			},
		]);
		expect(all('SQS::Queue').AlertWebhookQueue?.Properties).toMatchObject({
			VisibilityTimeout: 180,
			RedrivePolicy: {
				deadLetterTargetArn: {'Fn::GetAtt': [expect.stringMatching(/^UndeliveredQueue/), 'Arn']},
				maxReceiveCount: 20,
			},
		});
	});

	it('hand a chunk out again only when the ledger cannot be at it any more, and set it aside in the end', () => {
		const work = all('SQS::Queue').WorkQueue?.Properties;
		expect(work).toMatchObject({
			VisibilityTimeout: 360,
			RedrivePolicy: {
				deadLetterTargetArn: {'Fn::GetAtt': [expect.stringMatching(/^DeadLetterQueue/), 'Arn']},
				maxReceiveCount: 8,
			},
		});
		template.hasResourceProperties('AWS::Lambda::Function', {
			Environment: {Variables: Match.objectLike({FACTS_TABLE: Match.anyValue()})},
			Timeout: 360 / 6,
		});
	});
});

describe('functions', () => {
	it('are eight, Node 24 on arm64, each with its own log that is not kept for ever', () => {
		const functions = all('Lambda::Function');
		expect(Object.keys(functions).sort()).toEqual([
			'Api',
			'Console',
			'Deliver',
			'Evidence',
			'Ledger',
			'Notify',
			'Sweep',
			'Webhook',
		]);
		template.allResourcesProperties('AWS::Lambda::Function', {
			Runtime: 'nodejs24.x',
			Architectures: ['arm64'],
			LoggingConfig: Match.objectLike({LogFormat: 'JSON', LogGroup: Match.anyValue()}),
		});
		expect(Object.keys(all('Logs::LogGroup')).sort()).toEqual(
			['AccessLog', ...Object.keys(functions).map((name) => `${name}Log`)].sort(),
		);
		template.allResourcesProperties('AWS::Logs::LogGroup', {RetentionInDays: 30});
	});

	it('answer well before the HTTP API gives up after 30 seconds', () => {
		for (const name of ['Webhook', 'Api', 'Console']) {
			const {Timeout} =
				template.toJSON().Resources[
					Object.keys(template.findResources('AWS::Lambda::Function')).find((id) => nameOf(id) === name) ?? ''
				].Properties;
			expect(Timeout).toBeLessThan(30);
		}
	});

	it('may do what their connections say, and nothing else', () => {
		expect(all('IAM::ManagedPolicy')).toEqual({});
		for (const role of Object.values(all('IAM::Role'))) {
			expect(Object.keys(role.Properties ?? {}).sort()).toEqual(['AssumeRolePolicyDocument', 'Tags']);
		}
		const granted = Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, {Properties}]) =>
			Properties.PolicyDocument.Statement.flatMap(({Effect, Action, Resource}: Record<string, unknown>) =>
				list(Resource).flatMap((resource) =>
					list(Action).map((action) => `${nameOf(id).replace(/Role$/, '')} ${readable(resource)} ${Effect}s ${action}`),
				),
			),
		);
		expect(granted.toSorted()).toEqual(GRANTS.toSorted());
	});

	it('are reached by what is theirs alone', () => {
		const invokers = Object.values(template.findResources('AWS::Lambda::Permission')).map(({Properties}) => {
			expect(Properties.SourceArn).toBeDefined();
			return `${Properties.Principal} → ${readable(Properties.FunctionName)}`;
		});
		expect([...new Set(invokers)].sort()).toEqual([
			'apigateway.amazonaws.com → Api',
			'apigateway.amazonaws.com → Console',
			'apigateway.amazonaws.com → Webhook',
			'events.amazonaws.com → Evidence',
			'events.amazonaws.com → Sweep',
		]);
	});

	it('read the queue and the stream so that a failed record does not take its neighbours along', () => {
		const mappings = Object.values(all('Lambda::EventSourceMapping')).map(({Properties}) => Properties);
		expect(mappings).toHaveLength(3);
		expect(mappings).toContainEqual(
			expect.objectContaining({
				EventSourceArn: {'Fn::GetAtt': [expect.stringMatching(/^AlertWebhookQueue/), 'Arn']},
				FunctionResponseTypes: ['ReportBatchItemFailures'],
			}),
		);
		expect(mappings).toContainEqual(
			expect.objectContaining({
				EventSourceArn: {'Fn::GetAtt': [expect.stringMatching(/^WorkQueue/), 'Arn']},
				FunctionResponseTypes: ['ReportBatchItemFailures'],
				ScalingConfig: {MaximumConcurrency: 5},
			}),
		);
		expect(mappings).toContainEqual(
			expect.objectContaining({
				EventSourceArn: {'Fn::GetAtt': [expect.stringMatching(/^Incidents/), 'StreamArn']},
				FunctionResponseTypes: ['ReportBatchItemFailures'],
				BisectBatchOnFunctionError: true,
				MaximumRetryAttempts: 5,
				StartingPosition: 'TRIM_HORIZON',
				DestinationConfig: {OnFailure: {Destination: {'Fn::GetAtt': [expect.stringMatching(/^Undelivered/), 'Arn']}}},
			}),
		);
	});

	it('lose no invocation that nobody waits for', () => {
		template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 3);
		template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
			MaximumRetryAttempts: 2,
			DestinationConfig: {OnFailure: {Destination: {'Fn::GetAtt': [Match.stringLikeRegexp('^Undelivered'), 'Arn']}}},
		});
		template.hasResourceProperties('AWS::Events::Rule', {ScheduleExpression: 'rate(15 minutes)', State: 'ENABLED'});
	});
});

const GRANTS = `
	Webhook WebhookLog Allows logs:CreateLogStream
	Webhook WebhookLog Allows logs:PutLogEvents
	Webhook Tenants Allows dynamodb:GetItem
	Webhook WorkQueue Allows sqs:SendMessage
	Webhook QuarantineQueue Allows sqs:SendMessage
	Webhook UndeliveredQueue Allows sqs:GetQueueAttributes
	Webhook UndeliveredQueue Allows sqs:GetQueueUrl
	Webhook UndeliveredQueue Allows sqs:SendMessage
	Ledger LedgerLog Allows logs:CreateLogStream
	Ledger LedgerLog Allows logs:PutLogEvents
	Ledger WorkQueue Allows sqs:ChangeMessageVisibility
	Ledger WorkQueue Allows sqs:DeleteMessage
	Ledger WorkQueue Allows sqs:GetQueueAttributes
	Ledger WorkQueue Allows sqs:GetQueueUrl
	Ledger WorkQueue Allows sqs:ReceiveMessage
	Ledger Tenants Allows dynamodb:GetItem
	Ledger Facts Allows dynamodb:PutItem
	Ledger Suppressions Allows dynamodb:BatchGetItem
	Ledger Suppressions Allows dynamodb:PutItem
	Ledger Reputation Allows dynamodb:PutItem
	Ledger Reputation Allows dynamodb:UpdateItem
	Ledger Incidents Allows dynamodb:BatchGetItem
	Ledger Incidents Allows dynamodb:PutItem
	Notify NotifyLog Allows logs:CreateLogStream
	Notify NotifyLog Allows logs:PutLogEvents
	Notify Incidents.StreamArn Allows dynamodb:DescribeStream
	Notify Incidents.StreamArn Allows dynamodb:GetRecords
	Notify Incidents.StreamArn Allows dynamodb:GetShardIterator
	Notify Incidents/stream/* Allows dynamodb:ListStreams
	Notify Incidents Allows dynamodb:GetItem
	Notify Incidents Allows dynamodb:BatchGetItem
	Notify Incidents Allows dynamodb:PutItem
	Notify Tenants Allows dynamodb:GetItem
	Notify Alerts Allows sns:Publish
	Notify UndeliveredQueue Allows sqs:GetQueueAttributes
	Notify UndeliveredQueue Allows sqs:GetQueueUrl
	Notify UndeliveredQueue Allows sqs:SendMessage
	Deliver DeliverLog Allows logs:CreateLogStream
	Deliver DeliverLog Allows logs:PutLogEvents
	Deliver Tenants Allows dynamodb:GetItem
	Deliver Tenants Allows dynamodb:UpdateItem
	Deliver AlertWebhookQueue Allows sqs:ChangeMessageVisibility
	Deliver AlertWebhookQueue Allows sqs:DeleteMessage
	Deliver AlertWebhookQueue Allows sqs:GetQueueAttributes
	Deliver AlertWebhookQueue Allows sqs:GetQueueUrl
	Deliver AlertWebhookQueue Allows sqs:ReceiveMessage
	Deliver AlertWebhookQueue Allows sqs:SendMessage
	Deliver arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/alert-webhooks/* Allows secretsmanager:GetSecretValue
	Sweep SweepLog Allows logs:CreateLogStream
	Sweep SweepLog Allows logs:PutLogEvents
	Sweep Tenants Allows dynamodb:GetItem
	Sweep Incidents/index/unresolved Allows dynamodb:Query
	Sweep Incidents Allows dynamodb:GetItem
	Sweep Incidents Allows dynamodb:BatchGetItem
	Sweep Incidents Allows dynamodb:PutItem
	Sweep Reputation Allows dynamodb:Query
	Sweep UndeliveredQueue Allows sqs:GetQueueAttributes
	Sweep UndeliveredQueue Allows sqs:GetQueueUrl
	Sweep UndeliveredQueue Allows sqs:SendMessage
	Evidence EvidenceLog Allows logs:CreateLogStream
	Evidence EvidenceLog Allows logs:PutLogEvents
	Evidence Tenants Allows dynamodb:GetItem
	Evidence Facts Allows dynamodb:BatchGetItem
	Evidence Facts/index/byIncident Allows dynamodb:Query
	Evidence Reputation Allows dynamodb:Query
	Evidence Incidents Allows dynamodb:GetItem
	Evidence Incidents Allows dynamodb:BatchGetItem
	Evidence Incidents Allows dynamodb:PutItem
	Evidence Incidents/index/unresolved Allows dynamodb:Query
	Evidence arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger-operator/dev-* Allows secretsmanager:GetSecretValue
	Evidence UndeliveredQueue Allows sqs:GetQueueAttributes
	Evidence UndeliveredQueue Allows sqs:GetQueueUrl
	Evidence UndeliveredQueue Allows sqs:SendMessage
	Api ApiLog Allows logs:CreateLogStream
	Api ApiLog Allows logs:PutLogEvents
	Api Tenants Allows dynamodb:BatchGetItem
	Api Audit Allows dynamodb:PutItem
	Api Audit Allows dynamodb:BatchWriteItem
	Api Incidents Allows dynamodb:BatchGetItem
	Api Incidents Allows dynamodb:PutItem
	Api Suppressions Allows dynamodb:PutItem
	Api Suppressions Allows dynamodb:DeleteItem
	Api Facts/index/byIncident Allows dynamodb:Query
	Api Facts Allows dynamodb:BatchWriteItem
	Api Facts Allows dynamodb:BatchGetItem
	Api Tenants Allows dynamodb:UpdateItem
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/* Allows secretsmanager:GetSecretValue
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/* Allows secretsmanager:CreateSecret
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/* Allows secretsmanager:PutSecretValue
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/* Allows secretsmanager:DeleteSecret
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/alert-webhooks/* Allows secretsmanager:GetSecretValue
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/alert-webhooks/* Allows secretsmanager:CreateSecret
	Api arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:bounceledger/dev/alert-webhooks/* Allows secretsmanager:DeleteSecret
	Api Tenants Allows dynamodb:GetItem
	Api Facts Allows dynamodb:Query
	Api Suppressions Allows dynamodb:BatchGetItem
	Api Suppressions Allows dynamodb:Query
	Api Suppressions/index/byList Allows dynamodb:Query
	Api Reputation Allows dynamodb:Query
	Api Incidents Allows dynamodb:GetItem
	Api Incidents Allows dynamodb:Query
	Api Incidents/index/unresolvedByTenant Allows dynamodb:Query
	Api Audit Allows dynamodb:Query
	Api Audit/index/byAddress Allows dynamodb:Query
	Api Audit/index/byRelease Allows dynamodb:Query
	Console ConsoleLog Allows logs:CreateLogStream
	Console ConsoleLog Allows logs:PutLogEvents
`
	.trim()
	.split('\n')
	.map((line) => line.trim());

describe('topics', () => {
	it('take alerts from notify alone, encrypted and by TLS', () => {
		expect(all('SNS::Topic').Alerts?.Properties).toMatchObject({KmsMasterKeyId: 'alias/aws/sns'});
		template.hasResourceProperties('AWS::SNS::TopicPolicy', {
			Topics: [{Ref: Match.stringLikeRegexp('^Alerts')}],
			PolicyDocument: Match.objectLike({
				Statement: [
					Match.objectLike({
						Effect: 'Deny',
						Action: 'sns:Publish',
						Principal: '*',
						Condition: {Bool: {'aws:SecureTransport': 'false'}},
					}),
					Match.objectLike({
						Effect: 'Deny',
						Action: 'sns:Publish',
						Principal: {AWS: '*'},
						Condition: {
							ArnNotEquals: {'aws:PrincipalArn': {'Fn::GetAtt': [Match.stringLikeRegexp('^NotifyRole'), 'Arn']}},
						},
					}),
				],
			}),
		});
	});

	it("let the account's alarms reach the operators", () => {
		template.hasResourceProperties('AWS::SNS::TopicPolicy', {
			Topics: [{Ref: Match.stringLikeRegexp('^Operations')}],
			PolicyDocument: Match.objectLike({
				Statement: Match.arrayWith([
					Match.objectLike({
						Effect: 'Allow',
						Action: 'sns:Publish',
						Principal: {Service: 'cloudwatch.amazonaws.com'},
						Condition: Match.objectLike({StringEquals: {'aws:SourceAccount': {Ref: 'AWS::AccountId'}}}),
					}),
				]),
			}),
		});
	});
});

describe('HTTP API', () => {
	it('has the routes, each with its throttle', () => {
		const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
			({Properties}) => Properties.RouteKey,
		);
		expect(routes.toSorted()).toEqual([
			'DELETE /v1/alert-webhooks/{id}',
			'DELETE /v1/esp-credentials/{esp}',
			'DELETE /v1/recipients/{address}',
			'GET /',
			'GET /console/{file+}',
			'GET /v1/alert-schema.json',
			'GET /v1/alert-webhooks',
			'GET /v1/attribution',
			'GET /v1/audit',
			'GET /v1/esp-credentials/{esp}',
			'GET /v1/incidents',
			'GET /v1/incidents/{id+}',
			'GET /v1/key',
			'GET /v1/openapi.json',
			'GET /v1/overview',
			'GET /v1/reputation',
			'GET /v1/reputation/series',
			'GET /v1/settings',
			'GET /v1/suppressions',
			'GET /v1/suppressions/export',
			'GET /v1/suppressions/{address}',
			'POST /v1/alert-webhooks',
			'POST /v1/alert-webhooks/{id}/enable',
			'POST /v1/alert-webhooks/{id}/test',
			'POST /v1/classify',
			'POST /v1/explain-headers',
			'POST /v1/releases',
			'POST /v1/releases/preview',
			'POST /v1/releases/{id}/undo',
			'POST /v1/suppressions',
			'POST /v1/suppressions/check',
			'POST /v1/suppressions/import',
			'POST /v1/suppressions/release',
			'POST /v1/webhooks/{esp}/{tenant}',
			'PUT /v1/esp-credentials/{esp}',
			'PUT /v1/settings',
		]);
		const {webhook, api} = stageConfig('dev').throttles;
		const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
		expect(Object.keys(stage?.Properties.RouteSettings).sort()).toEqual(routes.toSorted());
		expect(stage?.Properties.RouteSettings).toMatchObject({
			'POST /v1/webhooks/{esp}/{tenant}': {ThrottlingRateLimit: webhook.rate, ThrottlingBurstLimit: webhook.burst},
			'POST /v1/suppressions/check': {ThrottlingRateLimit: api.rate, ThrottlingBurstLimit: api.burst},
			// Each of these may wait ten seconds for somebody outside.
			'POST /v1/alert-webhooks/{id}/test': {ThrottlingRateLimit: 2, ThrottlingBurstLimit: 5},
		});
	});

	it('logs each request as JSON, without path, payload or header', () => {
		const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
		const fields: Record<string, string> = JSON.parse(stage?.Properties.AccessLogSettings.Format);
		expect(Object.values(fields)).toContain('$context.routeKey');
		for (const field of Object.values(fields)) expect(field).not.toMatch(/path|body|header|authorizer|query/i);
	});
});

describe('alarms', () => {
	it('watch what the design asks for, and tell the operators of beginning and end', () => {
		const operators = [{Ref: expect.stringMatching(/^Operations/)}];
		const alarms = Object.values(all('CloudWatch::Alarm')).map(({Properties}) => Properties);
		for (const alarm of alarms) expect(alarm).toMatchObject({AlarmActions: operators, OKActions: operators});
		const watched = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
			({Properties: {MetricName, Dimensions, Namespace, Threshold}}) =>
				`${Dimensions === undefined ? Namespace : readable(Dimensions[0].Value)} ${MetricName} > ${Threshold}`,
		);
		expect(watched.toSorted()).toEqual(
			[
				'DeadLetterQueue.QueueName ApproximateNumberOfMessagesVisible > 0',
				'QuarantineQueue.QueueName ApproximateNumberOfMessagesVisible > 0',
				'UndeliveredQueue.QueueName ApproximateNumberOfMessagesVisible > 0',
				'WorkQueue.QueueName ApproximateAgeOfOldestMessage > 900',
				'Bounceledger/dev webhook-refused > 20',
				'Bounceledger/dev chunk-failed > 0',
				'Bounceledger/dev alert-webhook-dropped > 0',
				'Http 5xx > 10',
				'Notify IteratorAge > 300000',
				'Alerts.TopicName NumberOfNotificationsFailed > 0',
				...['Webhook', 'Ledger', 'Notify', 'Deliver', 'Sweep', 'Evidence', 'Api', 'Console'].map(
					(name) => `${name} Errors > 0`,
				),
			].toSorted(),
		);
	});

	it('count the log lines that the functions write', () => {
		const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(
			({Properties}) => `${readable(Properties.LogGroupName)} ${Properties.FilterPattern}`,
		);
		expect(filters.toSorted()).toEqual([
			'DeliverLog { $.message = "alert-webhook-dropped" }',
			'LedgerLog { $.message = "chunk-failed" }',
			'WebhookLog { $.message = "webhook-refused" }',
		]);
	});
});

describe('stages', () => {
	it('differ in what config.ts says', async () => {
		const sandbox = await synthesize({stage: 'sandbox'});
		sandbox.template.allResources('AWS::DynamoDB::Table', {
			DeletionPolicy: 'Delete',
			Properties: Match.objectLike({DeletionProtectionEnabled: false}),
		});
		sandbox.template.allResourcesProperties('AWS::Logs::LogGroup', {RetentionInDays: 7});
	});

	it("subscribe the webhook to SES's topics, each allowed to invoke it, and readers by e-mail", () => {
		const topics = ['bounces', 'complaints'].map((name) => `arn:aws:sns:eu-west-1:111122223333:${name}`);
		vi.stubEnv('CDK_VALIDATION', 'false');
		const app = new App({context: {'aws:cdk:bundling-stacks': []}});
		const config = {
			...stageConfig(),
			sesTopicArns: topics,
			alertEmails: ['list@example.com'],
			operatorEmails: ['duty@example.com'],
		};
		const made = Template.fromStack(bounceledger(app, config));
		const subscriptions = Object.values(made.findResources('AWS::SNS::Subscription')).map(({Properties}) => Properties);
		expect(subscriptions).toHaveLength(5);
		for (const arn of topics) {
			const endpoint = {'Fn::GetAtt': [expect.stringMatching(/^Webhook/), 'Arn']};
			expect(subscriptions).toContainEqual(
				expect.objectContaining({
					Protocol: 'lambda',
					TopicArn: arn,
					Endpoint: endpoint,
					RedrivePolicy: expect.anything(),
				}),
			);
			made.hasResourceProperties('AWS::Lambda::Permission', {Principal: 'sns.amazonaws.com', SourceArn: arn});
		}
		for (const [topic, address] of [
			['Alerts', 'list@example.com'],
			['Operations', 'duty@example.com'],
		]) {
			const TopicArn = {Ref: expect.stringMatching(new RegExp(`^${topic}`))};
			expect(subscriptions).toContainEqual({Protocol: 'email', Endpoint: address, TopicArn});
		}
	});

	it('have a topic for a chat where they say so, which notify alone may fill', () => {
		vi.stubEnv('CDK_VALIDATION', 'false');
		const app = new App({context: {'aws:cdk:bundling-stacks': []}});
		const made = Template.fromStack(bounceledger(app, {...stageConfig(), chat: true}));
		const Ref = Object.keys(made.findResources('AWS::SNS::Topic')).find((id) => id.startsWith('Chat'));
		made.hasResourceProperties('AWS::SNS::Topic', {DisplayName: 'Bounceledger chat', KmsMasterKeyId: 'alias/aws/sns'});
		made.hasResourceProperties('AWS::Lambda::Function', {
			Environment: {Variables: Match.objectLike({CHAT_TOPIC_ARN: {Ref}})},
		});
		made.hasResourceProperties('AWS::SNS::TopicPolicy', {
			Topics: [{Ref}],
			PolicyDocument: Match.objectLike({
				Statement: Match.arrayWith([Match.objectLike({Sid: 'OnlyOnePublisher', Effect: 'Deny'})]),
			}),
		});
		made.hasOutput('ChatTopicArn', {Value: {Ref}});
		expect(Object.keys(template.findResources('AWS::SNS::Topic')).some((id) => id.startsWith('Chat'))).toBe(false);
	});

	it('are refused by name where there is none', async () => {
		expect(() => stageConfig('production')).toThrow('stage: "production" is none of dev, sandbox, prod');
		await expect(synthesize({stage: '__proto__'})).rejects.toThrow('stage: "__proto__" is none of');
	});
});

describe('cdk-nag', () => {
	it('finds nothing but what is acknowledged, each with a reason that can be judged', () => {
		expect([...new Set(acknowledged.map(({rule}) => rule.replace(/<.*>/, '<…>')))].sort()).toEqual([
			'AwsSolutions-APIG4',
			'AwsSolutions-IAM5[Resource::<…>/stream/*]',
			'AwsSolutions-IAM5[Resource::arn:<…>:secret:bounceledger-operator/dev-*]',
			'AwsSolutions-IAM5[Resource::arn:<…>:secret:bounceledger/dev/*]',
			'AwsSolutions-IAM5[Resource::arn:<…>:secret:bounceledger/dev/alert-webhooks/*]',
			'AwsSolutions-SNS2',
			'AwsSolutions-SQS3',
		]);
		for (const {path, reason} of acknowledged) expect(reason.length, path).toBeGreaterThan(60);
	});
});

describe('outputs', () => {
	it('are what the command line goes by', () => {
		expect(Object.keys(template.findOutputs('*')).sort()).toEqual(
			[
				'Url',
				'TenantsTable',
				'FactsTable',
				'SuppressionsTable',
				'ReputationTable',
				'IncidentsTable',
				'AuditTable',
				'WorkQueueUrl',
				'DeadLetterQueueUrl',
				'QuarantineQueueUrl',
				'AlertWebhookQueueUrl',
				'UndeliveredQueueUrl',
				'AlertTopicArn',
				'OperationsTopicArn',
			].sort(),
		);
	});
});
