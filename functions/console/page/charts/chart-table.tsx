import {useState} from 'preact/hooks';
import {Table} from '../ui/table.tsx';
import {localSpan, utcSpan, zone} from '../ui/times.ts';
import {count} from '../ui/words.ts';
import type {Drawing} from './plot.ts';

/** The figures of a chart as a table, for whoever wants to read them; made when it is opened. */
export function ChartTable({title, drawing}: {readonly title: string; readonly drawing: Drawing}) {
	const [open, setOpen] = useState(false);
	const {from, hours, layers} = drawing;
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>As a table</summary>
			{open ? (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
				<section class="scrolls" tabIndex={0} aria-label={`${title}, as a table`}>
					<Table caption={title} columns={[`Time (${zone()})`, ...layers.map(({name}) => name)]}>
						{from.map((start, bar) => (
							<tr key={start}>
								<th scope="row" class="time">
									{localSpan(start, hours)}
									<span class="hint inline"> {utcSpan(start, hours)}</span>
								</th>
								{layers.map(({name, values}) => (
									<td key={name} class="figure" data-name={name}>
										{count(values[bar] ?? 0)}
									</td>
								))}
							</tr>
						))}
					</Table>
				</section>
			) : null}
		</details>
	);
}
