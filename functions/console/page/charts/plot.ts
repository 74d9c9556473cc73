// Before uPlot, which reads it.
import './language.ts';
import uPlot from 'uplot';
import {short} from '../insight/figures.ts';
import {hourStart} from '../ui/times.ts';
import {colorOf, inkOf} from './ink.ts';
import {type Layer, stacked} from './layers.ts';

/** What is drawn: a bar for each time, in layers. */
export interface Drawing {
	/** The first hour of each bar, UTC. */
	readonly from: readonly string[];
	/** Hours of one bar. */
	readonly hours: number;
	readonly layers: readonly Layer[];
}

export interface Plot {
	/** Lights up a bar, or none. */
	readonly point: (bar: number | undefined) => void;
	readonly remove: () => void;
}

const FONT = '12px system-ui, sans-serif';
const DAY = 86_400;
/** Whole messages only. */
const STEPS = [1, 2, 5]
	.flatMap((step) => Array.from({length: 9}, (_, power) => step * 10 ** power))
	.sort((a, b) => a - b);

const dayFormat = new Intl.DateTimeFormat(undefined, {month: 'short', day: 'numeric'});
const clockFormat = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});

/** Under the bars: days, or hours with the day where it begins; by this browser's clock. */
function tickWords(seconds: number, apart: number): string {
	const time = new Date(seconds * 1000);
	return apart >= DAY || (time.getHours() === 0 && time.getMinutes() === 0)
		? dayFormat.format(time)
		: clockFormat.format(time);
}

/** Draws stacked bars over time into a place, as wide and high as it is; `onBar` hears which bar the pointer is at. */
export function plot(
	place: HTMLElement,
	{from, hours, layers}: Drawing,
	onBar: (bar: number | undefined) => void,
): Plot {
	const starts = from.map((hour) => hourStart(hour).getTime() / 1000);
	const step = hours * 3600;
	const [first = 0, last = 0] = [starts[0], starts.at(-1)];
	const paths = uPlot.paths.bars?.({size: [0.86, Number.POSITIVE_INFINITY], align: 1});
	const axis = (): uPlot.Axis => ({
		font: FONT,
		stroke: () => colorOf(place, '--muted'),
		grid: {stroke: () => colorOf(place, '--line'), width: 1},
		ticks: {show: false},
	});
	const size = () => ({width: place.clientWidth, height: place.clientHeight});
	// The highest first: what is drawn later covers it from below.
	const order = layers.map((_, index) => layers.length - 1 - index);
	const heights = stacked(layers);
	const chart = new uPlot(
		{
			...size(),
			padding: [8, 20, 0, 0],
			legend: {show: false},
			cursor: {x: false, y: false, points: {show: false}, drag: {x: false, y: false, setScale: false}},
			scales: {
				x: {time: true, range: () => [first, last + step]},
				y: {range: (_, __, most) => [0, Math.max(1, most * 1.05)]},
			},
			axes: [
				{
					...axis(),
					size: 28,
					grid: {show: false},
					space: 64,
					values: (_, splits, __, ___, apart) => splits.map((seconds) => tickWords(seconds, apart)),
				},
				{...axis(), size: 52, incrs: STEPS, values: (_, splits) => splits.map(short)},
			],
			series: [
				{},
				...order.map(
					(index): uPlot.Series => ({
						width: 0,
						points: {show: false},
						fill: () => inkOf(place, layers[index]?.look ?? 0),
						...(paths === undefined ? {} : {paths}),
					}),
				),
			],
			hooks: {
				draw: [
					() => {
						place.dataset.bars = String(starts.length);
					},
				],
				setCursor: [
					({cursor: {left = -1}, posToVal}) => {
						const bar = Math.floor((posToVal(left, 'x') - first) / step);
						onBar(left < 0 || bar < 0 || bar >= starts.length ? undefined : bar);
					},
				],
			},
		},
		[starts, ...order.map((index) => heights[index] ?? [])],
		place,
	);
	const resizes = new ResizeObserver(() => chart.setSize(size()));
	resizes.observe(place);
	const dark = matchMedia('(prefers-color-scheme: dark)');
	const repaint = () => chart.redraw();
	dark.addEventListener('change', repaint);
	return {
		point: (bar) => {
			const start = bar === undefined ? undefined : starts[bar];
			const left = start === undefined ? 0 : chart.valToPos(start, 'x');
			const width = start === undefined ? 0 : chart.valToPos(start + step, 'x') - left;
			chart.setSelect({left, width, top: 0, height: chart.over.clientHeight}, false);
		},
		remove: () => {
			resizes.disconnect();
			dark.removeEventListener('change', repaint);
			chart.destroy();
			delete place.dataset.bars;
		},
	};
}
