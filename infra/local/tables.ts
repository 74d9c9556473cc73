import {
	type AttributeDefinition,
	CreateTableCommand,
	type CreateTableCommandInput,
	DescribeTableCommand,
	type DynamoDBClient,
	type KeySchemaElement,
	ResourceNotFoundException,
	type TableDescription,
	UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {type Json, type JsonObject, read, readOptional} from './json.ts';
import {pause} from './pause.ts';
import {problem} from './problem.ts';
import type {Resolver} from './template.ts';

export interface TableShape {
	readonly input: CreateTableCommandInput;
	/** The attribute that holds the second from which an item may go. */
	readonly timeToLive?: string;
}

/** The tables of the template, as DynamoDB's CreateTable takes them. */
export function tablesOf(resolver: Resolver): TableShape[] {
	return resolver.all('AWS::DynamoDB::Table').map(({id, name, properties}) => {
		const view = readOptional.object(properties.StreamSpecification, `${id}.StreamSpecification`).StreamViewType;
		const indexes = readOptional.list(properties.GlobalSecondaryIndexes, `${id}.GlobalSecondaryIndexes`);
		const ttl = readOptional.object(properties.TimeToLiveSpecification, `${id}.TimeToLiveSpecification`);
		const timeToLive = ttl.Enabled === true ? readOptional.text(ttl.AttributeName, `${id}.TimeToLive`) : undefined;
		return {
			input: {
				TableName: name,
				BillingMode: 'PAY_PER_REQUEST',
				AttributeDefinitions: read.list(properties.AttributeDefinitions, id).map((entry) => attribute(entry, id)),
				KeySchema: keySchema(properties, id),
				...(indexes.length === 0
					? {}
					: {GlobalSecondaryIndexes: indexes.map((entry) => index(read.object(entry, id), id))}),
				...(view === undefined
					? {}
					: {StreamSpecification: {StreamEnabled: true, StreamViewType: oneOf(view, VIEWS, id)}}),
			},
			...(timeToLive === undefined ? {} : {timeToLive}),
		};
	});
}

const VIEWS = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'] as const;
const TYPES = ['S', 'N', 'B'] as const;
const KEYS = ['HASH', 'RANGE'] as const;
const PROJECTIONS = ['ALL', 'KEYS_ONLY', 'INCLUDE'] as const;

function oneOf<Choice extends string>(value: Json | undefined, choices: readonly Choice[], where: string): Choice {
	const text = read.text(value, where);
	const found = choices.find((choice) => choice === text);
	if (found === undefined) throw problem(`template: ${where} has "${text}" where one of ${choices.join(', ')} stands.`);
	return found;
}

function attribute(entry: Json, where: string): AttributeDefinition {
	const {AttributeName, AttributeType} = read.object(entry, where);
	return {AttributeName: read.text(AttributeName, where), AttributeType: oneOf(AttributeType, TYPES, where)};
}

function keySchema({KeySchema}: JsonObject, where: string): KeySchemaElement[] {
	return read.list(KeySchema, where).map((entry) => {
		const {AttributeName, KeyType} = read.object(entry, where);
		return {AttributeName: read.text(AttributeName, where), KeyType: oneOf(KeyType, KEYS, where)};
	});
}

function index(properties: JsonObject, where: string) {
	const projection = readOptional.object(properties.Projection, where);
	const others = readOptional.list(projection.NonKeyAttributes, where).map((name) => read.text(name, where));
	return {
		IndexName: read.text(properties.IndexName, where),
		KeySchema: keySchema(properties, where),
		Projection: {
			ProjectionType: oneOf(projection.ProjectionType, PROJECTIONS, where),
			...(others.length === 0 ? {} : {NonKeyAttributes: others}),
		},
	};
}

/**
 * Creates the tables that are missing.
 *
 * @throws Problem where a table of an earlier start has other keys or indexes than the template
 */
export async function createTables(client: DynamoDBClient, tables: readonly TableShape[]): Promise<void> {
	await Promise.all(
		tables.map(async ({input, timeToLive}) => {
			const found = await describe(client, input.TableName);
			if (found !== undefined) return compare(input, found);
			await client.send(new CreateTableCommand(input));
			for (let state = 'CREATING'; state !== 'ACTIVE'; await pause(20)) {
				state = (await describe(client, input.TableName))?.TableStatus ?? state;
			}
			if (timeToLive === undefined) return;
			await client.send(
				new UpdateTimeToLiveCommand({
					TableName: input.TableName,
					TimeToLiveSpecification: {AttributeName: timeToLive, Enabled: true},
				}),
			);
		}),
	);
}

async function describe(client: DynamoDBClient, name: string | undefined): Promise<TableDescription | undefined> {
	try {
		return (await client.send(new DescribeTableCommand({TableName: name}))).Table;
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return undefined;
		throw error;
	}
}

function compare(wanted: CreateTableCommandInput, found: TableDescription): void {
	const shape = (table: CreateTableCommandInput | TableDescription) =>
		JSON.stringify([
			table.KeySchema?.map((key) => [key.AttributeName, key.KeyType]),
			(table.GlobalSecondaryIndexes ?? [])
				.map((one) => [one.IndexName, one.KeySchema?.map((key) => [key.AttributeName, key.KeyType])])
				.sort(),
		]);
	if (shape(wanted) === shape(found)) return;
	throw problem(
		`The table ${wanted.TableName} is of an older version: \`npm start -- --fresh\` starts over without it.`,
	);
}
