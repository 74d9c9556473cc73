import {failedOf} from './failures.ts';
import {passes} from './filter.ts';
import {type JsonObject, read} from './json.ts';
import type {Lambda} from './lambda.ts';
import {pause} from './pause.ts';
import type {Running} from './poll.ts';
import type {StreamSource} from './sources.ts';
import {type StreamsApi, streamsErrorOf} from './streams-api.ts';

/** How far each shard was read, kept over restarts. */
export interface Checkpoints {
	get(shard: string): string | undefined;
	set(shard: string, sequence: string): void;
}

export interface StreamPoll {
	readonly api: StreamsApi;
	readonly source: StreamSource;
	readonly region: string;
	readonly lambda: Lambda;
	readonly checkpoints: Checkpoints;
	/** Takes the account of a batch that was given up. */
	readonly giveUp: (batch: GivenUp) => Promise<void>;
	readonly say: (line: string) => void;
}

export interface GivenUp {
	readonly source: StreamSource;
	readonly shard: string;
	readonly stream: string;
	readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
	readonly attempts: number;
	readonly records: readonly StreamRecord[];
}

export interface StreamRecord {
	readonly sequence: string;
	/** Seconds since 1970. */
	readonly createdAt: number;
	/** As DynamoDB Streams gives it. */
	readonly event: JsonObject;
}

/** Lambda asks four times a second. */
const INTERVAL = 250;
/** Between two attempts at a batch: doubled each time up to the longest. */
const FIRST_RETRY = 500;
const LONGEST_RETRY = 60_000;

/**
 * Reads a table's stream for a function as Lambda does: batches in order for each shard, filtered; a batch that fails is tried
 * again, in halves where the template says so, and given up after its retries.
 */
export function pollStream(poll: StreamPoll): Running {
	const stopped = new AbortController();
	const reading = readTable(poll, stopped.signal);
	return {
		stop: async () => {
			stopped.abort();
			await reading;
		},
	};
}

async function readTable(poll: StreamPoll, signal: AbortSignal): Promise<void> {
	const shards = new Set<string>();
	const readers: Promise<void>[] = [];
	while (!signal.aborted) {
		try {
			const stream = await poll.api.streamOf(poll.source.table);
			for (const shard of stream === undefined ? [] : await poll.api.shardsOf(stream)) {
				if (stream === undefined || shards.has(shard)) continue;
				shards.add(shard);
				readers.push(readShard(poll, stream, shard, signal));
			}
		} catch (error) {
			report(poll, error);
		}
		await pause(shards.size === 0 ? INTERVAL : 10_000, signal);
	}
	await Promise.all(readers);
}

function report({source, say}: StreamPoll, error: unknown): void {
	say(`  The stream of ${source.table} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}

async function readShard(poll: StreamPoll, stream: string, shard: string, signal: AbortSignal): Promise<void> {
	const {api, source, checkpoints} = poll;
	const begin = () => api.iterator(stream, shard, source.from, checkpoints.get(shard));
	let iterator: string | undefined;
	while (!signal.aborted) {
		try {
			iterator ??= await begin();
			const {records, next} = await api.records(iterator, source.batchSize);
			const batch = records.map(recordOf);
			const wanted = batch.filter((record) => passes(source.patterns, record.event));
			if (wanted.length > 0 && !(await work(poll, stream, shard, wanted, signal))) return;
			const last = batch.at(-1)?.sequence;
			if (last !== undefined) checkpoints.set(shard, last);
			if (next === undefined) return;
			iterator = next;
			if (batch.length === 0) await pause(INTERVAL, signal);
		} catch (error) {
			if (signal.aborted) return;
			// An iterator lives for fifteen minutes; the checkpoint is newer than what was trimmed.
			if (streamsErrorOf(error) !== 'ExpiredIteratorException') report(poll, error);
			iterator = undefined;
			await pause(1_000, signal);
		}
	}
}

function recordOf(event: JsonObject): StreamRecord {
	const change = read.object(event.dynamodb, 'dynamodb');
	return {
		sequence: read.text(change.SequenceNumber, 'SequenceNumber'),
		createdAt: read.number(change.ApproximateCreationDateTime ?? 0, 'ApproximateCreationDateTime'),
		event,
	};
}

/** @returns false where it was stopped before the batch was done */
async function work(
	poll: StreamPoll,
	stream: string,
	shard: string,
	batch: readonly StreamRecord[],
	signal: AbortSignal,
): Promise<boolean> {
	const {source} = poll;
	let records = batch;
	for (let attempts = 1; records.length > 0; attempts += 1) {
		const left = await attempt(poll, records);
		if (left.length === 0) return true;
		const old = source.maxAgeSeconds >= 0 && Date.now() / 1_000 - (left[0]?.createdAt ?? 0) > source.maxAgeSeconds;
		if (old || (source.retries >= 0 && attempts > source.retries)) {
			const condition = old ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted';
			await poll.giveUp({source, shard, stream, condition, attempts, records: left});
			return true;
		}
		await pause(Math.min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY), signal);
		if (signal.aborted) return false;
		if (source.bisect && left.length === records.length && left.length > 1) {
			const middle = Math.floor(left.length / 2);
			if (!(await work(poll, stream, shard, left.slice(0, middle), signal))) return false;
			return work(poll, stream, shard, left.slice(middle), signal);
		}
		records = left;
	}
	return true;
}

/** The records that are still to be done: those from the first failed one on. */
async function attempt(
	{source, lambda, region}: StreamPoll,
	records: readonly StreamRecord[],
): Promise<readonly StreamRecord[]> {
	const Records = records.map(({event}) => ({...event, awsRegion: region, eventSourceARN: source.streamArn}));
	const outcome = await lambda.invoke(JSON.stringify({Records}));
	const sequences = records.map(({sequence}) => sequence);
	const failed = failedOf(outcome, sequences, source.partial);
	const first = sequences.findIndex((sequence) => failed.has(sequence));
	return first < 0 ? [] : records.slice(first);
}
