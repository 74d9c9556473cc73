/** What the API says of one address. */
export interface Answer {
	readonly address: string;
	readonly verdict: Verdict;
	/** Why, in a sentence; empty where there is nothing to say. */
	readonly meaning: string;
	readonly since: string;
}

export const VERDICTS = ['send', 'risky', 'do not send', 'no address'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What is kept about one address. */
export interface RecordOfAddress {
	readonly response: string;
	readonly count: number;
	readonly since: string;
	readonly lastSeenAt: string;
	readonly heldByEsp: boolean;
	readonly esp: string;
}

/** A request that did not work, in words for the person. `signIn`: the key is not good (any more). */
export interface Failure {
	readonly problem: string;
	readonly signIn: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** Tells a failure from a result. */
export function isFailure<Result extends object>(result: Result | Failure): result is Failure {
	return 'problem' in result;
}

async function ask(key: string, path: string, body?: object): Promise<Fields | Failure> {
	const request: RequestInit = {headers: {authorization: `Bearer ${key}`}, cache: 'no-store'};
	try {
		const answer = await fetch(
			path,
			body === undefined
				? request
				: {
						...request,
						method: 'POST',
						headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
						body: JSON.stringify(body),
					},
		);
		const content: unknown = await answer.json();
		if (answer.ok && isFields(content)) return content;
		return {
			problem: explain(answer.status, isFields(content) ? textOf(content.detail) : ''),
			signIn: answer.status === 401,
		};
	} catch {
		return {problem: 'The service cannot be reached. Check your connection and try again.', signIn: false};
	}
}

function explain(status: number, detail: string): string {
	if (status === 401) return 'This API key is not valid. Sign in with another one.';
	if (status === 429) return 'Too many requests just now. Wait a minute and try again.';
	if (status >= 500) return 'The service has a fault of its own. Try again in a while.';
	return detail === '' ? `The service refused the request (${status}).` : detail;
}

function meaningOf(value: Fields, verdict: Verdict): string {
	if (verdict === 'no address') return 'This is no e-mail address.';
	if (value.status === 'none') return 'Nothing is known against it.';
	return value.status === 'released' ? 'It was released: mail it again.' : textOf(value.meaning);
}

function answerOf(value: unknown): Answer | undefined {
	if (!isFields(value)) return undefined;
	const verdict = VERDICTS.find((each) => each === value.verdict);
	if (verdict === undefined) return undefined;
	return {
		address: textOf(value.address) || textOf(value.given),
		verdict,
		meaning: meaningOf(value, verdict),
		since: textOf(value.since),
	};
}

/** May these addresses be mailed: at most 1,000 of them, one answer for each. */
export async function checkAddresses(key: string, addresses: readonly string[]): Promise<Answer[] | Failure> {
	const content = await ask(key, '/v1/suppressions/check', {addresses});
	if (isFailure(content)) return content;
	const results: unknown = content.results;
	return Array.isArray(results) ? results.map(answerOf).filter((answer) => answer !== undefined) : [];
}

/** What is kept about one address. */
export async function readRecord(key: string, address: string): Promise<RecordOfAddress | Failure> {
	const content = await ask(key, `/v1/suppressions/${encodeURIComponent(address)}`);
	if (isFailure(content)) return content;
	return {
		response: textOf(content.response),
		count: Number(content.count ?? 0),
		since: textOf(content.since),
		lastSeenAt: textOf(content.lastSeenAt),
		heldByEsp: content.heldByEsp === true,
		esp: textOf(content.esp),
	};
}
