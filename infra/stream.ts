import {Validations} from 'aws-cdk-lib';
import {CfnTable, type Table} from 'aws-cdk-lib/aws-dynamodb';
import {PolicyStatement} from 'aws-cdk-lib/aws-iam';
import {FilterCriteria, FilterRule, StartingPosition} from 'aws-cdk-lib/aws-lambda';
import {SqsDlq} from 'aws-cdk-lib/aws-lambda-event-sources';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import type {Made} from './function.ts';

/**
 * Lets a function read a table's stream: the new and the changed, in order for each item.
 *
 * A record that keeps failing is given up after a few tries, so that it does not hold up the others of its shard: `sweep`
 * finds what was not sent.
 */
export function readStream(table: Table, {lambda, role}: Made, undelivered: Queue): void {
	const resource = table.node.defaultChild;
	const stream = table.tableStreamArn;
	if (stream === undefined || !(resource instanceof CfnTable)) throw new Error(`stream: ${table.node.id} has none`);
	// Not DynamoEventSource: it grants ListStreams on everything.
	role.addToPolicy(
		new PolicyStatement({
			actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
			resources: [stream],
		}),
	);
	role.addToPolicy(new PolicyStatement({actions: ['dynamodb:ListStreams'], resources: [`${table.tableArn}/stream/*`]}));
	Validations.of(role).acknowledge({
		id: `AwsSolutions-IAM5[Resource::<${table.stack.getLogicalId(resource)}.Arn>/stream/*]`,
		reason:
			'ListStreams is authorized on all streams of a table, never on one; this is the one table that has a stream.',
	});
	lambda.addEventSourceMapping(`${table.node.id}Stream`, {
		eventSourceArn: stream,
		startingPosition: StartingPosition.TRIM_HORIZON,
		batchSize: 10,
		reportBatchItemFailures: true,
		bisectBatchOnError: true,
		retryAttempts: 5,
		onFailure: new SqsDlq(undelivered),
		// Incidents carry `due` only while an alert waits: what the ledger merely counts invokes nothing.
		filters: [FilterCriteria.filter({dynamodb: {NewImage: {due: {S: FilterRule.isEqual('alert')}}}})],
	});
}
