import {Worker} from 'node:worker_threads';

/** What an invocation gave: the handler's answer as JSON, or with `failed` an error in Lambda's form. */
export interface Outcome {
	readonly payload: string;
	readonly failed: boolean;
}

/** An error as Lambda reports it to whoever invoked the function. */
export function failure(errorType: string, errorMessage: string): Outcome {
	return {payload: JSON.stringify({errorType, errorMessage}), failed: true};
}

/** A thread that has loaded a function. */
export interface Instance {
	/** Answers always. Out of time, the thread is ended. */
	call(requestId: string, message: string, milliseconds: number): Promise<Outcome>;
	/** Whether it may take another event. */
	alive(): boolean;
	end(): Promise<unknown>;
}

export interface InstanceOptions {
	readonly name: string;
	/** The file with the handler, without its extension, and the name it is exported by. */
	readonly file: string;
	readonly exported: string;
	readonly memoryMegabytes: number;
	/** All the variables the function sees. */
	readonly environment: Readonly<Record<string, string>>;
	/** Takes what the function writes. */
	readonly log: (text: string) => void;
}

/** Lambda's limit for loading a function. */
const INIT_MILLISECONDS = 10_000;

/** Starts a thread and loads the function in it. What goes wrong there is the outcome of the first call. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
	const worker = new Worker(new URL('./instance.ts', import.meta.url), {
		workerData: {file: options.file, exported: options.exported},
		env: options.environment,
		stdout: true,
		stderr: true,
		execArgv: [],
		name: options.name,
		resourceLimits: {maxOldGenerationSizeMb: options.memoryMegabytes},
	});
	for (const stream of [worker.stdout, worker.stderr]) stream.setEncoding('utf8').on('data', options.log);
	let alive = true;
	let crash = 'exit status 0';
	let settle: ((outcome: Outcome | undefined) => void) | undefined;

	worker.on('message', (message: unknown) => settle?.(outcomeOf(message)));
	worker.on('error', (error) => {
		const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
		crash = memory ? 'signal: killed' : 'exit status 1';
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		options.log(`${JSON.stringify({level: 'ERROR', message: 'instance-crashed', error: text})}\n`);
	});
	worker.on('exit', (code) => {
		alive = false;
		if (code !== 0 && crash === 'exit status 0') crash = `exit status ${code}`;
		settle?.(undefined);
	});

	/** The next message of the thread; undefined where it ended instead. */
	const next = (milliseconds: number, late: () => Outcome): Promise<Outcome | undefined> =>
		new Promise((resolve) => {
			const timer = setTimeout(() => {
				alive = false;
				settle?.(late());
				void worker.terminate();
			}, milliseconds);
			settle = (outcome) => {
				settle = undefined;
				clearTimeout(timer);
				resolve(outcome);
			};
			if (!alive) settle(undefined);
		});
	const crashed = (requestId: string) =>
		failure('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: ${crash}`);
	const timedOut = (requestId: string, milliseconds: number) =>
		failure(
			'Sandbox.Timedout',
			`${new Date().toISOString()} ${requestId} Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`,
		);

	const loaded = await next(INIT_MILLISECONDS, () => timedOut('INIT', INIT_MILLISECONDS));
	return {
		call: async (requestId, message, milliseconds) => {
			if (loaded?.failed !== false) {
				alive = false;
				void worker.terminate();
				return loaded ?? crashed(requestId);
			}
			const outcome = next(milliseconds, () => timedOut(requestId, milliseconds));
			if (alive) worker.postMessage(message);
			return (await outcome) ?? crashed(requestId);
		},
		alive: () => alive,
		end: () => {
			alive = false;
			return worker.terminate();
		},
	};
}

function outcomeOf(message: unknown): Outcome {
	const has = (name: string): unknown =>
		typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
	const payload = has('payload');
	return {payload: typeof payload === 'string' ? payload : 'null', failed: has('failed') === true};
}
