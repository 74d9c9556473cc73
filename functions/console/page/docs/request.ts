import type {Operation} from './model.ts';

/** What somebody filled in. */
export interface Values {
	readonly parameters: ReadonlyMap<string, string>;
	readonly body: string;
}

/** Path and query of a request. */
export function pathOf({path, parameters}: Pick<Operation, 'path' | 'parameters'>, values: Values): string {
	const of = (name: string) => values.parameters.get(name) ?? '';
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(of(name)));
	const query = parameters
		.filter((each) => each.in === 'query' && of(each.name) !== '')
		.map(({name}) => [name, of(name)]);
	return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a shell. The key is not in it: it would end up in the shell's history. */
export function curlOf(operation: Operation, values: Values): string {
	const {method, security} = operation;
	const url = new URL(pathOf(operation, values), location.href).href;
	return [
		`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`,
		...(security === undefined ? [`-H "Authorization: Bearer $BOUNCE_API_KEY"`] : []),
		...(operation.body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(values.body)}`]),
	].join(' \\\n  ');
}
