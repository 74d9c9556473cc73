import {type CancellationReason, DynamoDBClient, TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {
	BatchGetCommand,
	DynamoDBDocumentClient,
	GetCommand,
	PutCommand,
	QueryCommand,
	TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import {mockClient} from 'aws-sdk-client-mock';
import type {Store} from '#shared/store/client.ts';

type Verdict = 'lost' | undefined;

/**
 * A store that works on the real engine but for what a test makes fail: each transaction is handed to `before` first,
 * with its number (from 1) and its writes' count; what that throws is what the writer gets. "lost": it is written, and
 * the writer does not hear of it.
 */
export function failing(store: Store, before: (transaction: number, writes: number) => Verdict | Promise<Verdict>) {
	const client = DynamoDBDocumentClient.from(new DynamoDBClient({region: 'eu-central-1'}));
	const stub = mockClient(client);
	let transactions = 0;
	stub.on(TransactWriteCommand).callsFake(async (input) => {
		transactions += 1;
		const verdict = await before(transactions, input.TransactItems.length);
		const answer = await store.client.send(new TransactWriteCommand(input));
		if (verdict === 'lost') throw Object.assign(new Error('the answer got lost'), {name: 'TimeoutError'});
		return answer;
	});
	stub.on(BatchGetCommand).callsFake((input) => store.client.send(new BatchGetCommand(input)));
	stub.on(GetCommand).callsFake((input) => store.client.send(new GetCommand(input)));
	stub.on(QueryCommand).callsFake((input) => store.client.send(new QueryCommand(input)));
	stub.on(PutCommand).callsFake((input) => store.client.send(new PutCommand(input)));
	return {store: {client, tables: store.tables}, stub, transactions: () => transactions};
}

/** What DynamoDB answers when a transaction is canceled for the same reason in each of its writes. */
export function canceled(code: string, writes: number): TransactionCanceledException {
	const CancellationReasons: CancellationReason[] = Array.from({length: writes}, () => ({Code: code}));
	return new TransactionCanceledException({message: 'Transaction cancelled', $metadata: {}, CancellationReasons});
}
