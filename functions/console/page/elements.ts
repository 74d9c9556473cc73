/** An element with attributes and children. Text stays text: nothing is ever parsed as HTML. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	element.append(...children);
	return element;
}

/**
 * The element of the page with this id.
 *
 * @throws Error where the page has none, or one of another kind
 */
export function find<Kind extends Element>(id: string, kind: new () => Kind): Kind {
	const element = document.getElementById(id);
	if (!(element instanceof kind)) throw new Error(`page: no ${kind.name} #${id}`);
	return element;
}

/** A link to another site, in a tab of its own, without telling it where from; mail addresses open the mail program. */
export function outside(url: string, text: string): HTMLAnchorElement {
	return url.startsWith('mailto:')
		? make('a', {href: url}, text)
		: make('a', {href: url, target: '_blank', rel: 'noopener noreferrer'}, text);
}

/** Hands a text over as a file. */
export function download(name: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], {type: 'text/csv;charset=utf-8'}));
	make('a', {href: url, download: name}).click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
