import {categoryLayers, deferralLayers, feedbackLayers, type Layer, sumOf, volumeLayers} from '../charts/layers.ts';
import {TimeChart} from '../charts/time-chart.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import type {HourAnswer} from './answers.ts';

const totalOf = (layers: readonly Layer[]): number => sumOf(layers.flatMap(({values}) => values));

/** Volume, bounces, deferrals and complaints over time; what did not happen has no chart. */
export function Charts({series, hours}: {readonly series: readonly HourAnswer[]; readonly hours: number}) {
	const from = series.map((row) => row.from);
	const chart = (title: string, layers: readonly Layer[]) =>
		totalOf(layers) === 0 ? null : (
			<Card>
				<h2>{title}</h2>
				<TimeChart title={title} drawing={{from, hours, layers}} />
			</Card>
		);
	const charts = [
		chart('Volume', volumeLayers(series)),
		chart('Bounces by category', categoryLayers(series)),
		chart('Deferrals', deferralLayers(series)),
		chart('Complaints and unsubscribes', feedbackLayers(series)),
	].filter((each) => each !== null);
	if (charts.length === 0) {
		return (
			<Card>
				<Empty title="Nothing was counted in this time." />
			</Card>
		);
	}
	const [volume, bounces, ...others] = charts;
	return (
		<>
			{volume}
			{bounces}
			<div class="columns">{others}</div>
		</>
	);
}
