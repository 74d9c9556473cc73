import type {SQSRecord} from 'aws-lambda';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {recordBatch} from '#functions/ledger/batch.ts';
import {type SettingsOf, settingsFrom} from '#functions/ledger/settings.ts';
import {log} from '#functions/middleware/log.ts';
import type {Chunk} from '#shared/model/chunk.ts';
import {bounce, chunk, SETTINGS} from '#test/support/events.ts';
import {tenantWith} from '#test/support/tenant.ts';

const OUTCOME = {recorded: 1, duplicates: 0, tallied: 0, talliedBefore: 0, cleared: 0};
const settingsOf: SettingsOf = async (tenant) => (tenant === 'nobody' ? undefined : SETTINGS);

function message(messageId: string, body: unknown): SQSRecord {
	return {
		messageId,
		body: typeof body === 'string' ? body : JSON.stringify(body),
		receiptHandle: '',
		attributes: {
			ApproximateReceiveCount: '1',
			SentTimestamp: '0',
			SenderId: '',
			ApproximateFirstReceiveTimestamp: '0',
		},
		messageAttributes: {},
		md5OfBody: '',
		eventSource: 'aws:sqs',
		eventSourceARN: '',
		awsRegion: '',
	};
}

/** Works the messages off; `fails` says which chunks cannot be recorded. */
async function work(messages: readonly SQSRecord[], fails: (chunk: Chunk) => Error | undefined = () => undefined) {
	const calls: string[][] = [];
	const {batchItemFailures} = await recordBatch(messages, {
		settingsOf,
		record: async (chunks) => {
			calls.push(chunks.map(({tenant, events}) => `${tenant}:${events[0]?.eventId}`));
			for (const one of chunks) {
				const fault = fails(one);
				if (fault !== undefined) throw fault;
			}
			return OUTCOME;
		},
	});
	return {failed: batchItemFailures.map(({itemIdentifier}) => itemIdentifier), calls};
}

const of = (tenant: string, eventId: string) => chunk([bounce({eventId})], tenant);

let errors: [string, unknown, object | undefined][];
beforeEach(() => {
	errors = [];
	vi.spyOn(log, 'error').mockImplementation((event, cause, fields) => {
		errors.push([event, cause, fields]);
	});
	vi.spyOn(log, 'info').mockImplementation(() => {});
	vi.spyOn(log, 'warn').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe('a batch', () => {
	it('is recorded tenant by tenant, each in one go, and told of', async () => {
		const {failed, calls} = await work([
			message('1', of('acme', 'a')),
			message('2', of('bolt', 'b')),
			message('3', of('acme', 'c')),
		]);
		expect(failed).toEqual([]);
		expect(calls.sort()).toEqual([['acme:a', 'acme:c'], ['bolt:b']]);
		expect(vi.mocked(log.info).mock.calls).toContainEqual(['chunk-recorded', {chunks: 2, ...OUTCOME}]);
	});

	it.each([
		['no JSON', '{'],
		['no chunk', {version: 1}],
		['another version', {...of('acme', 'x'), version: 2}],
		['no events', {...of('acme', 'x'), events: []}],
		['an event with an address of more than one line', JSON.stringify(of('acme', 'x')).replace('jo@', 'jo\\n@')],
	])('with %s in it goes back with that alone, and its body in no log line', async (_, body) => {
		const {failed, calls} = await work([message('1', of('acme', 'a')), message('2', body)]);
		expect(failed).toEqual(['2']);
		expect(calls).toEqual([['acme:a']]);
		expect(errors).toMatchObject([['chunk-failed', {message: 'not a chunk'}, {messageId: '2'}]]);
	});

	it('with half a character in a text is recorded with U+FFFD in its place', async () => {
		const texts: (string | null)[] = [];
		const broken = chunk([bounce({diagnostic: '550 5.1.1 \ud83d no such user'})], 'acme');
		await work(
			[message('1', broken), message('2', chunk([bounce({diagnostic: '550 5.1.1 \\ud83d 😀'})], 'acme'))],
			(one) => {
				for (const event of one.events) texts.push('diagnostic' in event ? event.diagnostic : null);
				return undefined;
			},
		);
		expect(texts).toEqual(['550 5.1.1 \ufffd no such user', '550 5.1.1 \\ud83d 😀']);
	});

	it('of a tenant that is not there goes back, so that it ends in the dead letters', async () => {
		const {failed, calls} = await work([message('1', of('nobody', 'a')), message('2', of('acme', 'b'))]);
		expect(failed).toEqual(['1']);
		expect(calls).toEqual([['acme:b']]);
		expect(errors).toMatchObject([['chunk-failed', {message: 'no such tenant'}, {messageId: '1'}]]);
	});

	it('with one tenant in trouble costs the others nothing', async () => {
		const {failed} = await work([message('1', of('acme', 'a')), message('2', of('bolt', 'b'))], ({tenant}) =>
			tenant === 'acme' ? new Error('broken record') : undefined,
		);
		expect(failed).toEqual(['1']);
	});

	it('with one chunk that cannot be recorded costs the others of its tenant nothing', async () => {
		const {failed, calls} = await work(
			[message('1', of('acme', 'a')), message('2', of('acme', 'bad')), message('3', of('acme', 'c'))],
			({events}) => (events[0]?.eventId === 'bad' ? new Error('broken record') : undefined),
		);
		expect(failed).toEqual(['2']);
		expect(calls).toEqual([['acme:a', 'acme:bad', 'acme:c'], ['acme:a'], ['acme:bad'], ['acme:c']]);
		expect(errors).toMatchObject([['chunk-failed', {message: 'broken record'}, {messageId: '2'}]]);
	});

	it('that meets a table out of order goes back whole at once', async () => {
		const throttled = Object.assign(new Error('slow down'), {name: 'ThrottlingException'});
		const {failed, calls} = await work([message('1', of('acme', 'a')), message('2', of('acme', 'b'))], () => throttled);
		expect(failed).toEqual(['1', '2']);
		expect(calls).toHaveLength(1);
	});
});

describe('settings', () => {
	it('are read once a minute for each tenant; that there is no tenant is asked again', async () => {
		let reads = 0;
		let time = 0;
		let there = true;
		const {DynamoDBDocumentClient, GetCommand} = await import('@aws-sdk/lib-dynamodb');
		const {DynamoDBClient} = await import('@aws-sdk/client-dynamodb');
		const {mockClient} = await import('aws-sdk-client-mock');
		const client = DynamoDBDocumentClient.from(new DynamoDBClient({region: 'eu-central-1'}));
		mockClient(client)
			.on(GetCommand)
			.callsFake(() => {
				reads += 1;
				const {id, ...tenant} = tenantWith({id: 'acme'});
				return there ? {Item: {...tenant, id: `tenant#${id}`, tenant: id}} : {};
			});
		const read = settingsFrom({client, tables: {Tenants: 'Tenants'}}, () => new Date(time));
		const {id} = tenantWith({id: 'acme'});
		expect(await read(id)).toEqual(SETTINGS);
		time = 59_999;
		await read(id);
		expect(reads).toBe(1);
		there = false;
		time = 60_000;
		expect(await read(id)).toBeUndefined();
		expect(await read(id)).toBeUndefined();
		expect(reads).toBe(3);
	});
});
