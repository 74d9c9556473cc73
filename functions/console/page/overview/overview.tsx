import {overviewAnswer} from '#functions/api/answers/overview.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {IncidentRow} from '../incidents/incident-row.tsx';
import type {OverviewAnswer} from '../insight/answers.ts';
import {Charts} from '../insight/charts.tsx';
import {ScoreView} from '../insight/score.tsx';
import {Standings} from '../insight/standings.tsx';
import {Tiles} from '../insight/tiles.tsx';
import {barHours, windowOf} from '../insight/window.ts';
import {WINDOWS} from '../insight/words.ts';
import {KeptView, Refresh, useKept} from '../ui/kept.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import {Switch} from '../ui/switch.tsx';
import {Table} from '../ui/table.tsx';
import {count, espInWords} from '../ui/words.ts';
import {NoMail} from './no-mail.tsx';

/** So many open incidents stand on this page; all are on their own. */
const SHOWN = 5;

function Open({incidents, moreIncidents}: Pick<OverviewAnswer, 'incidents' | 'moreIncidents'>) {
	const all = incidents.length + moreIncidents;
	return (
		<Card>
			<h2>Open incidents</h2>
			{incidents.length === 0 ? (
				<Empty title="Nothing is wrong.">
					<p>No ban, no listing, no rise. What was before is under “Incidents”.</p>
				</Empty>
			) : (
				<ul class="incidents">
					{incidents.slice(0, SHOWN).map((incident) => (
						<IncidentRow key={incident.id} incident={incident} />
					))}
				</ul>
			)}
			{all > SHOWN ? <a href="#incidents">All {all}</a> : null}
		</Card>
	);
}

/** What went through each ESP; each leads to its hours. */
function Esps({esps, window}: {readonly esps: OverviewAnswer['esps']; readonly window: string}) {
	if (esps.length < 2) return null;
	return (
		<Table caption="By ESP" columns={['ESP', 'Messages', 'Bounced', 'Complaints']}>
			{esps.map(({esp, messages, bounced, complained}) => (
				<tr key={esp}>
					<th scope="row">
						<a href={hashOf('value', esp, {by: 'esp', window})}>{espInWords(esp)}</a>
					</th>
					<td class="figure" data-name="Messages">
						{count(messages)}
					</td>
					<td class="figure" data-name="Bounced">
						{count(bounced)}
					</td>
					<td class="figure" data-name="Complaints">
						{count(complained)}
					</td>
				</tr>
			))}
		</Table>
	);
}

function Content({overview}: {readonly overview: OverviewAnswer}) {
	const {score, reputation, standings, notes, series, esps, incidents, moreIncidents, window} = overview;
	if (reputation.messages + reputation.deferred + reputation.complained === 0 && incidents.length === 0) {
		return <NoMail words={window.words} />;
	}
	return (
		<>
			<div class="columns">
				<Card>
					<h2>Score</h2>
					<ScoreView score={score} />
				</Card>
				<Open incidents={incidents} moreIncidents={moreIncidents} />
			</div>
			<Card>
				<h2>In {window.words}</h2>
				<Tiles measured={reputation} />
				<Esps esps={esps} window={window.name} />
			</Card>
			<Charts series={series} hours={barHours(window.name)} />
			<Card>
				<h2>Rates against thresholds</h2>
				<Standings standings={standings} />
				{notes.map((note) => (
					<p class="hint" key={note}>
						{note}
					</p>
				))}
			</Card>
		</>
	);
}

/** How things stand: score, open incidents, volume and bounces over time, rates against thresholds. */
export function Overview({place}: {readonly place: Place}) {
	const window = windowOf(place);
	const kept = useKept(window, (signal) => ask(overviewAnswer, '/v1/overview', {query: {window}, signal}));
	return (
		<section aria-labelledby="overview-title">
			<div class="row spread">
				<h1 id="overview-title">Overview</h1>
				<Refresh kept={kept} />
			</div>
			<Switch
				label="Time"
				choices={WINDOWS}
				chosen={window}
				hash={(value) => hashOf('overview', '', {window: value})}
			/>
			<KeptView kept={kept} what="the overview" lines={14}>
				{(overview) => <Content overview={overview} />}
			</KeptView>
		</section>
	);
}
