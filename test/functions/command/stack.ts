import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {CreateQueueCommand, SQSClient} from '@aws-sdk/client-sqs';
import {startFauxqs} from 'fauxqs';
import {respond} from '#functions/api/respond.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import {isTenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {startDynamodb} from '#test/support/dynamodb.ts';
import {outgoingInMemory, secretsInMemory} from '#test/support/secrets.ts';
import {toEvent} from '../api/caller.ts';

const MAIN = join(import.meta.dirname, '../../../functions/command/main.ts');

interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

interface Around {
	readonly input?: string;
	readonly env?: NodeJS.ProcessEnv;
}

/** Runs the command line as a person does. */
export function bounce(args: readonly string[], {input = '', env = {}}: Around = {}): Promise<Ran> {
	const child = spawn(process.execPath, [MAIN, ...args], {env: {PATH: process.env.PATH, ...env}});
	const [out, err] = [buffer(child.stdout), buffer(child.stderr)];
	child.stdin.on('error', () => {}); // a command that refuses does not read
	child.stdin.end(input);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', async (code) => resolve({code, out: String(await out), err: String(await err)}));
	});
}

/**
 * What the command line needs of a running stack: tables, queues, the API, and webhooks that prove who sends and then say
 * what they read. Its data folder is a temporary one.
 */
export async function startStack() {
	const data = mkdtempSync(join(tmpdir(), 'bounceledger-command-'));
	const [engine, fauxqs] = await Promise.all([startDynamodb(), startFauxqs({port: 0, logger: false})]);
	const sqsEndpoint = `http://127.0.0.1:${fauxqs.port}`;
	const sqs = new SQSClient({
		endpoint: sqsEndpoint,
		region: 'us-east-1',
		credentials: {accessKeyId: 'local', secretAccessKey: 'local'},
	});
	const make = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({QueueName}))).QueueUrl ?? '';
	const queues = {work: await make('work'), deadLetters: await make('dead'), quarantine: await make('quarantine')};
	const means = {
		store: engine.store,
		classify,
		now: () => new Date(),
		removeAtEsp: async () => [],
		secrets: secretsInMemory(),
		...outgoingInMemory(),
	};

	async function answer(request: IncomingMessage): Promise<[status: number, text: string]> {
		const body = await buffer(request);
		const path = request.url ?? '';
		const [, espName, tenantName = ''] = /^\/v1\/webhooks\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
		const esp = ESP_NAMES.find((name) => name === espName);
		if (esp === undefined) {
			const {authorization} = request.headers;
			const said = {method: request.method ?? 'GET', path, raw: body};
			const heard = await respond(
				toEvent(authorization === undefined ? said : {...said, authorization}),
				means,
				ROUTES,
			);
			return [heard.statusCode ?? 500, heard.body ?? ''];
		}
		const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
		const tenant = isTenantId(tenantName) ? await readTenant(engine.store, tenantName) : undefined;
		const proven = await ESP[esp].authenticate({body, headers}, tenant?.disabled ? undefined : tenant, {
			now: means.now,
			fetchCertificate: async () => readFileSync(join(data, 'sns-certificate.pem'), 'utf8'),
		});
		if (isRefusal(proven)) return [proven.refused === 'malformed' ? 400 : 401, proven.reason];
		const read = ESP[esp].normalize(proven);
		return isRefusal(read) ? [400, read.detail] : [200, JSON.stringify(read.events)];
	}

	const server = createServer(async (request, response) => {
		const [status, text] = await answer(request);
		response.writeHead(status).end(text);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	const stack = {
		url,
		region: 'us-east-1',
		endpoints: {dynamodb: engine.endpoint, sqs: sqsEndpoint, sns: sqsEndpoint},
		tables: engine.store.tables,
		queues,
		alertTopicArn: 'arn:aws:sns:us-east-1:000000000000:alerts',
		inboxQueueUrl: await make('inbox'),
		pid: process.pid,
	};
	writeFileSync(join(data, 'stack.json'), JSON.stringify(stack));
	process.env.BOUNCE_DATA = data;
	const {dispatch} = await import('#functions/command/dispatch.ts');
	return {
		data,
		url,
		sqs,
		queues,
		store: engine.store,
		/** The command line in this process: a fifth of the time of one of its own. */
		bounce: async (args: readonly string[], {input = ''}: {input?: string} = {}): Promise<Ran> => {
			const [out, err] = [new PassThrough(), new PassThrough()];
			const code = await dispatch(args, {stdin: Readable.from([Buffer.from(input)]), out, err});
			out.end();
			err.end();
			return {code, out: String(await buffer(out)), err: String(await buffer(err))};
		},
		stop: async () => {
			server.close();
			sqs.destroy();
			await Promise.all([engine.stop(), fauxqs.stop()]);
			rmSync(data, {recursive: true, force: true});
		},
	};
}
export type LocalStack = Awaited<ReturnType<typeof startStack>>;
