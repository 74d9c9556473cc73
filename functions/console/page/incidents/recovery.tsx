import {hashOf} from '../client/route.ts';
import {mayManage} from '../client/session.ts';
import type {IncidentAnswer} from '../insight/answers.ts';
import {several} from '../ui/words.ts';

/** The good addresses that the ESP suppressed during an incident, and the way to get them back. */
export function Recovery({recovery: {heldByEsp, previewFilter}}: Pick<IncidentAnswer, 'recovery'>) {
	if (heldByEsp === 0) return <p>No good address is held by an ESP because of it, as far as the ESPs' events tell.</p>;
	return (
		<>
			<p>
				{several(heldByEsp, 'good address was', 'good addresses were')} put on the ESP's own list because of it, and
				would not get your mail even when the incident is over.
			</p>
			{previewFilter === null ? (
				<p class="hint">Each tenant releases its own.</p>
			) : mayManage() ? (
				<a class="button main" href={hashOf('release', '', {incident: previewFilter.incident})}>
					Release them
				</a>
			) : (
				<p class="hint">Releasing them needs a key of the role “manage”.</p>
			)}
		</>
	);
}
