import {hashOf} from '../client/route.ts';
import type {IncidentAnswer} from '../insight/answers.ts';
import {categoryInWords} from '../insight/words.ts';
import {Empty} from '../ui/parts.tsx';
import {When} from '../ui/when.tsx';

/** What happened, oldest first. */
export function Timeline({timeline}: Pick<IncidentAnswer, 'timeline'>) {
	if (timeline.length === 0) return <Empty title="Nothing is noted yet." />;
	return (
		<ol class="timeline">
			{timeline.map(({at, what, words}) => (
				<li key={at + what}>
					<strong>{categoryInWords(what)}</strong>{' '}
					<span class="hint inline">
						<When at={at} />
					</span>
					<br />
					{words}
				</li>
			))}
		</ol>
	);
}

/** Responses as the receiving servers gave them; each opens in Explain. */
export function Samples({samples}: Pick<IncidentAnswer, 'samples'>) {
	return (
		<ul class="timeline">
			{samples.map(({at, response, rule, domain, region}) => (
				<li key={at + response}>
					<span class="hint inline">
						<When at={at} />
						{domain === undefined ? '' : `, ${domain}`}
						{region === undefined ? '' : `, ${region}`}, rule {rule}
					</span>
					<pre class="response">{response}</pre>
					<a href={hashOf('explain', '', {text: response})}>Explain this response</a>
				</li>
			))}
		</ul>
	);
}
