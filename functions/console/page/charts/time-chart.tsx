import {useEffect, useRef, useState} from 'preact/hooks';
import {localSpan, utcSpan, zone} from '../ui/times.ts';
import {count} from '../ui/words.ts';
import {ChartTable} from './chart-table.tsx';
import {type Layer, sumOf} from './layers.ts';
import type {Drawing, Plot} from './plot.ts';

/** A bar in words, those layers that have something in it. */
function barInWords({from, hours, layers}: Drawing, bar: number): string {
	const start = from[bar] ?? '';
	const parts = layers.flatMap(({name, values}) =>
		(values[bar] ?? 0) > 0 ? [`${name} ${count(values[bar] ?? 0)}`] : [],
	);
	const utc = utcSpan(start, hours);
	return `${localSpan(start, hours)}${utc === '' ? ' UTC' : ` (${utc})`}: ${parts.length === 0 ? 'none' : parts.join(', ')}.`;
}

/** The whole chart in a sentence. */
function summary({from, hours, layers}: Drawing): string {
	const totals = layers.map(({name, values}) => `${name} ${count(sumOf(values))}`);
	const heights = from.map((_, bar) => sumOf(layers.map(({values}) => values[bar] ?? 0)));
	const most = heights.indexOf(Math.max(...heights));
	const peak = most < 0 ? '' : ` Most in ${localSpan(from[most] ?? '', hours)}: ${count(heights[most] ?? 0)}.`;
	return `In all: ${totals.join(', ')}.${peak}`;
}

type Move = (bar: number, last: number) => number;

const MOVES: ReadonlyMap<string, Move> = new Map<string, Move>([
	['ArrowLeft', (bar) => Math.max(0, bar - 1)],
	['ArrowRight', (bar, last) => Math.min(last, bar + 1)],
	['Home', () => 0],
	['End', (_, last) => last],
]);

function Legend({layers}: {readonly layers: readonly Layer[]}) {
	return (
		<ul class="legend">
			{layers.map(({name, look, values}) => (
				<li key={name}>
					<span class={`swatch look-${look}`} />
					{name} <b>{count(sumOf(values))}</b>
				</li>
			))}
		</ul>
	);
}

/** Bars over time, in layers: a picture, what it says in words, each bar by pointer or arrow keys, and a table of it all. */
export function TimeChart({title, drawing}: {readonly title: string; readonly drawing: Drawing}) {
	const place = useRef<HTMLDivElement>(null);
	const drawn = useRef<Plot | undefined>(undefined);
	const [bar, setBar] = useState<number>();
	const [failed, setFailed] = useState(false);
	const {from, layers} = drawing;
	const last = from.length - 1;
	const about = JSON.stringify(drawing);
	useEffect(() => {
		let wanted = true;
		setBar(undefined);
		import('./plot.ts').then(
			({plot}) => {
				if (wanted && place.current !== null) drawn.current = plot(place.current, drawing, setBar);
			},
			() => setFailed(true),
		);
		return () => {
			wanted = false;
			drawn.current?.remove();
			drawn.current = undefined;
		};
	}, [about]);
	useEffect(() => drawn.current?.point(bar), [bar]);
	const onKey = (event: KeyboardEvent) => {
		const move = MOVES.get(event.key);
		if (move === undefined) return;
		event.preventDefault();
		setBar(move(bar ?? (event.key === 'ArrowRight' ? -1 : last + 1), last));
	};
	const said = bar === undefined ? '' : barInWords(drawing, bar);
	return (
		<figure class="chart">
			<Legend layers={layers} />
			{failed ? (
				<p class="plot-missing">The picture cannot be loaded just now; its figures are in the table.</p>
			) : (
				<div
					class="plot"
					ref={place}
					tabIndex={0}
					role="slider"
					aria-orientation="horizontal"
					aria-label={`${title}, bar by bar`}
					aria-valuemin={0}
					aria-valuemax={last}
					aria-valuenow={bar ?? last}
					aria-valuetext={said === '' ? summary(drawing) : said}
					onKeyDown={onKey}
				/>
			)}
			<figcaption>
				<p class="readout">{said === '' ? `${summary(drawing)} Times are ${zone()}.` : said}</p>
			</figcaption>
			<ChartTable title={title} drawing={drawing} />
		</figure>
	);
}
