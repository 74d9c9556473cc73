import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {type Lambda, makeLambda} from './lambda.ts';
import {openLog} from './logs.ts';
import {problem} from './problem.ts';
import type {FunctionShape} from './resources.ts';

/** What is the same for every function of the stack. */
export interface Surroundings {
	readonly region: string;
	/** Where the AWS clients in the functions send their requests. */
	readonly endpoint: string;
	/** Where the queues are, behind that: the beginning of their URLs. */
	readonly queues: string;
	/** Where the certificates of signed SNS messages are fetched from. */
	readonly url: string;
	/** What stands for the ESPs' APIs here; empty: the ESPs themselves. */
	readonly espOrigin: string;
	/** DNS servers that the functions ask, parted by commas; empty: those of this machine. */
	readonly dnsServers: string;
	readonly logFolder: string;
	readonly now: () => Date;
	readonly say: (line: string) => void;
}

/** Instances of one function at the same time: more would only take the cores from each other. */
const INSTANCES = Math.max(2, Math.min(4, availableParallelism()));

/** The functions of the template, by ARN. */
export function standUp(shapes: readonly FunctionShape[], around: Surroundings): Map<string, Lambda> {
	return new Map(
		shapes.map((shape) => [
			shape.arn,
			makeLambda({
				...shape,
				environment: environmentOf(shape, around),
				instances: INSTANCES,
				now: around.now,
				log: openLog(around.logFolder, shape.name, around.say),
			}),
		]),
	);
}

/** A function's variables: the template's, Lambda's own, and where this machine's services are. */
export function environmentOf(
	shape: FunctionShape,
	{region, endpoint, queues, url, espOrigin, dnsServers, logFolder}: Surroundings,
): Record<string, string> {
	// SQS's client sends to the host of a queue's URL, whatever its endpoint is: the URL has to name the gate, too.
	const atGate = (value: string) => (value.startsWith(`${queues}/`) ? endpoint + value.slice(queues.length) : value);
	return {
		...Object.fromEntries(Object.entries(shape.environment).map(([name, value]) => [name, atGate(value)])),
		AWS_REGION: region,
		AWS_DEFAULT_REGION: region,
		// The access key tells the gate whose role holds.
		AWS_ACCESS_KEY_ID: shape.name,
		AWS_SECRET_ACCESS_KEY: 'local',
		AWS_ENDPOINT_URL_DYNAMODB: endpoint,
		AWS_ENDPOINT_URL_SQS: endpoint,
		AWS_ENDPOINT_URL_SNS: endpoint,
		AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
		ESP_API_ORIGIN: espOrigin,
		DNS_SERVERS: dnsServers,
		AWS_CONFIG_FILE: join(logFolder, 'none'),
		AWS_SHARED_CREDENTIALS_FILE: join(logFolder, 'none'),
		AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
		AWS_LAMBDA_FUNCTION_NAME: shape.name,
		AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
		AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(shape.memoryMegabytes),
		AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${shape.name}`,
		AWS_LAMBDA_LOG_STREAM_NAME: 'local',
		AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
		_HANDLER: `index.${shape.exported}`,
		SNS_CERTIFICATE_ORIGIN: url,
		// Alerts may be posted to a server on this machine, without TLS; on AWS nobody sets it.
		ALERT_WEBHOOK_LOCAL_HOSTS: '127.0.0.1,localhost',
	};
}

/**
 * The function of an ARN or a name.
 *
 * @throws Problem where there is none
 */
export function functionOf(functions: ReadonlyMap<string, Lambda>, named: string): Lambda {
	const found = functions.get(named) ?? [...functions.values()].find(({name}) => name === named);
	if (found === undefined) throw problem(`template: ${named} is no function of the stack.`);
	return found;
}
