import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import type {Verdict} from '#functions/api/answers/suppression.ts';
import {hashOf} from '../client/route.ts';
import {Pager} from '../ui/pager.tsx';
import {save} from '../ui/save.ts';
import {Table} from '../ui/table.tsx';
import {count, dayInWords, VERDICT_MARKS, VERDICT_WORDS} from '../ui/words.ts';
import {cleanList, rejectedList, totalsOf, VERDICTS} from './lists.ts';
import type {Checked} from './run.ts';

/** Rows of one page of the table: what a screen reader and a phone can bear. */
const ROWS = 100;

function Row({row, lines}: {readonly row: Checked; readonly lines: boolean}) {
	const {address, verdict, meaning, since, line, known} = row;
	return (
		<tr>
			<th scope="row" class="address">
				{known ? <a href={hashOf('address', address)}>{address}</a> : address}
			</th>
			<td>
				<span class={`badge ${VERDICT_MARKS[verdict]}`}>{VERDICT_WORDS[verdict]}</span>
			</td>
			<td class="reason">{meaning}</td>
			<td class="since">{since === '' ? '' : dayInWords(since)}</td>
			{lines ? <td class="number">{count(line)}</td> : null}
		</tr>
	);
}

function Pages({rows, lines}: {readonly rows: readonly Checked[]; readonly lines: boolean}) {
	const [page, setPage] = useState(0);
	const from = page * ROWS;
	return (
		<>
			<Table
				caption="The addresses and what is known of them"
				columns={['Address', 'Verdict', 'Why', 'Since', ...(lines ? ['Line'] : [])]}
			>
				{rows.slice(from, from + ROWS).map((row) => (
					<Row key={row.line + row.text} row={row} lines={lines} />
				))}
			</Table>
			<Pager
				words={`${count(from + 1)} to ${count(Math.min(from + ROWS, rows.length))} of ${count(rows.length)}`}
				onBack={page === 0 ? undefined : () => setPage(page - 1)}
				onNext={from + ROWS >= rows.length ? undefined : () => setPage(page + 1)}
			/>
		</>
	);
}

/** The answers: how many of each, the lists to download, and a table that can be narrowed down to one verdict. */
export function Results({
	rows,
	header,
}: {
	readonly rows: readonly Checked[];
	readonly header: readonly string[] | undefined;
}) {
	const [only, setOnly] = useState<Verdict | ''>('');
	const totals = useMemo(() => totalsOf(rows), [rows]);
	const shown = useMemo(() => rows.filter(({verdict}) => only === '' || verdict === only), [rows, only]);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const good = (totals.get('send') ?? 0) + (totals.get('risky') ?? 0);
	return (
		<div class="card">
			<h2 tabIndex={-1} ref={heading}>
				You may mail {count(good)} of {count(rows.length)}
			</h2>
			<fieldset class="row counts">
				<legend class="unseen">Show</legend>
				<button type="button" class="count all" aria-pressed={only === ''} onClick={() => setOnly('')}>
					<strong>{count(rows.length)}</strong> all
				</button>
				{VERDICTS.map((verdict) => (
					<button
						key={verdict}
						type="button"
						class={`count ${VERDICT_MARKS[verdict]}`}
						aria-pressed={only === verdict}
						disabled={totals.get(verdict) === 0}
						onClick={() => setOnly(verdict)}
					>
						<strong>{count(totals.get(verdict) ?? 0)}</strong> {VERDICT_WORDS[verdict].toLowerCase()}
					</button>
				))}
			</fieldset>
			<div class="row">
				<button type="button" disabled={good === 0} onClick={() => save('clean.csv', [cleanList(rows, header)])}>
					Download the clean list
				</button>
				<button
					type="button"
					class="quiet"
					disabled={good === rows.length}
					onClick={() => save('rejected.csv', [rejectedList(rows)])}
				>
					Download the rejected list
				</button>
			</div>
			<Pages key={only} rows={shown} lines={header !== undefined || rows.length > 1} />
		</div>
	);
}
