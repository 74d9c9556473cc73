import type * as z from 'zod/mini';
import {readKey} from './key.ts';
import {signOut} from './session.ts';

/** A request that did not work, in words for the person. `again`: the same may work in a while. */
export interface Failure {
	readonly problem: string;
	readonly again: boolean;
	readonly status: number;
}

/** Tells a failure from a result. */
export function isFailure<Result extends object>(result: Result | Failure): result is Failure {
	return 'problem' in result && 'again' in result;
}

export interface Asked {
	readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly query?: Readonly<Record<string, string | undefined>>;
	readonly body?: object;
	readonly signal?: AbortSignal;
	/** The key to ask with, instead of the one that is signed in. */
	readonly key?: string;
}

function detailOf(content: unknown): string {
	const detail = typeof content === 'object' && content !== null && 'detail' in content ? content.detail : '';
	return typeof detail === 'string' ? detail : '';
}

function explain(status: number, detail: string): string {
	if (status === 401) return 'This API key is not valid. Sign in with another one.';
	if (status === 429) return 'Too many requests just now. Wait a minute and try again.';
	if (status >= 500) return 'The service has a fault of its own. Try again in a while.';
	return detail === '' ? `The service refused the request (${status}).` : detail;
}

function urlOf(path: string, query: Asked['query'] = {}): string {
	const given = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
	return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** The request as it is sent; the answer as it came. */
export function send(path: string, {method, query, body, signal, key}: Asked): Promise<Response> {
	return fetch(urlOf(path, query), {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		cache: 'no-store',
		headers: {
			authorization: `Bearer ${key ?? readKey() ?? ''}`,
			...(body === undefined ? {} : {'content-type': 'application/json'}),
		},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
		...(signal === undefined ? {} : {signal}),
	});
}

/** Asks the API, and reads the answer by its schema. A key that is not valid any more signs out. */
export async function ask<Schema extends z.ZodMiniObject>(
	schema: Schema,
	path: string,
	asked: Asked = {},
): Promise<z.infer<Schema> | Failure> {
	try {
		const answer = await send(path, asked);
		const content: unknown = await answer.json().catch(() => undefined);
		const {status} = answer;
		if (answer.ok) {
			const parsed = schema.safeParse(content);
			if (parsed.success) return parsed.data;
			return {
				problem: 'The answer cannot be read; reload this page, it may be older than the service.',
				again: false,
				status,
			};
		}
		const problem = explain(status, detailOf(content));
		if (status === 401 && asked.key === undefined) signOut(problem);
		return {problem, again: status === 429 || status >= 500, status};
	} catch {
		return {problem: 'The service cannot be reached. Check your connection and try again.', again: true, status: 0};
	}
}

const PAUSES = [500, 2000, 5000] as const;

/** Asks again, after a while, what may work the next time: for long runs that one hiccup should not end. */
export async function askPatiently<Schema extends z.ZodMiniObject>(
	schema: Schema,
	path: string,
	asked: Asked = {},
): Promise<z.infer<Schema> | Failure> {
	for (const pause of PAUSES) {
		const answer = await ask(schema, path, asked);
		if (!isFailure(answer) || !answer.again || asked.signal?.aborted === true) return answer;
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
	return ask(schema, path, asked);
}
