import {Outside} from '../ui/parts.tsx';
import {Table} from '../ui/table.tsx';
import type {StandingAnswer} from './answers.ts';
import {percent} from './figures.ts';
import {RATE_WORDS, STATUS_MARKS, STATUS_WORDS} from './words.ts';

const ORDER = ['over', 'near', 'fine', 'too few to say', 'not available'] as const;

function sourceName(url: string): string {
	return URL.canParse(url) ? new URL(url).hostname : url;
}

function Row({standing: {threshold, status, rate, uncertain}}: {readonly standing: StandingAnswer}) {
	const {who, near, over, nearIs, follows, note, source} = threshold;
	return (
		<tr>
			<th scope="row">
				{who}
				<span class="hint inline"> {RATE_WORDS.get(threshold.rate) ?? threshold.rate}</span>
			</th>
			<td>
				<span class={`badge ${STATUS_MARKS[status]}`}>{STATUS_WORDS[status]}</span>
				{uncertain ? <span class="hint inline"> could be chance</span> : null}
			</td>
			<td class="figure" data-name="Now">
				{rate === null ? '–' : percent(rate)}
			</td>
			<td class="figure" data-name="Near from">
				{percent(near)}
				{nearIs === 'ours' ? <span class="hint inline"> our choice</span> : null}
			</td>
			<td class="figure" data-name="Over from">
				{percent(over)}
			</td>
			<td class="reason">
				{follows} <Outside url={source}>Source: {sourceName(source)}</Outside>
				{note === undefined ? null : <span class="hint"> {note}</span>}
			</td>
		</tr>
	);
}

/** Rates against what ESPs and mailbox providers have published, the worst first. */
export function Standings({standings}: {readonly standings: readonly StandingAnswer[]}) {
	const sorted = standings.toSorted((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
	if (sorted.length === 0) return <p class="hint">Nobody has published a threshold for this.</p>;
	return (
		<Table
			caption="Rates against thresholds"
			columns={['Whose', 'Status', 'Now', 'Near from', 'Over from', 'What follows']}
		>
			{sorted.map((standing) => (
				<Row key={standing.threshold.id} standing={standing} />
			))}
		</Table>
	);
}
