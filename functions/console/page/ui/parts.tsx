import type {ComponentChildren} from 'preact';

/** A surface with what belongs together. */
export function Card({children, kind = ''}: {readonly children: ComponentChildren; readonly kind?: string}) {
	return <div class={`card ${kind}`}>{children}</div>;
}

/** What went wrong, read out at once; with a way to try again where there is one. */
export function Problem({children, onAgain}: {readonly children: ComponentChildren; readonly onAgain?: () => void}) {
	return (
		<div class="card problem" role="alert">
			<p>{children}</p>
			{onAgain === undefined ? null : (
				<button type="button" class="quiet" onClick={onAgain}>
					Try again
				</button>
			)}
		</div>
	);
}

/** Nothing to show, and what to do about it. */
export function Empty({title, children}: {readonly title: string; readonly children?: ComponentChildren}) {
	return (
		<div class="empty">
			<p class="empty-title">{title}</p>
			{children}
		</div>
	);
}

/** Something is on its way: gray lines where it will stand. */
export function Loading({what, lines = 4}: {readonly what: string; readonly lines?: number}) {
	return (
		<div class="loading" role="status">
			<span class="unseen">Loading {what} …</span>
			{Array.from({length: lines}, (_, line) => (
				<span class="bone" key={line} />
			))}
		</div>
	);
}

/** How far a long run has come; told in words as well. */
export function Progress({
	done,
	total,
	words,
}: {
	readonly done: number;
	readonly total: number;
	readonly words: string;
}) {
	return (
		<div class="running">
			<progress max={total} value={done} aria-label={words} />
			<span>{words}</span>
		</div>
	);
}

/** A link to another site, in a tab of its own, without telling it where from; mail addresses open the mail program. */
export function Outside({url, children}: {readonly url: string; readonly children: ComponentChildren}) {
	return url.startsWith('mailto:') ? (
		<a href={url}>{children}</a>
	) : (
		<a href={url} target="_blank" rel="noopener noreferrer">
			{children}
		</a>
	);
}

/** Names and values, one pair a line. */
export function Facts({rows}: {readonly rows: readonly (readonly [string, ComponentChildren])[]}) {
	return (
		<dl class="facts">
			{rows.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
		</dl>
	);
}
