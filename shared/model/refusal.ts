/** Why a request is refused, and the HTTP status that says so. */
export const REFUSAL_STATUS = {
	malformed: 400,
	invalid: 400,
	'not-authentic': 401,
	forbidden: 403,
	'not-found': 404,
	'method-not-allowed': 405,
	conflict: 409,
	'too-large': 413,
	unavailable: 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSAL_STATUS;

/** A refusal is a value, not an exception: it is what the caller is told. */
export interface Refusal {
	readonly refused: RefusalCode;
	/** For the caller: one sentence that says what is wrong and what to do. Never a secret, never an address. */
	readonly detail: string;
	/** For the log: which check failed. Never a secret, never an address. */
	readonly reason: string;
	/** The field at fault, where there is one: "addresses[3]". */
	readonly field?: string;
}

/** A refusal, made. `reason` is `detail` where the log needs no other words. */
export function refuse(refused: RefusalCode, detail: string, more: {reason?: string; field?: string} = {}): Refusal {
	return {refused, detail, reason: more.reason ?? detail, ...(more.field === undefined ? {} : {field: more.field})};
}

/** Tells a refusal from a result. */
export function isRefusal<Result extends object>(result: Result | Refusal): result is Refusal {
	return 'refused' in result && typeof result.refused === 'string';
}
