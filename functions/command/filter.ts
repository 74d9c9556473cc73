/** The options that choose suppressions. */
export const FILTER_OPTIONS = {
	status: {type: 'string'},
	reason: {type: 'string'},
	domain: {type: 'string'},
	esp: {type: 'string'},
	from: {type: 'string'},
	to: {type: 'string'},
} as const;

type Given = {readonly [Name in keyof typeof FILTER_OPTIONS]?: string | undefined};

/** Those that were given, by the API's names, which are the same. */
export function filterOf(given: Given): [name: keyof Given, value: string][] {
	const {status, reason, domain, esp, from, to} = given;
	const all = [
		['status', status],
		['reason', reason],
		['domain', domain],
		['esp', esp],
		['from', from],
		['to', to],
	] as const;
	return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
