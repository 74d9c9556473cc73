import {join} from 'node:path';
import {DynamoDBClient} from '@aws-sdk/client-dynamodb';
import {SNSClient} from '@aws-sdk/client-sns';
import {SQSClient} from '@aws-sdk/client-sqs';
import {synthesize} from './assembly.ts';
import {withCertificate} from './certificate.ts';
import {createAll} from './create.ts';
import {type DataFolder, openCheckpoints, takeDataFolder} from './data-folder.ts';
import {startTables, type TableEngine} from './engine.ts';
import {functionOf, standUp} from './functions.ts';
import {startGate} from './gate.ts';
import {gateway, startHttp} from './http.ts';
import {type StackInfo, stackInfo} from './outputs.ts';
import {pause} from './pause.ts';
import {type QueueEngine, startQueues} from './queues.ts';
import {functionsOf, invokePermissionsOf, routesOf} from './resources.ts';
import {runSources} from './run.ts';
import {startSecrets} from './secrets.ts';
import {statementsOf} from './sources.ts';
import {readTemplate, resolver} from './template.ts';
import type {Outcome} from './worker.ts';

export interface StackOptions {
	/** Where everything is kept that outlives a start; made where it is missing. */
	readonly dataFolder: string;
	/** 0: any free one. */
	readonly port: number;
	/** Removes first what is in the data folder. */
	readonly fresh?: boolean;
	/** A cloud assembly; without it the stack is synthesized. */
	readonly assembly?: string;
	/** A DynamoDB to use in place of the embedded engine. */
	readonly dynamodbEndpoint?: string;
	/** Scheme and host of what stands for the ESPs' own APIs; without it releases at an ESP go to the ESP itself. */
	readonly espOrigin?: string;
	/** DNS servers that the functions ask, parted by commas; without it those of this machine. */
	readonly dnsServers?: string;
	/** Prints one line for the person in front of the screen. */
	readonly say?: (line: string) => void;
	/** The clock of the stack and of its functions; without it the machine's. */
	readonly now?: () => Date;
}

export interface LocalStack {
	readonly url: string;
	readonly info: StackInfo;
	readonly dataFolder: string;
	/** Invokes a function by its name ("Sweep") with an event, and gives its answer. */
	invoke(name: string, event: object): Promise<Outcome>;
	/** Ends everything in the order of the data's way, and leaves the data folder to the next start. */
	stop(): Promise<void>;
}

/** Names that ARNs and URLs are made of. They stay: the data of earlier starts goes by them. */
const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const ROOT = join(import.meta.dirname, '..', '..');
/** How long a batch under way may still take when the stack is stopped. */
const PATIENCE = 10_000;

type Stop = () => Promise<unknown>;

/**
 * Stands up the whole stack on this machine, from its synthesized template alone.
 *
 * @throws Problem where the port, the data folder, the platform or the template does not allow it
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
	const stops: Stop[] = [];
	let stopping: Promise<void> | undefined;
	const stop = () => {
		stopping ??= (async () => {
			for (const one of stops.reverse()) await one();
		})();
		return stopping;
	};
	try {
		return await start(options, stops, stop);
	} catch (error) {
		await stop();
		throw error;
	}
}

async function start(options: StackOptions, stops: Stop[], stop: () => Promise<void>): Promise<LocalStack> {
	const {say = () => {}, now = () => new Date(), espOrigin = '', dnsServers = ''} = options;
	const folder = takeDataFolder(options.dataFolder, options.fresh === true);
	stops.push(async () => folder.release());
	const http = await startHttp(options.port);
	stops.push(() => http.stop());
	const {assembly, tables, queues} = await startEngines(options, folder, stops);

	const template = readTemplate(assembly);
	const place = {region: REGION, account: ACCOUNT, sqs: queues.endpoint, url: http.url};
	const resolved = resolver(template, place);
	const engines = {dynamodb: tables.endpoint, sqs: queues.endpoint, sns: queues.endpoint};
	const clients = clientsOf(engines, stops);
	const info = stackInfo(resolved.outputs(), place, engines);
	const shapes = functionsOf(resolved, template);
	const statements = statementsOf(resolved);
	const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
	const secrets = await startSecrets(folder.path, (name) => arn('secretsmanager', `secret:${name}-local0`));
	stops.push(() => secrets.stop());
	const gate = await startGate({
		engines: {...engines, secretsmanager: secrets.endpoint},
		roles: new Map(shapes.map(({name, role}) => [name, statements.get(role.slice(role.lastIndexOf('/') + 1)) ?? []])),
		arn,
		say,
	});
	stops.push(() => gate.stop());
	await createAll(folder.path, resolved, clients, info);

	const logFolder = join(folder.path, 'logs');
	const functions = standUp(shapes, {
		region: REGION,
		endpoint: gate.endpoint,
		queues: queues.endpoint,
		url: http.url,
		espOrigin,
		dnsServers,
		logFolder,
		now,
		say,
	});
	stops.push(() => Promise.all([...functions.values()].map((lambda) => lambda.stop())));
	const running = await runSources({
		resolver: resolved,
		place,
		...clients,
		dynamodbEndpoint: tables.endpoint,
		checkpoints: openCheckpoints(folder),
		shapes,
		functions,
		say,
		now,
	});
	stops.push(() => Promise.race([running.stop(), pause(PATIENCE)]));
	const permissions = invokePermissionsOf(resolved);
	const apiArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:local`;
	const answer = gateway({routes: routesOf(resolved), permissions, functions, apiArn, say, now});
	http.serve(withCertificate(join(folder.path, 'sns-certificate.pem'), answer));
	// Once more and first of all: no request comes in while the rest is ended.
	stops.push(() => http.stop());
	folder.write('stack.json', {...info});
	stops.push(async () => folder.remove('stack.json'));
	return {
		url: http.url,
		info,
		dataFolder: folder.path,
		invoke: (name, event) => functionOf(functions, name).invoke(JSON.stringify(event)),
		stop,
	};
}

async function startEngines(
	options: StackOptions,
	folder: DataFolder,
	stops: Stop[],
): Promise<{assembly: string; tables: TableEngine; queues: QueueEngine}> {
	const keep = <Engine extends {stop: Stop}>(engine: Engine): Engine => {
		stops.push(() => engine.stop());
		return engine;
	};
	const starting = [
		startTables(folder.path, options.dynamodbEndpoint, options.say).then(keep),
		startQueues(folder.path, REGION).then(keep),
	] as const;
	// Where one fails, the other is waited for: it has to be stopped.
	await Promise.allSettled(starting);
	const [tables, queues] = await Promise.all(starting);
	// Last, because it takes longest: what stands in the way of the engines is told at once.
	const assembly = options.assembly ?? (await synthesize(ROOT));
	return {assembly, tables, queues};
}

function clientsOf(engines: StackInfo['endpoints'], stops: Stop[]) {
	const common = {region: REGION, credentials: {accessKeyId: 'local', secretAccessKey: 'local'}};
	const clients = {
		dynamodb: new DynamoDBClient({...common, endpoint: engines.dynamodb}),
		sqs: new SQSClient({...common, endpoint: engines.sqs}),
		sns: new SNSClient({...common, endpoint: engines.sns}),
	};
	stops.push(async () => {
		for (const client of Object.values(clients)) client.destroy();
	});
	return clients;
}
