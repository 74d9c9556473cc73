import {useState} from 'preact/hooks';
import {incidentsAnswer} from '#functions/api/answers/incident.ts';
import {ask} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {KIND_WORDS, STATE_WORDS} from '../insight/words.ts';
import {Choice} from '../ui/field.tsx';
import {KeptView, Refresh, useKept} from '../ui/kept.tsx';
import {Pager} from '../ui/pager.tsx';
import {Card, Empty} from '../ui/parts.tsx';
import {IncidentRow} from './incident-row.tsx';

const ROWS = 50;

/** What goes on is what people come for. */
const GOES_ON = 'unresolved';
const ALL = 'all';

const STATES = [[GOES_ON, 'What goes on'], ...STATE_WORDS, [ALL, 'All']] as const;

interface Filter {
	readonly state: string;
	readonly kind: string;
}

function filterOf({query}: Place): Filter {
	return {state: query.get('state') ?? GOES_ON, kind: query.get('kind') ?? ''};
}

const hashFor = ({state, kind}: Filter) => hashOf('incidents', '', {state: state === GOES_ON ? '' : state, kind});

function Nothing({filter}: {readonly filter: Filter}) {
	return filter.state === GOES_ON && filter.kind === '' ? (
		<Empty title="Nothing is wrong.">
			<p>
				Bans, listings and sudden rises come here by themselves. <a href={hashFor({...filter, state: ALL})}>See all</a>{' '}
				that were.
			</p>
		</Empty>
	) : (
		<Empty title="There is no such incident.">
			<p>
				<a href={hashFor({state: ALL, kind: ''})}>See all</a>
			</p>
		</Empty>
	);
}

function Found({filter, place}: {readonly filter: Filter; readonly place: Place}) {
	const [cursors, setCursors] = useState<readonly string[]>([]);
	const cursor = cursors.at(-1) ?? '';
	const state = filter.state === ALL ? '' : filter.state;
	const kept = useKept(cursor, (signal) =>
		ask(incidentsAnswer, '/v1/incidents', {query: {state, kind: filter.kind, limit: String(ROWS), cursor}, signal}),
	);
	return (
		<>
			<Refresh kept={kept} />
			<KeptView kept={kept} what="the incidents">
				{({incidents, next}) =>
					incidents.length === 0 && next === null && cursors.length === 0 ? (
						<Nothing filter={filterOf(place)} />
					) : (
						<Card>
							<ul class="incidents">
								{incidents
									.toSorted((one, other) => (one.lastSeenAt > other.lastSeenAt ? -1 : 1))
									.map((incident) => (
										<IncidentRow key={incident.id} incident={incident} />
									))}
							</ul>
							{incidents.length === 0 ? <p class="hint">None on this page.</p> : null}
							<Pager
								words={`Page ${cursors.length + 1}${next === null ? '' : ', and there are more'}`}
								onBack={cursors.length === 0 ? undefined : () => setCursors(cursors.slice(0, -1))}
								onNext={next === null ? undefined : () => setCursors([...cursors, next])}
							/>
						</Card>
					)
				}
			</KeptView>
		</>
	);
}

/** Bans, listings and rises: what goes on, and what was. */
export function Incidents({place}: {readonly place: Place}) {
	const filter = filterOf(place);
	const go = (next: Filter) => {
		location.hash = hashFor(next);
	};
	return (
		<section aria-labelledby="incidents-title">
			<h1 id="incidents-title">Incidents</h1>
			<p class="lead">
				Bans, listings and sudden rises, each with what to do. One incident is one cause, however many responses it has.
			</p>
			<div class="card">
				<div class="fields">
					<Choice
						id="incident-state"
						label="State"
						choices={STATES}
						value={filter.state}
						onValue={(state) => go({...filter, state})}
					/>
					<Choice
						id="incident-kind"
						label="Kind"
						any="All"
						choices={KIND_WORDS}
						value={filter.kind}
						onValue={(kind) => go({...filter, kind})}
					/>
				</div>
			</div>
			<Found filter={filter} place={place} key={JSON.stringify(filter)} />
		</section>
	);
}
