import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {CreateTableCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand} from '@aws-sdk/client-dynamodb';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {startTables, type TableEngine} from '#infra/local/engine.ts';
import type {Lambda} from '#infra/local/lambda.ts';
import type {Running} from '#infra/local/poll.ts';
import type {StreamSource} from '#infra/local/sources.ts';
import {type Checkpoints, type GivenUp, pollStream} from '#infra/local/stream.ts';
import {streamsApi} from '#infra/local/streams-api.ts';

const region = 'us-east-1';
let folder: string;
let engine: TableEngine;
let client: DynamoDBClient;
const running: Running[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-tables-'));
	engine = await startTables(folder, undefined);
	const credentials = {accessKeyId: 'test', secretAccessKey: 'test'};
	client = new DynamoDBClient({endpoint: engine.endpoint, region, credentials});
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(async () => {
	client.destroy();
	await engine.stop();
	await rm(folder, {recursive: true, force: true});
});

interface Change {
	readonly eventName: string;
	readonly dynamodb: {readonly Keys: {readonly id: {readonly S: string}}};
}

async function table(name: string): Promise<void> {
	await client.send(
		new CreateTableCommand({
			TableName: name,
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
			KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
			StreamSpecification: {StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES'},
		}),
	);
}

async function put(name: string, ...ids: readonly string[]): Promise<void> {
	for (const id of ids) {
		await client.send(new PutItemCommand({TableName: name, Item: {id: {S: id}, data: {B: Buffer.from('bytes')}}}));
	}
}

function memory(): Checkpoints & {readonly kept: Map<string, string>} {
	const kept = new Map<string, string>();
	return {kept, get: (shard) => kept.get(shard), set: (shard, sequence) => void kept.set(shard, sequence)};
}

/** Reads a table's stream; `fails` says of which batch the function throws. */
function read(
	name: string,
	{
		checkpoints = memory(),
		answer = () => null,
		...more
	}: Partial<StreamSource> & {
		checkpoints?: Checkpoints;
		answer?: (ids: readonly string[], changes: readonly Change[]) => unknown;
	} = {},
) {
	const batches: string[][] = [];
	const changes: Change[] = [];
	const givenUp: GivenUp[] = [];
	const lambda: Lambda = {
		name: 'Test',
		invoke: async (text) => {
			const event: {Records: Change[]} = JSON.parse(text);
			const ids = event.Records.map((record) => record.dynamodb.Keys.id.S);
			batches.push(ids);
			changes.push(...event.Records);
			try {
				return {payload: JSON.stringify(answer(ids, event.Records)), failed: false};
			} catch {
				return {payload: '{}', failed: true};
			}
		},
		stop: async () => {},
	};
	const source: StreamSource = {
		id: name,
		functionName: 'Test',
		table: name,
		streamArn: `arn:aws:dynamodb:${region}:000000000000:table/${name}/stream/local`,
		from: 'TRIM_HORIZON',
		batchSize: 10,
		windowSeconds: 0,
		partial: true,
		patterns: [],
		bisect: true,
		retries: 1,
		maxAgeSeconds: -1,
		...more,
	};
	const api = streamsApi(engine.endpoint, region);
	const giveUp = async (batch: GivenUp) => void givenUp.push(batch);
	running.push(pollStream({api, source, region, lambda, checkpoints, giveUp, say: () => {}}));
	return {batches, changes, givenUp};
}

test('changes come in order, as Lambda hands them over', async () => {
	await table('ordered');
	await put('ordered', 'a', 'b', 'a');
	const {batches, changes} = read('ordered');
	await expect.poll(() => batches.flat()).toEqual(['a', 'b', 'a']);
	expect(changes.map(({eventName}) => eventName)).toEqual(['INSERT', 'INSERT', 'MODIFY']);
	expect(changes[2]).toMatchObject({
		eventSource: 'aws:dynamodb',
		awsRegion: 'us-east-1',
		eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/ordered/stream/local',
		dynamodb: {
			StreamViewType: 'NEW_AND_OLD_IMAGES',
			NewImage: {id: {S: 'a'}, data: {B: Buffer.from('bytes').toString('base64')}},
			OldImage: {id: {S: 'a'}},
		},
	});
});

test('a filter passes over the rest', async () => {
	await table('filtered');
	await put('filtered', 'a');
	await client.send(new DeleteItemCommand({TableName: 'filtered', Key: {id: {S: 'a'}}}));
	await put('filtered', 'b');
	const {changes} = read('filtered', {patterns: ['{"eventName":["INSERT","MODIFY"]}']});
	await expect.poll(() => changes.map(({eventName}) => eventName)).toEqual(['INSERT', 'INSERT']);
});

test('a record that keeps failing is found by halves, given up after its retries, and costs no other one', async () => {
	await table('bisected');
	await put('bisected', 'a', 'b', 'poison', 'd');
	const {batches, givenUp} = read('bisected', {
		answer: (ids) => {
			if (ids.includes('poison')) throw new Error('no');
			return {batchItemFailures: []};
		},
	});
	await expect.poll(() => givenUp, {timeout: 15_000}).toHaveLength(1);
	expect(givenUp[0]).toMatchObject({
		condition: 'RetryAttemptsExhausted',
		records: [{event: {dynamodb: {Keys: {id: {S: 'poison'}}}}}],
	});
	await expect.poll(() => batches.filter((ids) => !ids.includes('poison')).flat()).toEqual(['a', 'b', 'd']);
});

test('from the first record that is named as failed, the batch comes again', async () => {
	await table('partial');
	await put('partial', 'a', 'b', 'c');
	let failures = 1;
	const {batches} = read('partial', {
		answer: (ids, changes) => {
			const bad = ids.indexOf('b');
			if (bad < 0 || failures-- <= 0) return {batchItemFailures: []};
			const {dynamodb} = changes[bad] ?? {};
			return {
				batchItemFailures: [
					{itemIdentifier: dynamodb !== undefined && 'SequenceNumber' in dynamodb ? dynamodb.SequenceNumber : ''},
				],
			};
		},
	});
	await expect
		.poll(() => batches, {timeout: 10_000})
		.toEqual([
			['a', 'b', 'c'],
			['b', 'c'],
		]);
});

test('a later start goes on where the former one ended', async () => {
	await table('continued');
	await put('continued', 'a', 'b');
	const checkpoints = memory();
	const first = read('continued', {checkpoints});
	await expect.poll(() => first.batches.flat()).toEqual(['a', 'b']);
	await expect.poll(() => checkpoints.kept.size).toBe(1);
	await Promise.all(running.splice(0).map((one) => one.stop()));
	await put('continued', 'c');
	const second = read('continued', {checkpoints});
	await expect.poll(() => second.batches.flat()).toEqual(['c']);
});
