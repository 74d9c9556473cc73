/** Names under which AWS SDKs tell of a wait, a hang or a broken line. */
const PASSING: ReadonlySet<string> = new Set([
	'ThrottlingException',
	'ProvisionedThroughputExceededException',
	'RequestLimitExceeded',
	'TransactionInProgressException',
	'TimeoutError',
	'NetworkingError',
]);

/** What is thrown when others were in the way too often; `isPassing` knows it by its name. */
export function busy(message: string, cause: unknown): Error {
	return Object.assign(new Error(message, {cause}), {name: 'ThrottlingException'});
}

/**
 * Whether a fault comes from the table being out of order, overloaded or out of reach, so that other work would meet it
 * too and all of it may be tried again later. What else goes wrong lies in the work itself.
 */
export function isPassing(fault: unknown): boolean {
	if (!(fault instanceof Error)) return false;
	if (PASSING.has(fault.name)) return true;
	if ('$fault' in fault) return fault.$fault === 'server';
	return 'code' in fault && typeof fault.code === 'string' && /^E[A-Z_]+$/.test(fault.code);
}
