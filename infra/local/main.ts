/** `npm start`: the whole stack on this machine, a demonstration on it, and then it stays up until Ctrl-C. */
import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {isProblem, problem} from './problem.ts';
import {type LocalStack, startStack} from './stack.ts';

const USAGE = `npm start -- [options]
  --port N   where HTTP listens (8787)
  --fresh    starts over, without the data of earlier starts
  --empty    without the sample webhooks
Set DYNAMODB_ENDPOINT to use a DynamoDB Local of yours in place of the embedded engine, and DNS_SERVERS (addresses, parted by
commas) to ask others than this machine's own for the evidence of incidents.`;

const DATA = process.env.BOUNCE_DATA ?? join(import.meta.dirname, '.data');
const ROOT = join(import.meta.dirname, '..', '..');

interface Options {
	readonly port: number;
	readonly fresh: boolean;
	readonly empty: boolean;
}

/** @throws Problem where an option is not known or has no use */
function readOptions(args: string[]): Options | 'help' {
	try {
		const {values} = parseArgs({
			args,
			options: {
				port: {type: 'string', default: '8787'},
				fresh: {type: 'boolean', default: false},
				empty: {type: 'boolean', default: false},
				help: {type: 'boolean', default: false},
			},
		});
		if (values.help) return 'help';
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
		return {port, fresh: values.fresh, empty: values.empty};
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		throw problem(`${said.split('\n')[0]?.replace(/\.$/, '')}.\n${USAGE}`);
	}
}

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Fills the stack with a demonstration and prints what came of it, and how to go on. */
function demonstrate(empty: boolean): ChildProcess {
	const args = ['functions/command/main.ts', 'demo', ...(empty ? ['--empty'] : [])];
	return spawn(process.execPath, args, {cwd: ROOT, stdio: 'inherit', env: {...process.env, BOUNCE_DATA: DATA}});
}

async function run(options: Options): Promise<void> {
	const begun = Date.now();
	let stack: LocalStack | undefined;
	let demo: ChildProcess | undefined;
	let interrupted = false;
	const end = (signal: NodeJS.Signals) => {
		// The second one does not wait.
		if (interrupted) process.exit(1);
		interrupted = true;
		demo?.kill(signal);
		say('\nStopping.');
		void stack?.stop().then(() => process.exit(0));
	};
	process.on('SIGINT', end).on('SIGTERM', end);

	say('Bounceledger on this machine: synthesizing the stack and standing it up.');
	const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
	stack = await startStack({
		dataFolder: DATA,
		port: options.port,
		fresh: options.fresh,
		say,
		...(dynamodbEndpoint === undefined ? {} : {dynamodbEndpoint}),
		espOrigin: process.env.ESP_API_ORIGIN ?? '',
		dnsServers: process.env.DNS_SERVERS ?? '',
	}).catch((error: unknown) => {
		// Ctrl-C ends the synthesis as well, which then fails: that is no fault.
		if (interrupted) process.exit(0);
		throw error;
	});
	if (interrupted) {
		await stack.stop();
		process.exit(0);
	}
	say(`Up at ${stack.url} after ${((Date.now() - begun) / 1_000).toFixed(1)} s. Its data and logs are in ${DATA}.`);
	demo = demonstrate(options.empty);
	demo.once('close', (code) => {
		if (interrupted) return;
		if (code !== 0) say(`The demonstration failed; the functions' logs in ${join(DATA, 'logs')} tell why.`);
		say('\nCtrl-C stops it.');
	});
}

try {
	const options = readOptions(process.argv.slice(2));
	if (options === 'help') say(USAGE);
	else await run(options);
} catch (error) {
	if (!isProblem(error)) throw error;
	say(error.message);
	process.exit(1);
}
