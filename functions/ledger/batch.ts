import type {SQSBatchResponse, SQSRecord} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {log} from '#functions/middleware/log.ts';
import {type Chunk, chunkSchema} from '#shared/model/chunk.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {isPassing} from '#shared/store/faults.ts';
import type {Outcome} from './record.ts';
import type {SettingsOf} from './settings.ts';

/** What a batch is worked off with. */
export interface BatchDeps {
	readonly settingsOf: SettingsOf;
	readonly record: (chunks: readonly Chunk[], settings: TenantSettings) => Promise<Outcome>;
}

interface Message {
	readonly id: string;
	readonly chunk: Chunk;
}

/**
 * Works off a batch of the queue's messages: those of one tenant together, tenants apart, so that one's trouble is not
 * another's. What could not be done is named in the answer and comes again, and at last goes to the dead letters as it is:
 * what is no chunk, and what belongs to a tenant that is not there (any more).
 */
export async function recordBatch(records: readonly SQSRecord[], deps: BatchDeps): Promise<SQSBatchResponse> {
	const failed: string[] = [];
	const tenants = new Map<TenantId, Message[]>();
	for (const {messageId: id, body} of records) {
		const chunk = readChunk(body);
		if (chunk === undefined) {
			log.error('chunk-failed', new Error('not a chunk'), {messageId: id});
			failed.push(id);
		} else {
			const messages = tenants.get(chunk.tenant) ?? [];
			tenants.set(chunk.tenant, messages);
			messages.push({id, chunk});
		}
	}
	const work = [...tenants].map(([tenant, messages]) =>
		withLogContext({tenant}, () => recordTenant(tenant, messages, deps)),
	);
	failed.push(...(await Promise.all(work)).flat());
	return {batchItemFailures: failed.map((itemIdentifier) => ({itemIdentifier}))};
}

function readChunk(body: string): Chunk | undefined {
	try {
		const parsed = chunkSchema.safeParse(JSON.parse(body, body.includes(SURROGATE) ? wellFormed : undefined));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** How JSON writes half of a pair of surrogates. A table takes no such text, and would refuse all that comes with it. */
const SURROGATE = '\\ud';
const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value);

/** Gives the ids of the messages that failed; never throws. */
async function recordTenant(tenant: TenantId, messages: readonly Message[], deps: BatchDeps): Promise<string[]> {
	try {
		const settings = await deps.settingsOf(tenant);
		if (settings === undefined) throw new Error('no such tenant');
		return await recordMessages(messages, settings, deps);
	} catch (fault) {
		return failedAll(messages, fault);
	}
}

/**
 * All messages at once; where that fails for what one of them brought, each by itself, so that it costs no other. A fault
 * of the tables would meet each of them again: then all are left for later.
 */
async function recordMessages(
	messages: readonly Message[],
	settings: TenantSettings,
	deps: BatchDeps,
): Promise<string[]> {
	try {
		const outcome = await deps.record(
			messages.map(({chunk}) => chunk),
			settings,
		);
		log.info('chunk-recorded', {chunks: messages.length, ...outcome});
		return [];
	} catch (fault) {
		if (messages.length === 1 || isPassing(fault)) return failedAll(messages, fault);
		log.warn('chunks-one-by-one', {chunks: messages.length, fault: fault instanceof Error ? fault.name : 'unknown'});
	}
	const failed: string[] = [];
	for (const message of messages) failed.push(...(await recordMessages([message], settings, deps)));
	return failed;
}

function failedAll(messages: readonly Message[], fault: unknown): string[] {
	for (const {id} of messages) log.error('chunk-failed', fault, {messageId: id});
	return messages.map(({id}) => id);
}
