import {ArnFormat, type Stack} from 'aws-cdk-lib';
import type {Table} from 'aws-cdk-lib/aws-dynamodb';
import {PolicyStatement} from 'aws-cdk-lib/aws-iam';
import type {Topic} from 'aws-cdk-lib/aws-sns';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import type {TABLES, TableName} from '#shared/store/tables.ts';
import type {StageConfig} from './config.ts';
import type {Tables} from './tables.ts';

/** What a function is given to reach one table, queue or topic: the variable's value, and the permission that goes with it. */
export interface Connection {
	readonly value: string;
	readonly statements: readonly PolicyStatement[];
	/** What cdk-nag finds in the statements, and why it is right all the same. */
	readonly acknowledge?: {readonly id: string; readonly reason: string};
}

/** What may be asked of a table. A transaction's parts are authorized as what they are. */
export type TableAction =
	| 'GetItem'
	| 'BatchGetItem'
	| 'Query'
	| 'PutItem'
	| 'UpdateItem'
	| 'DeleteItem'
	| 'BatchWriteItem';

type IndexOf<Name extends TableName> = (typeof TABLES)[Name] extends {indexes: infer Indexes}
	? keyof Indexes & string
	: never;

/** Exactly these actions on one table; `query` names the indexes that may be asked too. */
export function toTable<Name extends TableName>(
	tables: Tables,
	name: Name,
	actions: readonly TableAction[],
	query: readonly IndexOf<Name>[] = [],
): Connection {
	const table: Table = tables[name];
	return {
		value: table.tableName,
		statements: [
			allow(
				actions.map((action) => `dynamodb:${action}`),
				table.tableArn,
			),
			...query.map((index) => allow(['dynamodb:Query'], `${table.tableArn}/index/${index}`)),
		],
	};
}

/** Sending to one queue. */
export function toQueue(queue: Queue): Connection {
	return {value: queue.queueUrl, statements: [allow(['sqs:SendMessage'], queue.queueArn)]};
}

/** Publishing to one topic. */
export function toTopic(topic: Topic): Connection {
	return {value: topic.topicArn, statements: [allow(['sns:Publish'], topic.topicArn)]};
}

type SecretAction = 'GetSecretValue' | 'CreateSecret' | 'PutSecretValue' | 'DeleteSecret';

/** The tenants' ESP credentials of a stage: one secret for a tenant, made when it gives some. */
export function toSecrets(stack: Stack, stage: StageConfig): Connection {
	const actions = ['GetSecretValue', 'CreateSecret', 'PutSecretValue', 'DeleteSecret'] as const;
	return secretsUnder(stack, `bounceledger/${stage.name}/`, actions);
}

/** What alerts are signed with: one secret for an endpoint, made with it. Whoever may read these may read no ESP's credentials. */
export function toSigningSecrets(stack: Stack, stage: StageConfig, actions: readonly SecretAction[]): Connection {
	return secretsUnder(stack, `bounceledger/${stage.name}/alert-webhooks/`, actions);
}

function secretsUnder(stack: Stack, prefix: string, actions: readonly SecretAction[]): Connection {
	return {
		value: prefix,
		statements: [
			allow(
				actions.map((action) => `secretsmanager:${action}`),
				stack.formatArn({
					service: 'secretsmanager',
					resource: 'secret',
					resourceName: `${prefix}*`,
					arnFormat: ArnFormat.COLON_RESOURCE_NAME,
				}),
			),
		],
		acknowledge: {
			id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${prefix}*]`,
			reason:
				"The secrets are the tenants', made when one gives its credentials or names an endpoint: this prefix is all that is known of their names.",
		},
	};
}

/** The operator's own secret of a stage, which nobody has to make: a key of Spamhaus's Data Query Service. Only to be read. */
export function toOperatorSecret(stack: Stack, stage: StageConfig): Connection {
	const name = `bounceledger-operator/${stage.name}`;
	return {
		value: name,
		statements: [
			allow(
				['secretsmanager:GetSecretValue'],
				stack.formatArn({
					service: 'secretsmanager',
					resource: 'secret',
					resourceName: `${name}-*`,
					arnFormat: ArnFormat.COLON_RESOURCE_NAME,
				}),
			),
		],
		acknowledge: {
			id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}-*]`,
			reason:
				'The operator makes this one secret by hand: at the end of its ARN stand six characters that are not known before.',
		},
	};
}

function allow(actions: string[], resource: string): PolicyStatement {
	return new PolicyStatement({actions, resources: [resource]});
}
