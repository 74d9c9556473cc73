import {continentOf} from '#shared/classify/continents.ts';
import {Spread} from '../charts/spread.tsx';
import {count, several} from '../ui/words.ts';
import type {Attributed, AttributionAnswer} from './answers.ts';

const VERDICTS: ReadonlyMap<string, readonly [words: string, mark: string]> = new Map([
	['concentrated', ['One organization', 'risky']],
	['spread', ['Spread over many', 'stop']],
	['mixed', ['Mixed', 'risky']],
	['too few to say', ['Too few to say', 'none']],
]);

/** What is compared: one, many. */
type Units = readonly [one: string, many: string];
export const ORGANIZATIONS: Units = ['organization', 'organizations'];
export const CLUSTERS: Units = ['cluster', 'clusters'];

/** Who took the mail meanwhile. */
function Counterevidence({told, units}: {readonly told: Attributed; readonly units: Units}) {
	const [one, many] = units;
	if (!('figures' in told)) return null;
	const {elsewhere, otherMicrosoft365, unnamed} = told;
	return (
		<p>
			{elsewhere.organizations === 0
				? 'Nobody took your mail without blocking some of it.'
				: `Meanwhile ${several(elsewhere.organizations, one, many)} took ${several(elsewhere.delivered, 'message', 'messages')} and blocked none${otherMicrosoft365 === undefined ? '' : `; ${count(otherMicrosoft365.organizations)} of them are at Microsoft 365`}.`}
			{unnamed > 0 ? ` ${count(unnamed)} blocks were at domains that are not told one by one.` : ''}
		</p>
	);
}

/** One organization or many: the verdict in words, how sure it is, and what speaks against it. */
export function Verdict({
	title,
	told,
	units,
}: {
	readonly title: string;
	readonly told: Attributed;
	readonly units: Units;
}) {
	const [words, mark] = VERDICTS.get(told.verdict) ?? [told.verdict, 'none'];
	return (
		<>
			<h3>{title}</h3>
			<p>
				<span class={`badge ${mark}`}>{words}</span>{' '}
				{told.confident === null ? null : <span class="hint inline">Confidence: {told.confident}</span>}
			</p>
			<p>{told.words}</p>
			<p>
				<strong>So:</strong> {told.follows}
			</p>
			<Counterevidence told={told} units={units} />
		</>
	);
}

/** The recipient domains, and the Microsoft clusters, with what each blocked and took. */
export function Places({places, clusterPlaces}: Pick<AttributionAnswer, 'places' | 'clusterPlaces'>) {
	return (
		<>
			{places.length === 0 ? null : (
				<Spread
					caption="Blocked against delivered, by recipient domain"
					what="Recipient domain"
					rows={places.map(({domain, microsoft365, ...rest}) => ({
						name: domain,
						note: microsoft365 ? 'Microsoft 365' : '',
						...rest,
					}))}
				/>
			)}
			{clusterPlaces.length === 0 ? null : (
				<Spread
					caption="Blocked against delivered, by Microsoft cluster"
					what="Microsoft cluster"
					rows={clusterPlaces.map(({region, ...rest}) => ({name: region, note: continentOf(region) ?? '', ...rest}))}
				/>
			)}
		</>
	);
}
