/**
 * One instance of a function: loads the bundle once, as a cold start does, and answers one event after the other. It runs in
 * a worker thread that has the function's environment and nothing else of this process.
 */
import {existsSync} from 'node:fs';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {parentPort, workerData} from 'node:worker_threads';
import {isObject, parseJson, read} from './json.ts';

const place = read.object(workerData, 'workerData');
const file = read.text(place.file, 'file');
const exported = read.text(place.exported, 'exported');

/**
 * How far the stack's clock is ahead of the machine's, in milliseconds: whoever tries out weeks does not wait for them. It
 * is told with each event, and `Date` goes by it; timers do not.
 */
let ahead = 0;
const machineNow = Date.now;
const dated = (text: readonly unknown[]): readonly unknown[] => (text.length === 0 ? [machineNow() + ahead] : text);
globalThis.Date = new Proxy(Date, {
	construct: (date, text, made) => Reflect.construct(date, dated(text), made),
	get: (date, name) => (name === 'now' ? () => machineNow() + ahead : Reflect.get(date, name)),
});

type Handler = (event: unknown, context: object) => unknown;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';
const member = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && name in value
		? Object.entries(value).find(([key]) => key === name)?.[1]
		: undefined;

async function load(): Promise<Handler> {
	const path = ['.js', '.cjs', '.mjs'].map((extension) => `${file}${extension}`).find((name) => existsSync(name));
	if (path === undefined) throw named('Runtime.ImportModuleError', `Cannot find module '${file}'`);
	const module: unknown = await import(pathToFileURL(path).href);
	const handler = [module, member(module, 'default')].map((one) => member(one, exported)).find(isHandler);
	if (handler === undefined) throw named('Runtime.HandlerNotFound', `${file}.${exported} is undefined or not exported`);
	return handler;
}

function named(name: string, message: string): Error {
	const error = new Error(message);
	error.name = name;
	return error;
}

/** An error as Lambda reports it to the invoker. */
function report(error: unknown): string {
	const {name, message, stack} = error instanceof Error ? error : named('Error', String(error));
	return JSON.stringify({errorType: name, errorMessage: message, trace: stack?.split('\n') ?? []});
}

async function answer(handler: Handler, text: string, deadline: number, fields: object): Promise<string> {
	const context = {
		...fields,
		callbackWaitsForEmptyEventLoop: true,
		getRemainingTimeInMillis: () => Math.max(0, deadline - machineNow()),
	};
	const result = await handler(parseJson(text), context);
	return JSON.stringify(result === undefined ? null : result);
}

const port = parentPort;
if (port === null) throw new Error('instance: this file runs in a worker thread only');

try {
	const handler = await load();
	port.postMessage({ready: true});
	port.on('message', async (message: unknown) => {
		const {payload, deadline, context, ...clock} = read.object(parseJson(String(message)), 'message');
		ahead = read.number(clock.ahead, 'ahead');
		try {
			const fields = isObject(context) ? context : {};
			const text = await answer(handler, read.text(payload, 'payload'), read.number(deadline, 'deadline'), fields);
			port.postMessage({payload: text});
		} catch (error) {
			console.error(JSON.stringify({level: 'ERROR', message: 'invoke-failed', error: parseJson(report(error))}));
			port.postMessage({payload: report(error), failed: true});
		}
	});
} catch (error) {
	console.error(JSON.stringify({level: 'ERROR', message: 'init-failed', error: parseJson(report(error))}));
	port.postMessage({payload: report(error), failed: true});
	// Let the lines out before the thread ends.
	process.exitCode = 1;
	port.close();
}
