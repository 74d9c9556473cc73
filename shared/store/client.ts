import {DynamoDBClient} from '@aws-sdk/client-dynamodb';
import {DynamoDBDocumentClient} from '@aws-sdk/lib-dynamodb';
import type {TableName} from './tables.ts';

/** The document client and the names of the tables that its owner was given. */
export interface Store<Names extends TableName = TableName> {
	readonly client: DynamoDBDocumentClient;
	readonly tables: Readonly<Record<Names, string>>;
}

/** The one document client. Endpoint, region and credentials come from the environment, as for any AWS SDK. */
export function openStore<Names extends TableName>(tables: Readonly<Record<Names, string>>): Store<Names> {
	const client = DynamoDBDocumentClient.from(new DynamoDBClient({maxAttempts: 4}), {
		marshallOptions: {removeUndefinedValues: true},
	});
	return {client, tables};
}
