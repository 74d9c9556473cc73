import {useState} from 'preact/hooks';
import {listAnswer, type SuppressionAnswer} from '#functions/api/answers/suppression.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {mayManage} from '../client/session.ts';
import {useAsked} from '../ui/asked.ts';
import {Pager} from '../ui/pager.tsx';
import {Card, Empty, Loading, Problem} from '../ui/parts.tsx';
import {Table} from '../ui/table.tsx';
import {dayInWords, espInWords, STATUS_MARKS, STATUS_WORDS, several} from '../ui/words.ts';
import {Filters, filterOf, isOpen} from './filters.tsx';

const ROWS = 50;

function Row({row}: {readonly row: SuppressionAnswer}) {
	const {address, status, meaning, since, esp, parts} = row;
	return (
		<tr>
			<th scope="row" class="address">
				<a href={hashOf('address', address)}>{address}</a>
			</th>
			<td>
				<span class={`badge ${STATUS_MARKS[status]}`}>{STATUS_WORDS[status]}</span>
			</td>
			<td class="reason">
				{meaning}
				{parts === null ? null : <span class="hint inline"> Only {parts.join(', ')}.</span>}
			</td>
			<td class="since">{dayInWords(since)}</td>
			<td>{esp === null ? '' : espInWords(esp)}</td>
		</tr>
	);
}

function Rows({rows}: {readonly rows: readonly SuppressionAnswer[]}) {
	return (
		<Table
			caption="Suppressed, watched and released addresses"
			columns={['Address', 'Status', 'Why', 'Since', 'Reported by']}
		>
			{rows.map((row) => (
				<Row key={row.address} row={row} />
			))}
		</Table>
	);
}

function Nothing({filtered}: {readonly filtered: boolean}) {
	return filtered ? (
		<Empty title="No address fits these filters.">
			<p>
				Take a filter away, or <a href="#suppressions">see all</a>.
			</p>
		</Empty>
	) : (
		<Empty title="Nobody is suppressed.">
			<p>
				Addresses come here by themselves when they bounce, complain or unsubscribe. You can also{' '}
				<a href="#import">import a list</a> that you have.
			</p>
		</Empty>
	);
}

function Found({place}: {readonly place: Place}) {
	// The cursors of the pages up to this one: a page is found again by the one before it.
	const [cursors, setCursors] = useState<readonly string[]>([]);
	const cursor = cursors.at(-1) ?? '';
	const query = filterOf(place);
	const {asked, again} = useAsked(cursor, (signal) =>
		ask(listAnswer, '/v1/suppressions', {query: {...query, limit: String(ROWS), cursor}, signal}),
	);
	if (asked.state === 'loading') return <Loading what="the list" lines={8} />;
	if (asked.state === 'failed') return <Problem onAgain={again}>{asked.failure.problem}</Problem>;
	const {suppressions, next} = asked.answer;
	if (suppressions.length === 0 && next === null && cursor === '') return <Nothing filtered={isOpen(place)} />;
	return (
		<Card>
			<Rows rows={suppressions} />
			<Pager
				words={`Page ${cursors.length + 1}: ${several(suppressions.length, 'address', 'addresses')}${next === null ? '' : ', and there are more'}`}
				onBack={cursors.length === 0 ? undefined : () => setCursors(cursors.slice(0, -1))}
				onNext={next === null ? undefined : () => setCursors([...cursors, next])}
			/>
		</Card>
	);
}

/** The list of suppressed addresses: found by filters, page by page. */
export function List({place}: {readonly place: Place}) {
	const about = JSON.stringify([...place.query]);
	return (
		<section aria-labelledby="list-title">
			<div class="row spread">
				<h1 id="list-title">Suppressions</h1>
				<div class="row actions">
					{mayManage() ? (
						<>
							<a class="button" href="#add">
								Add
							</a>
							<a class="button" href="#release">
								Release many
							</a>
							<a class="button" href="#import">
								Import
							</a>
						</>
					) : null}
					<a class="button" href="#export">
						Export
					</a>
				</div>
			</div>
			<p class="lead">Who is not mailed, since when, and why. Choose an address for its whole story.</p>
			<Filters place={place} key={`filters ${about}`} />
			<Found place={place} key={`found ${about}`} />
		</section>
	);
}
