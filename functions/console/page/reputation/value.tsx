import {attributionAnswer} from '#functions/api/answers/attribution.ts';
import {reputationAnswer, seriesAnswer} from '#functions/api/answers/reputation.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {CLUSTERS, ORGANIZATIONS, Places, Verdict} from '../insight/attribution.tsx';
import {Charts} from '../insight/charts.tsx';
import {ScoreView} from '../insight/score.tsx';
import {Standings} from '../insight/standings.tsx';
import {Tiles} from '../insight/tiles.tsx';
import {barHours, windowOf} from '../insight/window.ts';
import {WINDOWS} from '../insight/words.ts';
import {KeptView, Refresh, useKept} from '../ui/kept.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import {Switch} from '../ui/switch.tsx';
import {localSpan, zone} from '../ui/times.ts';
import {dimensionInText, dimensionOf, hasAttribution, hasSeries, valueInWords} from './dimensions.ts';

interface Of {
	readonly dimension: string;
	readonly value: string;
	readonly window: string;
}

function Figures({dimension, value, window}: Of) {
	const kept = useKept(window, (signal) =>
		ask(reputationAnswer, '/v1/reputation', {query: {dimension, value, window}, signal}),
	);
	return (
		<>
			<Refresh kept={kept} />
			<KeptView kept={kept} what="the figures">
				{({values}) =>
					values.map((one) => (
						<div key={one.value}>
							<Card>
								<Tiles measured={one} />
							</Card>
							<Card>
								<h2>Score</h2>
								<ScoreView score={one.score} />
							</Card>
							<Card>
								<h2>Rates against thresholds</h2>
								<Standings standings={one.standings} />
							</Card>
						</div>
					))
				}
			</KeptView>
		</>
	);
}

function Series({dimension, value, window}: Of) {
	const kept = useKept(window, (signal) =>
		ask(seriesAnswer, '/v1/reputation/series', {query: {dimension, value, window}, signal}),
	);
	return (
		<KeptView kept={kept} what="the hours" lines={14}>
			{(answer) => <Charts series={answer.series} hours={barHours(answer.window.name)} />}
		</KeptView>
	);
}

/** Who blocks is told for a week at most: what was longer ago says little about now. */
const asAttributed = (window: string): string => (window === '24h' ? window : '7d');

const hoursBetween = (from: string, to: string): number =>
	1 + (Date.parse(`${to}:00:00Z`) - Date.parse(`${from}:00:00Z`)) / 3_600_000;

function Whose({dimension, value, window}: Of) {
	const asked = asAttributed(window);
	const sender = dimension === 'sending-ip' ? {ip: value} : {domain: value};
	const kept = useKept(asked, (signal) =>
		ask(attributionAnswer, '/v1/attribution', {query: {...sender, window: asked}, signal}),
	);
	return (
		<Card>
			<h2>One organization, or many?</h2>
			<KeptView kept={kept} what="who blocks">
				{({from, to, organizations, clusters, places, clusterPlaces, deliveriesOf, partial}) => (
					<>
						<p class="hint">
							Blocks from the first one on, {localSpan(from, hoursBetween(from, to))} ({zone()}).
							{dimension === 'sending-ip' && deliveriesOf === 'all'
								? ' The ESP does not say which IP delivered: deliveries are those of all your IPs.'
								: ''}
							{dimension === 'sending-domain'
								? ' Recipients are not counted by sending domain: this is all your mail.'
								: ''}
							{partial ? ' There was more than could be read at once.' : ''}
						</p>
						<Verdict title="By recipient organization" units={ORGANIZATIONS} told={organizations} />
						{clusterPlaces.length === 0 ? null : (
							<Verdict title="By Microsoft cluster" units={CLUSTERS} told={clusters} />
						)}
						{places.length === 0 && clusterPlaces.length === 0 ? (
							<Empty title="No recipient is counted in this time." />
						) : (
							<Places places={places} clusterPlaces={clusterPlaces} />
						)}
					</>
				)}
			</KeptView>
		</Card>
	);
}

/** One IP, domain, region or ESP: its figures, its hours, and who blocks it. */
export function Value({place}: {readonly place: Place}) {
	const dimension = dimensionOf(place.query.get('by'));
	const window = windowOf(place);
	const of = {dimension, value: place.about, window};
	const key = `${dimension} ${place.about}`;
	return (
		<section aria-labelledby="value-title">
			<p class="back">
				<a href={hashOf('reputation', '', {by: dimension, window})}>Reputation by {dimensionInText(dimension)}</a>
			</p>
			<h1 id="value-title" class="address">
				{valueInWords(dimension, place.about)}
			</h1>
			<Switch
				label="Time"
				choices={WINDOWS}
				chosen={window}
				hash={(value) => hashOf('value', place.about, {by: dimension, window: value})}
			/>
			<Figures {...of} key={`figures ${key}`} />
			{hasSeries(dimension) ? (
				<Series {...of} key={`series ${key}`} />
			) : (
				<p class="hint">Recipients and regions are kept as lists without hours: there is no chart of them.</p>
			)}
			{hasAttribution(dimension) ? <Whose {...of} key={`whose ${key}`} /> : null}
		</section>
	);
}
