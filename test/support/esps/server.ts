import {createServer, type IncomingMessage} from 'node:http';
import {buffer} from 'node:stream/consumers';

export interface Asked {
	readonly method: string;
	/** As it was sent, escapes and all. */
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

export interface Answered {
	readonly status: number;
	readonly json?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A server on this machine that stands for an ESP's API: what it was asked, and ways to make it fail. */
export interface LookAlike {
	readonly origin: string;
	readonly asked: Asked[];
	/** What the next requests get in place of an answer; `'hang up'`: the connection breaks. */
	readonly trouble: (Answered | 'hang up')[];
	stop(): Promise<void>;
}

export async function serve(answer: (asked: Asked) => Answered): Promise<LookAlike> {
	const asked: Asked[] = [];
	const trouble: (Answered | 'hang up')[] = [];
	const server = createServer(async (request, response) => {
		const one = {
			method: request.method ?? '',
			path: request.url ?? '',
			headers: request.headers,
			body: String(await buffer(request)),
		};
		asked.push(one);
		const next = trouble.shift() ?? answer(one);
		if (next === 'hang up') {
			response.destroy();
			return;
		}
		const text = next.json === undefined ? '' : JSON.stringify(next.json);
		response.writeHead(next.status, {...(text === '' ? {} : {'content-type': 'application/json'}), ...next.headers});
		response.end(text);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		origin: `http://127.0.0.1:${address.port}`,
		asked,
		trouble,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
