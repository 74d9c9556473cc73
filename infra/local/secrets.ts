import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage} from 'node:http';
import {join} from 'node:path';
import {readBody} from './body.ts';
import {isObject, type JsonObject, tryJson} from './json.ts';
import {problem} from './problem.ts';

/** A stand-in for AWS Secrets Manager. */
export interface SecretsEngine {
	readonly endpoint: string;
	stop(): Promise<void>;
}

/** Secrets Manager's own limit is 64 KiB for a secret. */
const MAX_REQUEST = 131_072;
const FILE = 'secrets.json';

interface Answer {
	readonly status: number;
	readonly body: JsonObject;
}

type Secrets = Map<string, string>;

/**
 * Starts it with its data in a file of the folder that only its owner may read. It knows what the functions ask: GetSecretValue,
 * CreateSecret, PutSecretValue and DeleteSecret.
 *
 * @throws Problem where its data cannot be read
 */
export async function startSecrets(folder: string, arn: (name: string) => string): Promise<SecretsEngine> {
	const file = join(folder, FILE);
	const secrets = load(file);
	const keep = () => {
		writeFileSync(`${file}.part`, JSON.stringify(Object.fromEntries(secrets)), {mode: 0o600});
		renameSync(`${file}.part`, file);
	};
	const server = createServer(async (request, response) => {
		const {status, body} = await answer(request, secrets, keep, arn).catch(() => refused('InternalServiceError'));
		response.writeHead(status, {'content-type': 'application/x-amz-json-1.1'}).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('secrets: no port');
	return {
		endpoint: `http://127.0.0.1:${address.port}`,
		stop: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}

function load(file: string): Secrets {
	const kept = existsSync(file) ? tryJson(readFileSync(file, 'utf8')) : {};
	if (!isObject(kept)) throw problem(`${file} is broken: remove it, and set the ESPs' credentials once more.`);
	return new Map(Object.entries(kept).map(([name, text]) => [name, String(text)]));
}

async function answer(
	request: IncomingMessage,
	secrets: Secrets,
	keep: () => void,
	arn: (name: string) => string,
): Promise<Answer> {
	const body = await readBody(request, MAX_REQUEST);
	const input = body === undefined ? undefined : tryJson(body.toString('utf8'));
	if (!isObject(input)) return refused('InvalidRequestException');
	const target = String(request.headers['x-amz-target'] ?? '');
	const name = String(input.SecretId ?? input.Name ?? '');
	const text = secrets.get(name);
	const told = {ARN: arn(name), Name: name};
	switch (target) {
		case 'secretsmanager.GetSecretValue':
			return text === undefined ? refused('ResourceNotFoundException') : given({...told, SecretString: text});
		case 'secretsmanager.CreateSecret':
			if (text !== undefined) return refused('ResourceExistsException');
			break;
		case 'secretsmanager.PutSecretValue':
		case 'secretsmanager.DeleteSecret':
			if (text === undefined) return refused('ResourceNotFoundException');
			break;
		default:
			return refused('UnknownOperationException');
	}
	if (target === 'secretsmanager.DeleteSecret') secrets.delete(name);
	else if (typeof input.SecretString === 'string') secrets.set(name, input.SecretString);
	else return refused('InvalidParameterException');
	keep();
	return given(told);
}

const given = (body: JsonObject): Answer => ({status: 200, body});

function refused(type: string): Answer {
	return {status: type === 'InternalServiceError' ? 500 : 400, body: {__type: type, message: `${type} (local)`}};
}
