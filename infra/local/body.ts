import type {IncomingMessage} from 'node:http';

/** The exact bytes of a request's body; undefined where there are more than `most`. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
	if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request) {
		if (!Buffer.isBuffer(chunk)) continue;
		bytes += chunk.length;
		if (bytes > most) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
