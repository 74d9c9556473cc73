import {
	Agent,
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
	request as send,
} from 'node:http';
import {readBody} from './body.ts';
import {type Act, actsOf, credentialOf, mayDo, refusal} from './permissions.ts';
import {publishForm} from './publish.ts';
import type {Statement} from './sources.ts';

/** DynamoDB's largest request, in bytes; those of SQS and SNS are smaller. */
const MAX_REQUEST = 16 * 1024 * 1024;

/** The services that functions may ask, as signatures name them. */
const SERVICES = ['dynamodb', 'sqs', 'sns', 'secretsmanager'] as const;
type Service = (typeof SERVICES)[number];
const isService = (name: string): name is Service => SERVICES.some((service) => service === name);

export interface GateOptions {
	/** Each service's engine. */
	readonly engines: Readonly<Record<Service, string>>;
	/** What each function may do, by the access key that it is given. */
	readonly roles: ReadonlyMap<string, readonly Statement[]>;
	readonly arn: (service: string, resource: string) => string;
	readonly say: (line: string) => void;
}

export interface Gate {
	readonly endpoint: string;
	stop(): Promise<void>;
}

/**
 * Stands before the engines and lets each function do only what its role in the template allows, so that a forgotten permission
 * shows here and not on AWS. Everything else goes through as it came.
 */
export async function startGate(options: GateOptions): Promise<Gate> {
	const agent = new Agent({keepAlive: true});
	const server = createServer((request, response) => {
		pass(options, agent, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('gate: no port');
	return {
		endpoint: `http://127.0.0.1:${address.port}`,
		stop: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			agent.destroy();
			await closed;
		},
	};
}

async function pass(
	options: GateOptions,
	agent: Agent,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = (await readBody(request, MAX_REQUEST)) ?? Buffer.alloc(0);
	const text = body.toString('utf8');
	const {accessKey = '', service = ''} = credentialOf(request.headers.authorization) ?? {};
	const engine = isService(service) ? options.engines[service] : undefined;
	const denied = refusedAct(options, accessKey, service, request.headers['x-amz-target'], text);
	if (engine === undefined || denied !== undefined) {
		const {action, resource} = denied ?? {action: `${service}:*`, resource: '*'};
		options.say(`  The template gives ${accessKey} no permission for ${action} on ${resource}.`);
		const why = `User: ${accessKey} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
		return respond(response, refusal(service, 'denied', why));
	}
	if (service !== 'sns') return forward(engine, agent, request, body, response);
	const publish = publishForm(text);
	if ('objection' in publish)
		return respond(response, refusal('sns', 'invalid', `Invalid parameter: ${publish.objection}`));
	const form = Buffer.from(publish.form);
	const headers = {...request.headers, 'content-length': String(form.length)};
	return forward(engine, agent, {method: request.method, url: request.url, headers}, form, response);
}

/** The first thing in a request that the function's role does not allow. */
function refusedAct(
	{roles, arn}: GateOptions,
	accessKey: string,
	service: string,
	target: string | string[] | undefined,
	body: string,
): Act | undefined {
	const statements = roles.get(accessKey);
	if (statements === undefined) return {action: `${service}:*`, resource: '*'};
	return actsOf(service, typeof target === 'string' ? target : undefined, body, arn).find(
		(act) => !mayDo(statements, act),
	);
}

function respond(response: ServerResponse, {status, type, body}: {status: number; type: string; body: string}): void {
	response.writeHead(status, {'content-type': type, 'x-amzn-requestid': 'local'}).end(body);
}

function forward(
	engine: string,
	agent: Agent,
	{method, url, headers}: {method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders},
	body: Buffer,
	response: ServerResponse,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const onward = send(new URL(url ?? '/', engine), {
			method: method ?? 'POST',
			agent,
			headers: {...headers, host: new URL(engine).host},
		});
		onward.once('error', reject);
		onward.once('response', (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response).once('finish', resolve).once('error', reject);
		});
		onward.end(body);
	});
}
