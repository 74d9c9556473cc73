import {hashOf} from '../client/route.ts';
import type {IncidentSummaryAnswer} from '../insight/answers.ts';
import {kindInWords, STATE_MARKS, stateInWords} from '../insight/words.ts';
import {When} from '../ui/when.tsx';
import {count, several} from '../ui/words.ts';

/** An incident in short: what, how far, and what to do next. */
export function IncidentRow({incident}: {readonly incident: IncidentSummaryAnswer}) {
	const {
		id,
		kind,
		state,
		headline,
		nextStep,
		openedAt,
		lastSeenAt,
		resolvedAt,
		count: responses,
		organizations,
		otherDomains,
		heldByEsp,
	} = incident;
	return (
		<li class={`incident is-${incident.severity}`}>
			<p>
				<span class={`badge ${STATE_MARKS.get(state) ?? 'none'}`}>{stateInWords(state)}</span>{' '}
				<span class="badge none">{kindInWords(kind)}</span>
			</p>
			<p class="headline">
				<a href={hashOf('incident', id)}>{headline}</a>
			</p>
			{nextStep === '' ? null : (
				<p>
					<strong>Next:</strong> {nextStep}
				</p>
			)}
			<p class="hint">
				Since <When at={openedAt} />; {several(responses, 'response', 'responses')} at{' '}
				{otherDomains > 0 ? 'more than ' : ''}
				{several(organizations, 'recipient domain', 'recipient domains')}, last <When at={lastSeenAt} />
				{resolvedAt === undefined ? (
					''
				) : (
					<>
						, over <When at={resolvedAt} />
					</>
				)}
				.{heldByEsp > 0 ? ` ${count(heldByEsp)} good addresses are held by the ESP because of it.` : ''}
			</p>
		</li>
	);
}
