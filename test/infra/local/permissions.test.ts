import {expect, test} from 'vitest';
import {actsOf, credentialOf, mayDo} from '#infra/local/permissions.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const acts = (service: string, target: string | undefined, input: object | string) =>
	actsOf(service, target, typeof input === 'string' ? input : JSON.stringify(input), arn).map(
		({action, resource}) => `${action} ${resource.replace('arn:aws:', '').replace(':us-east-1:000000000000', '')}`,
	);

test('who asks, and whom, stands in the signature', () => {
	const text =
		'AWS4-HMAC-SHA256 Credential=Webhook/20260302/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
	expect(credentialOf(text)).toEqual({accessKey: 'Webhook', service: 'dynamodb'});
	expect(credentialOf('Bearer abc')).toBeUndefined();
	expect(credentialOf(undefined)).toBeUndefined();
});

test.each<[string, string | undefined, object | string, string[]]>([
	['dynamodb', 'DynamoDB_20120810.GetItem', {TableName: 'Facts'}, ['dynamodb:GetItem dynamodb:table/Facts']],
	[
		'dynamodb',
		'DynamoDB_20120810.Query',
		{TableName: 'Incidents', IndexName: 'unresolved'},
		['dynamodb:Query dynamodb:table/Incidents/index/unresolved'],
	],
	[
		'dynamodb',
		'DynamoDB_20120810.BatchGetItem',
		{RequestItems: {Facts: {}, Tenants: {}}},
		['dynamodb:BatchGetItem dynamodb:table/Facts', 'dynamodb:BatchGetItem dynamodb:table/Tenants'],
	],
	[
		'dynamodb',
		'DynamoDB_20120810.TransactWriteItems',
		{
			TransactItems: [
				{Put: {TableName: 'Facts'}},
				{Update: {TableName: 'Reputation'}},
				{ConditionCheck: {TableName: 'Tenants'}},
			],
		},
		[
			'dynamodb:PutItem dynamodb:table/Facts',
			'dynamodb:UpdateItem dynamodb:table/Reputation',
			'dynamodb:ConditionCheckItem dynamodb:table/Tenants',
		],
	],
	[
		'sqs',
		'AmazonSQS.SendMessageBatch',
		{QueueUrl: 'http://127.0.0.1:1/000000000000/WorkQueue'},
		['sqs:SendMessage sqs:WorkQueue'],
	],
	[
		'sns',
		undefined,
		'Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3AAlerts',
		['sns:Publish sns:Alerts'],
	],
	['dynamodb', 'DynamoDB_20120810.GetItem', 'no json', []],
])('%s %s', (service, target, input, expected) => {
	expect(acts(service, target, input)).toEqual(expected);
});

test('one statement must allow it, and none deny it', () => {
	const allow = {effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [arn('dynamodb', 'table/Facts')]} as const;
	const deny = {effect: 'Deny', actions: ['dynamodb:*'], resources: ['*']} as const;
	const get = {action: 'dynamodb:GetItem', resource: arn('dynamodb', 'table/Facts')};
	expect(mayDo([allow], get)).toBe(true);
	expect(mayDo([], get)).toBe(false);
	expect(mayDo([allow], {...get, action: 'dynamodb:PutItem'})).toBe(false);
	expect(mayDo([allow], {...get, resource: arn('dynamodb', 'table/Facts/index/byIncident')})).toBe(false);
	expect(mayDo([allow, deny], get)).toBe(false);
});
