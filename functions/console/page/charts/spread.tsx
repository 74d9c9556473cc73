import {percent} from '../insight/figures.ts';
import {Table} from '../ui/table.tsx';
import {count} from '../ui/words.ts';

/** What one place did with the mail. */
export interface SpreadRow {
	readonly name: string;
	/** What else is to be said of it. */
	readonly note: string;
	readonly blocked: number;
	readonly delivered: number;
}

/** So many rows are shown at first. */
const SHOWN = 12;

/** What is there is seen, however small its part is. */
const LEAST = 0.02;

function Bar({blocked, delivered}: Pick<SpreadRow, 'blocked' | 'delivered'>) {
	const all = Math.max(1, blocked + delivered);
	const wide = (part: number) => `${(100 * (part === 0 ? 0 : Math.max(LEAST, part / all))).toFixed(1)}%`;
	return (
		<span class="spread-bar" aria-hidden="true">
			<span class="look-1" style={{inlineSize: wide(blocked)}} />
			<span class="look-0" style={{inlineSize: wide(delivered)}} />
		</span>
	);
}

/** A picture of the spread: for each place a bar of what was blocked against what was delivered, with the numbers. */
export function Spread({
	caption,
	what,
	rows,
}: {
	readonly caption: string;
	readonly what: string;
	readonly rows: readonly SpreadRow[];
}) {
	const shown = rows.slice(0, SHOWN);
	const rest = rows.slice(SHOWN);
	const sum = (pick: (row: SpreadRow) => number) => rest.reduce((total, row) => total + pick(row), 0);
	return (
		<>
			<Table caption={caption} columns={[what, 'Blocked against delivered', 'Blocked', 'Delivered', 'Refused']}>
				{shown.map(({name, note, blocked, delivered}) => (
					<tr key={name}>
						<th scope="row" class="place">
							{name}
							{note === '' ? null : <span class="hint inline"> {note}</span>}
						</th>
						<td class="spread-cell">
							<Bar blocked={blocked} delivered={delivered} />
						</td>
						<td class="figure" data-name="Blocked">
							{count(blocked)}
						</td>
						<td class="figure" data-name="Delivered">
							{count(delivered)}
						</td>
						<td class="figure" data-name="Refused">
							{percent(blocked + delivered === 0 ? 0 : blocked / (blocked + delivered))}
						</td>
					</tr>
				))}
			</Table>
			{rest.length === 0 ? null : (
				<p class="hint">
					And {count(rest.length)} more: {count(sum(({blocked}) => blocked))} blocked,{' '}
					{count(sum(({delivered}) => delivered))} delivered.
				</p>
			)}
		</>
	);
}
