import {hashOf} from '../client/route.ts';
import type {ScoreAnswer} from './answers.ts';
import {scoreMark} from './figures.ts';
import {categoryInWords, kindInWords} from './words.ts';

const CERTAINTY = {
	low: 'Little mail was counted, so this is mostly what senders usually have.',
	medium: 'Not much mail was counted yet; single events weigh more than they will later.',
	high: '',
} as const;

const INCIDENT = 'incident:';

/** What cost points; an open incident leads to those of its kind. */
function PartName({id}: {readonly id: string}) {
	if (!id.startsWith(INCIDENT)) return <span>{categoryInWords(id)}</span>;
	const kind = id.slice(INCIDENT.length);
	return <a href={hashOf('incidents', '', {kind})}>Open incident: {kindInWords(kind)}</a>;
}

/** A score with its words; the color is not the only sign. */
export function ScoreBadge({score}: {readonly score: number}) {
	const {mark, words} = scoreMark(score);
	return (
		<span class={`badge ${mark}`}>
			{score} · {words}
		</span>
	);
}

/** The score and what cost how many points. */
export function ScoreView({score: {score, parts, ceiling, certainty}}: {readonly score: ScoreAnswer}) {
	const {mark, words} = scoreMark(score);
	const said = CERTAINTY[certainty];
	return (
		<>
			<p class={`score badge ${mark}`}>
				<strong>{score}</strong> <span>of 100 · {words}</span>
			</p>
			{said === '' ? null : <p class="hint">{said}</p>}
			{ceiling === undefined ? null : (
				<p class="hint">
					While the incident “{kindInWords(ceiling.incident)}” is open, the score is {ceiling.at} at most.
				</p>
			)}
			<h3>What cost how many points</h3>
			<ul class="costs">
				{parts.map(({id, points, most, words: counted, notAvailable}) => (
					<li key={id}>
						<PartName id={id} />
						<span class="cost-points">
							{notAvailable ? 'not available' : points === 0 ? 'none' : `−${points} of ${most}`}
						</span>
						<span class="cost-bar" aria-hidden="true">
							<span style={{inlineSize: `${(100 * points) / Math.max(1, most)}%`}} />
						</span>
						<span class="hint inline">{counted}</span>
					</li>
				))}
			</ul>
		</>
	);
}
