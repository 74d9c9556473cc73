import {isObject, type Json, type JsonObject, parseJson, read} from './json.ts';

/** What is asked of DynamoDB Streams. Records stay as they come: that JSON is what a function gets. */
export interface StreamsApi {
	/** The current stream of a table; undefined where it has none. */
	streamOf(table: string): Promise<string | undefined>;
	shardsOf(stream: string): Promise<string[]>;
	/** Where to read from: after a sequence number, else from the position named. */
	iterator(stream: string, shard: string, from: 'TRIM_HORIZON' | 'LATEST', after?: string): Promise<string>;
	/** `next` is absent at the end of a closed shard. */
	records(iterator: string, limit: number): Promise<{readonly records: readonly JsonObject[]; readonly next?: string}>;
}

/** An error of the service, by the last part of its type: "ExpiredIteratorException". */
export function streamsErrorOf(error: unknown): string | undefined {
	return error instanceof Error && error.name.endsWith('Exception') ? error.name : undefined;
}

/** Speaks to a local engine, which reads no signature but wants the form of one. */
export function streamsApi(endpoint: string, region: string): StreamsApi {
	async function call(action: string, input: object): Promise<JsonObject> {
		const day = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
		const scope = `local/${day.slice(0, 8)}/${region}/dynamodb/aws4_request`;
		const response = await fetch(endpoint, {
			method: 'POST',
			headers: {
				'content-type': 'application/x-amz-json-1.0',
				'x-amz-target': `DynamoDBStreams_20120810.${action}`,
				'x-amz-date': day,
				authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
			},
			body: JSON.stringify(input),
			signal: AbortSignal.timeout(10_000),
		});
		const answer = parseJson(await response.text());
		if (response.ok && isObject(answer)) return answer;
		const {__type, message} = isObject(answer) ? answer : {};
		const error = new Error(`${action}: ${typeof message === 'string' ? message : response.status}`);
		error.name = typeof __type === 'string' ? __type.slice(__type.lastIndexOf('#') + 1) : 'StreamsException';
		throw error;
	}
	const list = (value: Json | undefined): JsonObject[] =>
		read.list(value, 'DynamoDB Streams').map((entry) => read.object(entry, 'DynamoDB Streams'));
	return {
		streamOf: async (table) => {
			const streams = list((await call('ListStreams', {TableName: table})).Streams).filter(
				(stream) => stream.TableName === table,
			);
			const arn = streams.at(-1)?.StreamArn;
			return arn === undefined ? undefined : read.text(arn, 'StreamArn');
		},
		shardsOf: async (stream) => {
			const description = read.object((await call('DescribeStream', {StreamArn: stream})).StreamDescription, 'stream');
			return list(description.Shards).map((shard) => read.text(shard.ShardId, 'ShardId'));
		},
		iterator: async (stream, shard, from, after) => {
			const position =
				after === undefined
					? {ShardIteratorType: from}
					: {ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after};
			const {ShardIterator} = await call('GetShardIterator', {StreamArn: stream, ShardId: shard, ...position});
			return read.text(ShardIterator, 'ShardIterator');
		},
		records: async (iterator, limit) => {
			const {Records, NextShardIterator} = await call('GetRecords', {ShardIterator: iterator, Limit: limit});
			const next = typeof NextShardIterator === 'string' ? {next: NextShardIterator} : {};
			return {records: list(Records ?? []), ...next};
		},
	};
}
