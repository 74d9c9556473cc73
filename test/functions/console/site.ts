import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readAssets} from '#functions/console/assets.ts';
import {buildPage} from '#functions/console/build.ts';
import {serve} from '#functions/console/serve.ts';
import {type Api, toEvent} from '../api/caller.ts';

async function bodyOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts).toString('utf8');
}

/** The page as it is built for the stack. */
export async function builtAssets() {
	const folder = await mkdtemp(join(tmpdir(), 'bounceledger-page-'));
	await buildPage(folder);
	const assets = readAssets(folder);
	await rm(folder, {recursive: true});
	return assets;
}

/** Console and API behind one address, as the stack has them. */
export async function startSite(api: Pick<Api, 'say'>) {
	const assets = await builtAssets();
	const server = createServer(async (request, response) => {
		const path = request.url ?? '/';
		if (path.startsWith('/v1/')) {
			const body = await bodyOf(request);
			const heard = await api.say({
				method: request.method ?? 'GET',
				path,
				...(request.headers.authorization === undefined ? {} : {authorization: request.headers.authorization}),
				...(body === '' ? {} : {raw: body}),
			});
			response.writeHead(heard.status, {'content-type': 'application/json'}).end(JSON.stringify(heard.body));
			return;
		}
		const event = toEvent({path});
		const headers = {'accept-encoding': String(request.headers['accept-encoding'] ?? '')};
		const answer = serve({...event, headers: {...event.headers, ...headers}}, assets);
		for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, String(value));
		response.writeHead(answer.statusCode ?? 500);
		response.end(Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8'));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `http://127.0.0.1:${address.port}/`,
		stop: () => {
			server.closeAllConnections();
			return new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
