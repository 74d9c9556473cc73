import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {CreateTableCommand, DynamoDBClient} from '@aws-sdk/client-dynamodb';
import {DynamoDBDocumentClient} from '@aws-sdk/lib-dynamodb';
import type {Store} from '#shared/store/client.ts';
import {TABLES, type TableShape} from '#shared/store/tables.ts';

export interface Engine {
	/** The tables, named as in `TABLES`. */
	readonly store: Store;
	readonly endpoint: string;
	stop(): Promise<void>;
}

const REGION = 'eu-central-1';
const CREDENTIALS = {accessKeyId: 'test', secretAccessKey: 'test'};

/**
 * Starts the embedded DynamoDB engine on a free port, with its data in a new temporary folder, and creates the tables.
 * One engine for a file of tests is enough: tests keep apart by using tenants of their own.
 */
export async function startDynamodb(): Promise<Engine> {
	const folder = await mkdtemp(join(tmpdir(), 'bounceledger-'));
	const port = await freePort();
	const binary = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
	const child = spawn(binary, ['serve', '--port', String(port), '--db-path', join(folder, 'tables.db')], {
		stdio: 'ignore',
	});
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	await listening(port, child);
	const endpoint = `http://127.0.0.1:${port}`;
	const client = new DynamoDBClient({endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 4});
	await createTables(client);
	return {
		store: {
			client: DynamoDBDocumentClient.from(client, {marshallOptions: {removeUndefinedValues: true}}),
			tables: {
				Tenants: 'Tenants',
				Facts: 'Facts',
				Suppressions: 'Suppressions',
				Reputation: 'Reputation',
				Incidents: 'Incidents',
				Audit: 'Audit',
			},
		},
		endpoint,
		stop: async () => {
			process.off('exit', kill);
			client.destroy();
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill();
			await gone;
			await rm(folder, {recursive: true, force: true});
		},
	};
}

async function createTables(client: DynamoDBClient): Promise<void> {
	for (const [name, shape] of Object.entries<TableShape>(TABLES)) {
		const indexes = Object.entries(shape.indexes ?? {});
		const names = [shape, ...indexes.map(([, index]) => index)].flatMap((key) => [key.partitionKey, key.sortKey ?? []]);
		await client.send(
			new CreateTableCommand({
				TableName: name,
				BillingMode: 'PAY_PER_REQUEST',
				AttributeDefinitions: [...new Set(names.flat())].map((AttributeName) => ({AttributeName, AttributeType: 'S'})),
				KeySchema: keySchema(shape),
				...(indexes.length === 0
					? {}
					: {
							GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
								IndexName,
								KeySchema: keySchema(index),
								Projection: {ProjectionType: index.projection},
							})),
						}),
				...(shape.stream ? {StreamSpecification: {StreamEnabled: true, StreamViewType: 'NEW_IMAGE'}} : {}),
			}),
		);
	}
}

function keySchema({partitionKey, sortKey}: {partitionKey: string; sortKey?: string | undefined}) {
	return [
		{AttributeName: partitionKey, KeyType: 'HASH' as const},
		...(sortKey === undefined ? [] : [{AttributeName: sortKey, KeyType: 'RANGE' as const}]),
	];
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			if (address === null || typeof address === 'string') return reject(new Error('no port'));
			server.close(() => resolve(address.port));
		});
	});
}

async function listening(port: number, child: ChildProcess): Promise<void> {
	for (let attempt = 0; attempt < 200; attempt += 1) {
		if (child.exitCode !== null) throw new Error(`the DynamoDB engine ended with code ${child.exitCode}`);
		const open = await new Promise<boolean>((resolve) => {
			const socket = connect(port, '127.0.0.1')
				.once('connect', () => resolve(true))
				.once('error', () => resolve(false));
			socket.once('close', () => socket.destroy());
			setTimeout(() => socket.destroy(), 500).unref();
		});
		if (open) return;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error('the DynamoDB engine does not listen');
}
