import {reputationAnswer} from '#functions/api/answers/reputation.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {windowOf} from '../insight/window.ts';
import {WINDOWS} from '../insight/words.ts';
import {Choice} from '../ui/field.tsx';
import {KeptView, Refresh, useKept} from '../ui/kept.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import {Switch} from '../ui/switch.tsx';
import {count} from '../ui/words.ts';
import {DIMENSIONS, dimensionInText, dimensionOf} from './dimensions.ts';
import {COLUMNS, sorted, sortOf} from './sorting.ts';
import {ValuesTable} from './values-table.tsx';

/** What a value leads to. */
const WHERE_TO = new Map([
	['sending-ip', 'Choose one for its hours, and whether one organization blocks it or many.'],
	['sending-domain', 'Choose one for its hours, and whether one organization blocks it or many.'],
	['recipient-domain', 'Choose one for its score in parts.'],
	['region', 'Choose one for its score in parts. Microsoft tells no complaints.'],
	['esp', 'Choose one for its hours and its thresholds.'],
]);

/** So many values are shown, the busiest. */
const SHOWN = '200';

function Found({
	place,
	dimension,
	window,
}: {
	readonly place: Place;
	readonly dimension: string;
	readonly window: string;
}) {
	const kept = useKept(window, (signal) =>
		ask(reputationAnswer, '/v1/reputation', {query: {dimension, window, limit: SHOWN}, signal}),
	);
	const sort = sortOf(place.query.get('sort'));
	const hash = (text: string) => hashOf('reputation', '', {by: dimension, window, sort: text});
	return (
		<>
			<div class="row spread">
				<Choice
					id="sort"
					label="Sort by"
					value={sort.column.name}
					choices={COLUMNS.map(({name, words}) => [name, words])}
					onValue={(name) => {
						location.hash = hash(name);
					}}
				/>
				<Refresh kept={kept} />
			</div>
			<KeptView kept={kept} what="the reputation">
				{({values, more}) =>
					values.length === 0 ? (
						<Empty title="No mail counted in this time.">
							<p>
								Look at a longer time. <a href="#overview">The overview</a> says where your ESP's events have to go.
							</p>
						</Empty>
					) : (
						<Card>
							<ValuesTable
								dimension={dimension}
								window={window}
								values={sorted(values, sort)}
								sort={sort}
								hash={hash}
							/>
							{more > 0 ? <p class="hint">And {count(more)} with less mail, which are not shown.</p> : null}
						</Card>
					)
				}
			</KeptView>
		</>
	);
}

/** Rates, scores and standing by sending IP, domain, recipient, region or ESP. */
export function Reputation({place}: {readonly place: Place}) {
	const dimension = dimensionOf(place.query.get('by'));
	const window = windowOf(place);
	const sort = place.query.get('sort') ?? '';
	return (
		<section aria-labelledby="reputation-title">
			<h1 id="reputation-title">Reputation</h1>
			<p class="lead">
				Rates, score and standing of each {dimensionInText(dimension)}, the busiest first. {WHERE_TO.get(dimension)}
			</p>
			<Switch
				label="By"
				choices={DIMENSIONS}
				chosen={dimension}
				hash={(by) => hashOf('reputation', '', {by, window, sort})}
			/>
			<Switch
				label="Time"
				choices={WINDOWS}
				chosen={window}
				hash={(value) => hashOf('reputation', '', {by: dimension, window: value, sort})}
			/>
			<Found place={place} dimension={dimension} window={window} key={dimension} />
		</section>
	);
}
