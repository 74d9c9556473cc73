import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {readDevKeys} from './dev-keys.ts';
import {failed, type Io} from './io.ts';
import {openStack, readLocalStack} from './stack.ts';

/** The options of the commands that ask the API. */
export const ASK_OPTIONS = {
	key: {type: 'string'},
	tenant: {type: 'string'},
	url: {type: 'string'},
	stack: {type: 'string'},
	region: {type: 'string'},
	json: {type: 'boolean', default: false},
} as const;

interface Asked {
	readonly key?: string | undefined;
	readonly tenant?: string | undefined;
	readonly url?: string | undefined;
	readonly stack?: string | undefined;
	readonly region?: string | undefined;
}

/** The API as one caller sees it: GET, POST where there is a body, or what is named. */
export type Ask = (path: string, body?: object, named?: 'DELETE') => Promise<{readonly answer: unknown} | Refusal>;

/** A value somewhere inside an answer; undefined where the way ends before. */
export function at(value: unknown, ...way: readonly (string | number)[]): unknown {
	let here = value;
	for (const step of way) {
		if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
		here = Reflect.get(here, step);
	}
	return here;
}

/**
 * The same as a text for people: empty where there is nothing. Control characters but the end of a line are spaces: in it may be
 * what a stranger's server answered, and a terminal would do what they say.
 */
export function textAt(value: unknown, ...way: readonly (string | number)[]): string {
	const found = at(value, ...way);
	if (typeof found === 'number' || typeof found === 'boolean') return String(found);
	return typeof found === 'string' ? found.replace(/[^\P{Cc}\n]/gu, ' ') : '';
}

/** The same as a list: empty where there is none. */
export function listAt(value: unknown, ...way: readonly (string | number)[]): readonly unknown[] {
	const found = at(value, ...way);
	return Array.isArray(found) ? found : [];
}

async function baseOf(asked: Asked): Promise<string | Refusal> {
	if (asked.url !== undefined) return asked.url.replace(/\/+$/, '');
	const stack = asked.stack === undefined ? readLocalStack() : await openStack(asked);
	return isRefusal(stack) ? stack : stack.url.replace(/\/+$/, '');
}

/** Waits before the further attempts where the API says that it is too much just now, in milliseconds. */
const WAITS = [250, 500, 1_000, 2_000, 4_000];

/** Asks again after 429 (throttled) and 503 (not available just now); what is asked may be asked twice. */
async function again(ask: () => Promise<Response>): Promise<Response> {
	for (const wait of WAITS) {
		const answer = await ask();
		if (answer.status !== 429 && answer.status !== 503) return answer;
		await answer.arrayBuffer();
		await setTimeout(wait);
	}
	return ask();
}

/** Finds address and key, and gives the function that asks. */
export async function asker(asked: Asked): Promise<Ask | Refusal> {
	const base = await baseOf(asked);
	if (typeof base !== 'string') return base;
	const local = asked.url === undefined && asked.stack === undefined;
	const tenant = asked.tenant ?? 'demo';
	const dev = local ? readDevKeys().tenants.find(({id}) => id === tenant) : undefined;
	const key = asked.key ?? (asked.tenant === undefined ? process.env.BOUNCE_KEY : undefined) ?? dev?.apiKey;
	if (key === undefined) {
		return refuse('not-authentic', 'Give an API key: --key bl_…, or BOUNCE_KEY in the environment.');
	}
	return async (path, body, named) => {
		const method = named ?? (body === undefined ? 'GET' : 'POST');
		const answer = await again(() =>
			fetch(`${base}${path}`, {
				method,
				headers: {authorization: `Bearer ${key}`, ...(body === undefined ? {} : {'content-type': 'application/json'})},
				...(body === undefined ? {} : {body: JSON.stringify(body)}),
				redirect: 'error',
				signal: AbortSignal.timeout(30_000),
			}),
		);
		const text = await answer.text();
		let value: unknown;
		try {
			value = JSON.parse(text);
		} catch {
			return refuse('unavailable', `The API answered ${answer.status} and no JSON; is ${base} its address?`);
		}
		return answer.ok
			? {answer: value}
			: refuse('invalid', textAt(value, 'detail') || `The API answered ${answer.status}.`);
	};
}

/**
 * Asks once, and shows the answer: as it came where `--json` is given, else in words.
 *
 * @returns the exit code
 */
export async function show(
	asked: Asked & {readonly json: boolean},
	io: Io,
	path: string,
	inWords: (answer: unknown) => void,
): Promise<0 | 1> {
	const ask = await asker(asked);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const told = await ask(path);
	if (isRefusal(told)) return failed(io, told.detail);
	if (asked.json) io.out.write(`${JSON.stringify(told.answer)}\n`);
	else inWords(told.answer);
	return 0;
}
