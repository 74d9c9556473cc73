import {useState} from 'preact/hooks';
import {hashOf, type Place} from '../client/route.ts';
import {Choice, TextField} from '../ui/field.tsx';
import {ESP_WORDS, REASON_WORDS, STATUS_WORDS} from '../ui/words.ts';

/** What the API filters by. */
const NAMES = ['status', 'reason', 'domain', 'esp', 'from', 'to'] as const;
type Filter = Record<(typeof NAMES)[number], string>;

/** The filters in the address bar. */
export function filterOf({query}: Place): Filter {
	const of = (name: string) => query.get(name) ?? '';
	return {
		status: of('status'),
		reason: of('reason'),
		domain: of('domain'),
		esp: of('esp'),
		from: of('from'),
		to: of('to'),
	};
}

/** Whether any filter is set. */
export const isOpen = (place: Place): boolean => Object.values(filterOf(place)).some((value) => value !== '');

const STATUSES = (['active', 'watching', 'released'] as const).map((status) => [status, STATUS_WORDS[status]] as const);

/** Fields for the filters, without a form around them. */
export function FilterFields({
	id,
	filter,
	onFilter,
	without = [],
}: {
	readonly id: string;
	readonly filter: Filter;
	readonly onFilter: (filter: Filter) => void;
	readonly without?: readonly (keyof Filter)[];
}) {
	const field = (name: keyof Filter, label: string) => ({
		id: `${id}-${name}`,
		label,
		value: filter[name],
		onValue: (value: string) => onFilter({...filter, [name]: value}),
	});
	return (
		<>
			{without.includes('status') ? null : <Choice {...field('status', 'Status')} any="Any" choices={STATUSES} />}
			<Choice {...field('reason', 'Reason')} any="Any" choices={REASON_WORDS} />
			{without.includes('domain') ? null : <TextField {...field('domain', 'Domain')} placeholder="example.com" />}
			<Choice {...field('esp', 'Reported by')} any="Any" choices={ESP_WORDS} />
			<TextField {...field('from', 'Since, from')} type="date" />
			<TextField {...field('to', 'Since, to')} type="date" />
		</>
	);
}

/** Looks for one address, or narrows the list down. */
export function Filters({place}: {readonly place: Place}) {
	const [filter, setFilter] = useState(filterOf(place));
	const [search, setSearch] = useState(filter.domain);
	const go = (event: Event) => {
		event.preventDefault();
		const text = search.trim();
		if (text.lastIndexOf('@') > 0) location.hash = hashOf('address', text);
		else location.hash = hashOf('suppressions', '', {...filter, domain: text.replace(/^@/, '')});
	};
	return (
		<form class="card" onSubmit={go}>
			<div class="fields">
				<TextField
					id="search"
					type="search"
					label="Address or domain"
					value={search}
					onValue={setSearch}
					placeholder="jo@example.com or example.com"
				/>
				<FilterFields id="filter" filter={filter} onFilter={setFilter} without={['domain']} />
			</div>
			<div class="row">
				<button type="submit">Search</button>
				{isOpen(place) ? (
					<a class="button quiet" href="#suppressions">
						Clear the filters
					</a>
				) : null}
			</div>
		</form>
	);
}
