import {DynamoDBClient} from '@aws-sdk/client-dynamodb';
import {DynamoDBDocumentClient} from '@aws-sdk/lib-dynamodb';
import type {TableName} from './tables.ts';

/** The document client and the names of the tables that its owner was given. */
export interface Store<Names extends TableName = TableName> {
	readonly client: DynamoDBDocumentClient;
	readonly tables: Readonly<Record<Names, string>>;
}

/** DynamoDB answers in milliseconds; a connection that hangs is given up while the caller still has time to try again. */
const CONNECT_MS = 2_000;
const ANSWER_MS = 5_000;

/** The one document client. Endpoint, region and credentials come from the environment, as for any AWS SDK. */
export function openStore<Names extends TableName>(tables: Readonly<Record<Names, string>>): Store<Names> {
	const dynamodb = new DynamoDBClient({
		maxAttempts: 4,
		requestHandler: {connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true},
	});
	const client = DynamoDBDocumentClient.from(dynamodb, {marshallOptions: {removeUndefinedValues: true}});
	return {client, tables};
}
