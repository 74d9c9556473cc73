import type {ComponentChildren} from 'preact';

interface Common {
	readonly id: string;
	readonly label: string;
	readonly hint?: ComponentChildren;
	readonly value: string;
	readonly onValue: (value: string) => void;
}

function Hint({id, hint}: {readonly id: string; readonly hint?: ComponentChildren}) {
	return hint === undefined ? null : (
		<p class="hint" id={`${id}-hint`}>
			{hint}
		</p>
	);
}

const describedBy = ({id, hint}: Pick<Common, 'id' | 'hint'>) =>
	hint === undefined ? {} : {'aria-describedby': `${id}-hint`};

/** One line of text, or a day, with its label. */
export function TextField({
	type = 'text',
	required = false,
	placeholder = '',
	...common
}: Common & {readonly type?: 'text' | 'date' | 'search'; readonly required?: boolean; readonly placeholder?: string}) {
	const {id, label, hint, value, onValue} = common;
	const attributes = {
		id,
		value,
		required,
		placeholder,
		autocomplete: 'off',
		autocapitalize: 'off' as const,
		spellcheck: false,
		onInput: (event: {readonly currentTarget: {readonly value: string}}) => onValue(event.currentTarget.value),
		...describedBy(common),
	};
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{type === 'date' ? (
				<input type="date" {...attributes} />
			) : type === 'search' ? (
				<input type="search" {...attributes} />
			) : (
				<input type="text" {...attributes} />
			)}
			<Hint id={id} hint={hint} />
		</div>
	);
}

/** Several lines of text, with their label. */
export function TextArea({
	rows = 5,
	placeholder = '',
	...common
}: Common & {readonly rows?: number; readonly placeholder?: string}) {
	const {id, label, hint, value, onValue} = common;
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<textarea
				id={id}
				rows={rows}
				value={value}
				placeholder={placeholder}
				autocapitalize="off"
				spellcheck={false}
				onInput={(event) => onValue(event.currentTarget.value)}
				{...describedBy(common)}
			/>
			<Hint id={id} hint={hint} />
		</div>
	);
}

/** One of several; the empty choice is the one that leaves it open. */
export function Choice({
	choices,
	any,
	...common
}: Common & {readonly choices: readonly (readonly [value: string, words: string])[]; readonly any?: string}) {
	const {id, label, hint, value, onValue} = common;
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value)} {...describedBy(common)}>
				{any === undefined ? null : <option value="">{any}</option>}
				{choices.map(([choice, words]) => (
					<option key={choice} value={choice}>
						{words}
					</option>
				))}
			</select>
			<Hint id={id} hint={hint} />
		</div>
	);
}

/** Yes or no. */
export function Tick({
	id,
	checked,
	onChecked,
	children,
}: {
	readonly id: string;
	readonly checked: boolean;
	readonly onChecked: (checked: boolean) => void;
	readonly children: ComponentChildren;
}) {
	return (
		<div class="tick">
			<input id={id} type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
			<label for={id}>{children}</label>
		</div>
	);
}
