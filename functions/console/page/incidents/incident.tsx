import {incidentAnswer} from '#functions/api/answers/incident.ts';
import {continentOf} from '#shared/classify/continents.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import type {IncidentAnswer} from '../insight/answers.ts';
import {CLUSTERS, ORGANIZATIONS, Places, Verdict} from '../insight/attribution.tsx';
import {Charts} from '../insight/charts.tsx';
import {kindInWords, STATE_MARKS, stateInWords} from '../insight/words.ts';
import {AdviceView} from '../ui/advice.tsx';
import {KeptView, Refresh, useKept} from '../ui/kept.tsx';
import {Card, Facts} from '../ui/parts.tsx';
import {When} from '../ui/when.tsx';
import {count, several} from '../ui/words.ts';
import {Delist} from './delist.tsx';
import {Evidence} from './evidence.tsx';
import {Samples, Timeline} from './happened.tsx';
import {extentInWords} from './incident-row.tsx';
import {Recovery} from './recovery.tsx';

function Summary({incident}: {readonly incident: IncidentAnswer}) {
	const {kind, state, words, nextStep, openedAt, lastSeenAt, resolvedAt, episode, regions, tenants} = incident;
	const {deliveredSince, supersededBy, about} = incident;
	return (
		<Card>
			<p>
				<span class={`badge ${STATE_MARKS.get(state) ?? 'none'}`}>{stateInWords(state)}</span>{' '}
				<span class="badge none">{kindInWords(kind)}</span>
			</p>
			<p>{words}</p>
			{nextStep === '' ? null : (
				<p>
					<strong>Next:</strong> {nextStep}
				</p>
			)}
			<Facts
				rows={[
					['Opened', <When key="opened" at={openedAt} />],
					['Last seen', <When key="seen" at={lastSeenAt} />],
					...(resolvedAt === undefined ? [] : [['Over', <When key="over" at={resolvedAt} />] as const]),
					...(episode > 1 ? [['Before', `It was over before and came back: ${episode} times in all`] as const] : []),
					['Extent', extentInWords(incident)],
					...(deliveredSince === 0 ? [] : [['Taken since', several(deliveredSince, 'message', 'messages')] as const]),
					...(regions.length === 0
						? []
						: [
								[
									'Microsoft regions',
									regions.map((region) => `${region} (${continentOf(region) ?? 'unknown'})`).join(', '),
								] as const,
							]),
					...(about.dimension === 'all'
						? []
						: [
								[
									'Reputation',
									<a key="reputation" href={hashOf('value', about.value, {by: about.dimension})}>
										{about.value}
									</a>,
								] as const,
							]),
					...(tenants === undefined
						? []
						: [
								[
									'Tenants',
									tenants.map(({tenant, count: number}) => `${tenant} (${count(number)})`).join(', '),
								] as const,
							]),
				]}
			/>
			{supersededBy === undefined ? null : (
				<p>
					Another incident took its place: <a href={hashOf('incident', supersededBy)}>go there</a>.
				</p>
			)}
		</Card>
	);
}

function Spreading({incident}: {readonly incident: IncidentAnswer}) {
	const {attribution, clusters, places, clusterPlaces, domains, otherDomains} = incident;
	const counted = domains.toSorted((one, other) => other.count - one.count).slice(0, 20);
	if (attribution === null && counted.length === 0) return null;
	return (
		<Card>
			<h2>{attribution === null ? 'Where it was answered so' : 'One organization, or many?'}</h2>
			{attribution === null ? null : (
				<Verdict title="By recipient organization" units={ORGANIZATIONS} told={attribution} />
			)}
			{clusters === null || clusterPlaces.length === 0 ? null : (
				<Verdict title="By Microsoft cluster" units={CLUSTERS} told={clusters} />
			)}
			{places.length > 0 ? (
				<Places places={places} clusterPlaces={clusterPlaces} />
			) : (
				<>
					{attribution === null ? null : <h3>Recipient domains that answered so</h3>}
					<ul class="sample">
						{counted.map(({domain, count: number}) => (
							<li key={domain}>
								{domain}: {count(number)}
							</li>
						))}
					</ul>
					{otherDomains > 0 ? <p class="hint">And {count(otherDomains)} responses at others.</p> : null}
				</>
			)}
		</Card>
	);
}

function Content({incident}: {readonly incident: IncidentAnswer}) {
	const {state, advice, delistRequest, recovery, timeline, samples, evidence, series, about} = incident;
	return (
		<>
			<Summary incident={incident} />
			<div class="columns">
				<Card>
					<h2>What to do</h2>
					<AdviceView advice={advice} />
				</Card>
				<div>
					<Card>
						<h2>Recovery</h2>
						<Recovery recovery={recovery} />
					</Card>
					<Card>
						<h2>Timeline</h2>
						<Timeline timeline={timeline} />
					</Card>
				</div>
			</div>
			{delistRequest === null || state === 'resolved' ? null : (
				<Card>
					<h2>Request for removal</h2>
					<Delist request={delistRequest} />
				</Card>
			)}
			<Spreading incident={incident} />
			{series.length === 0 ? null : (
				<>
					<p class="lead">
						{about.dimension === 'all' ? 'All your mail' : `The mail of ${about.value}`}, hour by hour, from two days
						before it opened:
					</p>
					<Charts series={series} hours={1} />
				</>
			)}
			{evidence === null ? null : (
				<Card>
					<h2>What DNS says</h2>
					<Evidence evidence={evidence} />
				</Card>
			)}
			{samples.length === 0 ? null : (
				<Card>
					<h2>Responses</h2>
					<Samples samples={samples} />
				</Card>
			)}
		</>
	);
}

/** Everything about one incident: how it stands, what to do, who is affected, and what proves it. */
export function Incident({place: {about}}: {readonly place: Place}) {
	const kept = useKept(about, (signal) => ask(incidentAnswer, `/v1/incidents/${encodeURIComponent(about)}`, {signal}));
	return (
		<section aria-labelledby="incident-title">
			<p class="back">
				<a href="#incidents">Incidents</a>
			</p>
			<h1 id="incident-title">{kept.answer?.headline ?? 'Incident'}</h1>
			<Refresh kept={kept} />
			<KeptView kept={kept} what="the incident" lines={12}>
				{(incident) => <Content incident={incident} />}
			</KeptView>
		</section>
	);
}
