/** Whether a text fits a pattern in which `*` stands for anything, as in policies. Linear but for the number of stars. */
export function fits(pattern: string, text: string): boolean {
	const [first = '', ...rest] = pattern.split('*');
	if (rest.length === 0) return pattern === text;
	if (!text.startsWith(first)) return false;
	let at = first.length;
	const last = rest.pop() ?? '';
	for (const part of rest) {
		const found = text.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return text.length - last.length >= at && text.endsWith(last);
}

export interface Routed<Route> {
	readonly route: Route;
	readonly parameters: Readonly<Record<string, string>>;
}

/** 0: the very word, 1: `{name}`, 2: `{name+}`. */
function kindOf(segment: string): 0 | 1 | 2 {
	if (!segment.startsWith('{')) return 0;
	return segment.endsWith('+}') ? 2 : 1;
}

function parametersOf(template: string, path: string): Record<string, string> | undefined {
	const parameters = new Map<string, string>();
	const given = path.split('/');
	const wanted = template.split('/');
	for (const [at, segment] of wanted.entries()) {
		const kind = kindOf(segment);
		const value = kind === 2 ? given.slice(at).join('/') : (given[at] ?? '');
		if (kind === 0 ? given[at] !== segment : value === '') return undefined;
		if (kind > 0) parameters.set(segment.slice(1, kind === 2 ? -2 : -1), value);
		if (kind === 2) return Object.fromEntries(parameters);
	}
	return given.length === wanted.length ? Object.fromEntries(parameters) : undefined;
}

/**
 * Finds the route of a request as an HTTP API does: the most specific path wins (words before `{name}` before `{name+}`),
 * then its own method before `ANY`; `$default` takes the rest.
 *
 * @param path decoded
 */
export function findRoute<Route extends {readonly method: string; readonly path: string}>(
	routes: readonly Route[],
	method: string,
	path: string,
): Routed<Route> | undefined {
	const rank = ({path: template, method: own}: Route) =>
		`${template.split('/').map(kindOf).join('')}${own === 'ANY' ? 1 : 0}`;
	const found = routes
		.filter((route) => route.path !== '$default' && (route.method === method || route.method === 'ANY'))
		.flatMap((route) => {
			const parameters = parametersOf(route.path, path);
			return parameters === undefined ? [] : [{route, parameters}];
		})
		.sort((one, other) => (rank(one.route) < rank(other.route) ? -1 : 1))[0];
	if (found !== undefined) return found;
	const fallback = routes.find((route) => route.path === '$default');
	return fallback === undefined ? undefined : {route: fallback, parameters: {}};
}
