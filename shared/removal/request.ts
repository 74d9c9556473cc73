import type {RemovalDeps} from './removal.ts';

/** How often a call is made at most, and the longest waits, in milliseconds. */
const ATTEMPTS = 5;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 8_000;
const ANSWER_MS = 5_000;
/** More of an answer is not read. */
const MAX_ANSWER = 262_144;

/** What an ESP answered; or that nobody answered, or that the time was up before the call. */
export type Told =
	| {readonly status: number; readonly body: unknown}
	| {readonly status: 'no answer' | 'out of time'; readonly body: undefined};

interface Heard {
	readonly told: Told;
	/** The ESP asks to wait so long, in milliseconds. */
	readonly wait?: number;
}

/**
 * Makes a call, again after 429, 5xx and where nobody answers: all these calls may be repeated without harm. The waits
 * double, and an ESP's `Retry-After` (or SendGrid's `X-RateLimit-Reset`) is heeded.
 *
 * @param make the request, made anew for each attempt, since a signature has its time
 */
export async function call(make: () => Promise<Request>, deps: RemovalDeps): Promise<Told> {
	let told: Told = {status: 'out of time', body: undefined};
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const left = timeLeft(deps);
		if (left <= 0) return told;
		const heard = await once(await make(), Math.min(ANSWER_MS, left), deps);
		told = heard.told;
		if (attempt === ATTEMPTS || !mayPass(told)) return told;
		const wait = Math.min(heard.wait ?? FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT);
		if (wait >= timeLeft(deps)) return told;
		await deps.pause(wait);
	}
	return told;
}

/** Milliseconds until the deadline. */
function timeLeft({now, deadline}: RemovalDeps): number {
	return deadline === undefined ? Number.POSITIVE_INFINITY : deadline.getTime() - now().getTime();
}

function mayPass({status}: Told): boolean {
	return status === 'no answer' || status === 429 || (typeof status === 'number' && status >= 500);
}

async function once(request: Request, milliseconds: number, deps: RemovalDeps): Promise<Heard> {
	try {
		const answer = await deps.fetch(request, {redirect: 'error', signal: AbortSignal.timeout(milliseconds)});
		const text = await answer.text();
		const wait = waitAsked(answer.headers, deps.now());
		return {
			told: {status: answer.status, body: text.length > MAX_ANSWER ? undefined : parsed(text)},
			...(wait === undefined ? {} : {wait}),
		};
	} catch {
		return {told: {status: 'no answer', body: undefined}};
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); SendGrid's `X-RateLimit-Reset` is the Unix second. */
function waitAsked(headers: Headers, now: Date): number | undefined {
	const after = headers.get('retry-after');
	if (after !== null && /^\d{1,6}$/.test(after)) return Number(after) * 1_000;
	const until = after === null ? Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000 : Date.parse(after);
	return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}

/** A text somewhere in an answer; undefined where it is none. */
export function textIn(body: unknown, name: string): string | undefined {
	const value =
		typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
	return typeof value === 'string' ? value.slice(0, 300) : undefined;
}

/** What is told of an address that a call did not take off: why, and whether the same once more may do it. */
export function failed(
	esp: string,
	told: Told,
	more: {readonly said?: string | undefined; readonly list?: string} = {},
) {
	const list = more.list === undefined ? '' : ` (${more.list})`;
	const detail = `${failure(esp, told, more.said)}${list}`;
	return {done: false, detail, ...(told.status === 'out of time' || mayPass(told) ? {again: true as const} : {})};
}

/** In words; what the ESP said is quoted. */
function failure(esp: string, {status, body}: Told, said?: string): string {
	const words = said ?? textIn(body, 'message') ?? textIn(body, 'Message');
	const quote = words === undefined ? '' : `: ${words}`;
	switch (status) {
		case 'out of time':
			return 'Not tried: the time was up; release it once more.';
		case 'no answer':
			return `${esp} did not answer; release it once more.`;
		case 401:
		case 403:
			return `${esp} does not accept the credentials for this${quote}.`;
		case 429:
			return `${esp} wants fewer calls just now; release it once more in a while.`;
		default:
			return `${esp} answered ${status}${quote}.`;
	}
}

/**
 * Works through items with at most `lanes` under way at once.
 *
 * @returns the results in the order of the items
 */
export async function inLanes<Item, Result>(
	items: readonly Item[],
	lanes: number,
	work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
	const results = new Map<number, Result>();
	const entries = items.entries();
	const lane = async () => {
		for (const [index, item] of entries) results.set(index, await work(item));
	};
	await Promise.all(Array.from({length: Math.min(lanes, items.length)}, lane));
	return items.flatMap((_, index) => {
		const result = results.get(index);
		return result === undefined ? [] : [result];
	});
}
