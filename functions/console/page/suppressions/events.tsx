import type {EventAnswer} from '#functions/api/answers/why.ts';
import {hashOf} from '../client/route.ts';
import {espInWords, timeInWords} from '../ui/words.ts';

const KIND_WORDS: ReadonlyMap<string, string> = new Map([
	['bounce', 'Bounced'],
	['deferral', 'Put off: another try follows'],
	['delivery', 'Delivered'],
	['complaint', 'Reported as spam'],
	['unsubscribe', 'Unsubscribed'],
]);

const KIND_MARKS: ReadonlyMap<string, string> = new Map([
	['bounce', 'stop'],
	['complaint', 'stop'],
	['unsubscribe', 'stop'],
	['deferral', 'risky'],
	['delivery', 'good'],
]);

/** What happened to mail to an address, newest first. */
export function Events({events}: {readonly events: readonly EventAnswer[]}) {
	return (
		<ol class="timeline">
			{events.map(({occurredAt, kind, esp, diagnostic, category, part}) => (
				<li key={`${occurredAt} ${kind} ${diagnostic}`}>
					<p>
						<span class={`badge ${KIND_MARKS.get(kind) ?? 'none'}`}>{KIND_WORDS.get(kind) ?? kind}</span>{' '}
						<time dateTime={occurredAt}>{timeInWords(occurredAt)}</time>, by {espInWords(esp)}
						{part == null ? '' : ` (${part})`}
						{category == null ? '' : `: ${category}`}
					</p>
					{diagnostic == null || diagnostic === '' ? null : (
						<>
							<pre class="response">{diagnostic}</pre>
							{kind === 'bounce' || kind === 'deferral' ? (
								<a href={hashOf('explain', '', {text: diagnostic.slice(0, 2000)})}>Explain this response</a>
							) : null}
						</>
					)}
				</li>
			))}
		</ol>
	);
}
