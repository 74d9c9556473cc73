import type {HourAnswer} from '../insight/answers.ts';
import {categoryInWords} from '../insight/words.ts';

/** One part of each bar, the same color and pattern all along. */
export interface Layer {
	readonly name: string;
	/** Which color and pattern, of those in the style sheet. */
	readonly look: number;
	/** One for each bar. */
	readonly values: readonly number[];
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How high each bar is up to and with each layer, the lowest layer first. */
export function stacked(layers: readonly Layer[]): number[][] {
	const heights: number[] = [];
	return layers.map(({values}) =>
		values.map((value, bar) => {
			const height = (heights[bar] ?? 0) + value;
			heights[bar] = height;
			return height;
		}),
	);
}

type Part = readonly [name: string, look: number, value: (row: HourAnswer) => number];

const layersOf = (series: readonly HourAnswer[], parts: readonly Part[]): Layer[] =>
	parts.map(([name, look, value]) => ({name, look, values: series.map(value)}));

/** Messages by what became of them. */
export const volumeLayers = (series: readonly HourAnswer[]): Layer[] =>
	layersOf(series, [
		['Delivered', 0, (row) => row.delivered],
		['Blocked', 1, (row) => row.bounced.block],
		['Dead addresses', 2, (row) => row.bounced.dead],
		['Other bounces', 3, (row) => row.bounced.other],
	]);

/** Attempts that were put off: the first sign of trouble. */
export const deferralLayers = (series: readonly HourAnswer[]): Layer[] =>
	layersOf(series, [['Deferred attempts', 3, (row) => row.deferred]]);

/** What recipients said. */
export const feedbackLayers = (series: readonly HourAnswer[]): Layer[] =>
	layersOf(series, [
		['Complaints', 1, (row) => row.complained],
		['Unsubscribes', 4, (row) => row.unsubscribed],
	]);

/** So many categories have a layer of their own; the rest share one. */
const MOST_LAYERS = 6;

/** Bounces by category, the most frequent lowest. */
export function categoryLayers(series: readonly HourAnswer[]): Layer[] {
	const totals = new Map<string, number>();
	for (const {categories} of series) {
		for (const [category, number] of Object.entries(categories)) {
			totals.set(category, (totals.get(category) ?? 0) + number);
		}
	}
	const names = [...totals]
		.sort(([, one], [, other]) => other - one)
		.flatMap(([name, total]) => (total > 0 ? [name] : []));
	const own = names.length <= MOST_LAYERS ? names : names.slice(0, MOST_LAYERS - 1);
	const rest = names.slice(own.length);
	const values = (some: readonly string[]) =>
		series.map(({categories}) => sumOf(some.map((name) => new Map(Object.entries(categories)).get(name) ?? 0)));
	const layers = own.map((name, index) => ({name: categoryInWords(name), look: index + 1, values: values([name])}));
	return rest.length === 0
		? layers
		: [...layers, {name: `${rest.length} other categories`, look: MOST_LAYERS, values: values(rest)}];
}
