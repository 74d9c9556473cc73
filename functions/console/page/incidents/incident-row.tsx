import {hashOf} from '../client/route.ts';
import type {IncidentSummaryAnswer} from '../insight/answers.ts';
import {kindInWords, STATE_MARKS, stateInWords} from '../insight/words.ts';
import {When} from '../ui/when.tsx';
import {several} from '../ui/words.ts';

/** How many responses, and at how many recipient domains where these are told. */
export function extentInWords({count: number, organizations, otherDomains}: IncidentSummaryAnswer): string {
	const responses = several(number, 'response', 'responses');
	if (organizations === 0) return responses;
	const more = otherDomains > 0 ? 'more than ' : '';
	return `${responses} at ${more}${several(organizations, 'recipient domain', 'recipient domains')}`;
}

/** An incident in short: what, how far, and what to do next. */
export function IncidentRow({incident}: {readonly incident: IncidentSummaryAnswer}) {
	const {id, kind, state, headline, nextStep, openedAt, lastSeenAt, resolvedAt, heldByEsp} = incident;
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
				Since <When at={openedAt} />; {extentInWords(incident)}, last <When at={lastSeenAt} />
				{resolvedAt === undefined ? (
					''
				) : (
					<>
						, over <When at={resolvedAt} />
					</>
				)}
				.
				{heldByEsp > 0
					? ` ${several(heldByEsp, 'good address is', 'good addresses are')} held by the ESP because of it.`
					: ''}
			</p>
		</li>
	);
}
