import {AsyncLocalStorage} from 'node:async_hooks';

/** What every log line of one request or record carries: ids, never a payload, never an address. */
export type LogContext = Readonly<Record<string, string | number>>;

const storage = new AsyncLocalStorage<LogContext>();

/** The fields of the request or record that is being worked on. */
export function logContext(): LogContext {
	return storage.getStore() ?? {};
}

/** Runs `work` so that each line it logs, however deep, carries `fields` besides those around it. */
export function withLogContext<Result>(fields: LogContext, work: () => Result): Result {
	return storage.run({...logContext(), ...fields}, work);
}
