import {generateKeyPairSync} from 'node:crypto';
import {type IncomingMessage, createServer as plain, type ServerResponse} from 'node:http';
import {createServer as secure} from 'node:https';
import {buffer} from 'node:stream/consumers';
import {selfSigned} from '#functions/command/certificate.ts';

export interface Received {
	readonly headers: Record<string, string>;
	readonly body: string;
}

/** A server on this machine that alerts are posted to: what came, and what it answers next. */
export interface Endpoint {
	readonly url: string;
	readonly port: number;
	/** PEM to trust, of a server that speaks TLS. */
	readonly ca: string;
	readonly received: Received[];
	/** How the next requests are answered; after these, by `otherwise`. */
	readonly answers: ((response: ServerResponse, request: IncomingMessage) => void)[];
	otherwise: (response: ServerResponse, request: IncomingMessage) => void;
	stop(): Promise<void>;
}

const noContent = (response: ServerResponse): void => {
	response.writeHead(204).end();
};

/**
 * @param name whom the certificate is made out to; "" for a server without TLS
 * @param port 0: any free one
 */
export async function startEndpoint(name = 'localhost', port = 0): Promise<Endpoint> {
	const key = name === '' ? '' : generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey.export(PEM).toString();
	const ca = name === '' ? '' : selfSigned(key, name, new Date());
	const received: Received[] = [];
	const answers: Endpoint['answers'] = [];
	const take = async (request: IncomingMessage, response: ServerResponse) => {
		const body = String(await buffer(request));
		const headers = Object.entries(request.headers).map(([header, value]) => [header, String(value)]);
		received.push({headers: Object.fromEntries(headers), body});
		(answers.shift() ?? endpoint.otherwise)(response, request);
	};
	const server = name === '' ? plain(take) : secure({key, cert: ca}, take);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const endpoint: Endpoint = {
		url: name === '' ? `http://127.0.0.1:${address.port}/alerts` : `https://${name}:${address.port}/alerts`,
		port: address.port,
		ca,
		received,
		answers,
		otherwise: noContent,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return endpoint;
}

const PEM = {type: 'pkcs8', format: 'pem'} as const;
