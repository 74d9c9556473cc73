import {hashOf} from '../client/route.ts';
import type {ValueAnswer} from '../insight/answers.ts';
import {rateInWords} from '../insight/figures.ts';
import {ScoreBadge} from '../insight/score.tsx';
import {RATE_WORDS, STATUS_MARKS, STATUS_WORDS} from '../insight/words.ts';
import {count} from '../ui/words.ts';
import {dimensionInWords, noteOf, valueInWords} from './dimensions.ts';
import {COLUMNS, type Column, type sortOf, worstOf} from './sorting.ts';

const RATES = ['bounce', 'block', 'dead', 'deferral', 'complaint'] as const;

interface Sorting {
	readonly sort: ReturnType<typeof sortOf>;
	/** The place where the table is sorted otherwise. */
	readonly hash: (sort: string) => string;
}

function Head({column, sort, hash}: Sorting & {readonly column: Column}) {
	const chosen = sort.column === column;
	const down = (column.first === 'down') !== sort.turned;
	const next = chosen && !sort.turned ? `-${column.name}` : column.name;
	return (
		<th scope="col" {...(chosen ? {'aria-sort': down ? ('descending' as const) : ('ascending' as const)} : {})}>
			<a class="sort" href={hash(next)}>
				{column.words}
				<span aria-hidden="true">{chosen ? (down ? ' ↓' : ' ↑') : ''}</span>
			</a>
		</th>
	);
}

function Row({
	value: one,
	href,
	dimension,
}: {
	readonly value: ValueAnswer;
	readonly href: string;
	readonly dimension: string;
}) {
	const worst = worstOf(one.standings);
	return (
		<tr>
			<th scope="row" class="place">
				<a href={href}>{valueInWords(dimension, one.value)}</a>
				<span class="hint inline"> {noteOf(dimension, one.value)}</span>
			</th>
			<td>
				<ScoreBadge score={one.score.score} />
			</td>
			<td>
				{worst === undefined ? (
					<span class="hint inline">none published</span>
				) : (
					<>
						<span class={`badge ${STATUS_MARKS[worst.status]}`}>{STATUS_WORDS[worst.status]}</span>
						{worst.status === 'near' || worst.status === 'over' ? (
							<span class="hint inline">
								{' '}
								{worst.threshold.who}, {(RATE_WORDS.get(worst.threshold.rate) ?? worst.threshold.rate).toLowerCase()}
							</span>
						) : null}
					</>
				)}
			</td>
			<td class="figure" data-name="Messages">
				{count(one.messages)}
			</td>
			{RATES.map((name) => (
				<td
					class={`figure ${one.rates[name].rate === null ? 'untold' : ''}`}
					key={name}
					data-name={RATE_WORDS.get(name)}
				>
					{rateInWords(one.rates[name])}
				</td>
			))}
		</tr>
	);
}

/** The values of a dimension, sorted by a column of the reader's choice. */
export function ValuesTable({
	dimension,
	window,
	values,
	...sorting
}: Sorting & {readonly dimension: string; readonly window: string; readonly values: readonly ValueAnswer[]}) {
	return (
		<div class="scroll">
			<table>
				<caption class="unseen">Reputation by {dimensionInWords(dimension).toLowerCase()}</caption>
				<thead>
					<tr>
						<th scope="col">{dimensionInWords(dimension)}</th>
						{COLUMNS.map((column) => (
							<Head key={column.name} column={column} {...sorting} />
						))}
					</tr>
				</thead>
				<tbody>
					{values.map((one) => (
						<Row
							key={one.value}
							value={one}
							dimension={dimension}
							href={hashOf('value', one.value, {by: dimension, window})}
						/>
					))}
				</tbody>
			</table>
		</div>
	);
}
