import type {AuditEntry} from '#functions/api/answers/audit.ts';
import {ACTION_WORDS, timeInWords} from '../ui/words.ts';

/** What people changed about an address, newest first. */
export function Changes({entries}: {readonly entries: readonly AuditEntry[]}) {
	return (
		<ol class="timeline">
			{entries.map(({at, key, action, why, detail}) => (
				<li key={`${at} ${action}`}>
					<p>
						<strong>{ACTION_WORDS.get(action) ?? action}</strong> by {key}, <time dateTime={at}>{timeInWords(at)}</time>
					</p>
					{why == null || why === '' ? null : <p>“{why}”</p>}
					{detail === undefined ? null : <p class="hint">{detail}</p>}
				</li>
			))}
		</ol>
	);
}
