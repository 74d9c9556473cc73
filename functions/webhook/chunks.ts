import {type Chunk, MAX_CHUNK_BYTES} from '#shared/model/chunk.ts';
import type {Event} from '#shared/model/event.ts';
import {sendable} from '#shared/model/sendable.ts';

const MAX_EVENTS = 10_000;

/**
 * The queue's messages for one body, as JSON, each at most `MAX_CHUNK_BYTES`. The same events are cut at the same places
 * every time, because the time of receipt has always the same length: the ledger knows a repeated message by its events.
 */
export function chunksOf(events: readonly Event[], about: Omit<Chunk, 'version' | 'events'>): string[] {
	const head = `${JSON.stringify({version: 1, ...about}).slice(0, -1)},"events":[`;
	const room = MAX_CHUNK_BYTES - Buffer.byteLength(head) - 2;
	const chunks: string[] = [];
	let part: string[] = [];
	let bytes = 0;
	const close = () => {
		if (part.length > 0) chunks.push(`${head}${part.join(',')}]}`);
		part = [];
		bytes = 0;
	};
	for (const event of events) {
		const json = sendable(JSON.stringify(event));
		const size = Buffer.byteLength(json) + 1;
		if (bytes + size > room || part.length === MAX_EVENTS) close();
		part.push(json);
		bytes += size;
	}
	close();
	return chunks;
}
