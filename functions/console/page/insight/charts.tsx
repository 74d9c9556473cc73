import {categoryLayers, sumOf, volumeLayers} from '../charts/layers.ts';
import {TimeChart} from '../charts/time-chart.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import type {HourAnswer} from './answers.ts';

/** Volume and bounces over time. */
export function Charts({series, hours}: {readonly series: readonly HourAnswer[]; readonly hours: number}) {
	const from = series.map((row) => row.from);
	const volume = volumeLayers(series);
	const categories = categoryLayers(series);
	if (sumOf(volume.flatMap(({values}) => values)) === 0) {
		return (
			<Card>
				<Empty title="No mail was delivered or given up in this time." />
			</Card>
		);
	}
	return (
		<>
			<Card>
				<h2>Volume</h2>
				<TimeChart title="Volume" drawing={{from, hours, layers: volume}} />
			</Card>
			<Card>
				<h2>Bounces by category</h2>
				{categories.length === 0 ? (
					<Empty title="Nothing bounced in this time." />
				) : (
					<TimeChart title="Bounces by category" drawing={{from, hours, layers: categories}} />
				)}
			</Card>
		</>
	);
}
