/** Where in the console the address bar stands: `#address/jo%40example.com`, `#suppressions?reason=complaint`. */
export interface Place {
	readonly view: string;
	readonly about: string;
	readonly query: ReadonlyMap<string, string>;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The place that a hash names. */
export function placeOf(hash: string): Place {
	const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
	const [view = '', about = ''] = path.split('/', 2);
	return {view, about: decoded(about), query: new Map(new URLSearchParams(query))};
}

/** The hash of a place. */
export function hashOf(view: string, about = '', query: Readonly<Record<string, string>> = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== '');
	const tail = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
	return `#${view}${about === '' ? '' : `/${encodeURIComponent(about)}`}${tail}`;
}
