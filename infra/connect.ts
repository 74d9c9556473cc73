import type {Table} from 'aws-cdk-lib/aws-dynamodb';
import {PolicyStatement} from 'aws-cdk-lib/aws-iam';
import type {Topic} from 'aws-cdk-lib/aws-sns';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import type {TABLES, TableName} from '#shared/store/tables.ts';
import type {Tables} from './tables.ts';

/** What a function is given to reach one table, queue or topic: the variable's value, and the permission that goes with it. */
export interface Connection {
	readonly value: string;
	readonly statements: readonly PolicyStatement[];
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

function allow(actions: string[], resource: string): PolicyStatement {
	return new PolicyStatement({actions, resources: [resource]});
}
