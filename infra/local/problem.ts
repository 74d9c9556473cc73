const NAME = 'Problem';

/** An error that a person can mend: its message is one whole sentence with what to do, and is shown without a stack trace. */
export function problem(sentence: string, cause?: unknown): Error {
	const error = new Error(sentence, {cause});
	error.name = NAME;
	return error;
}

/** Whether an error is one that a person can mend. */
export function isProblem(error: unknown): error is Error {
	return error instanceof Error && error.name === NAME;
}

/** The code of a system error ("EADDRINUSE"), where it has one. */
export function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
