import {explainHeaders, type Finding} from '#shared/insight/headers.ts';
import {Card, Empty, Facts} from '../ui/parts.tsx';
import {highlightFindings} from './highlight-findings.ts';
import {Marked} from './marked.tsx';

const TONE_MARKS = {good: 'good', bad: 'stop', neutral: 'none'} as const;
const TONE_WORDS = {good: 'Good', bad: 'Against you', neutral: 'For your information'} as const;

function Found({finding}: {readonly finding: Finding}) {
	const {header, field, value, meaning, follows, tone, about} = finding;
	return (
		<li>
			<p>
				<span class={`badge ${TONE_MARKS[tone]}`}>{TONE_WORDS[tone]}</span>{' '}
				<strong>
					{field} = {value}
				</strong>
				{about === undefined ? '' : ` (${about})`} <span class="hint inline">{header}</span>
			</p>
			<p>{meaning}</p>
			<p>{follows}</p>
		</li>
	);
}

/** What the anti-spam headers of a message say, the bad news first. */
export function HeadersView({text}: {readonly text: string}) {
	const {findings, connection, truncated} = explainHeaders(text);
	const order = ['bad', 'neutral', 'good'];
	const sorted = findings.toSorted((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
	const bad = findings.filter(({tone}) => tone === 'bad').length;
	const rows = [
		['Sending IP', connection.ip],
		['HELO name', connection.helo],
		['Its reverse DNS', connection.reverseDns],
		['Country', connection.country],
	] as const;
	if (findings.length === 0) return <Empty title="These headers say nothing that can be explained." />;
	return (
		<>
			<Card>
				<h2>
					{bad === 0
						? 'Nothing in these headers speaks against you.'
						: `${bad} of ${findings.length} findings speak against you.`}
				</h2>
				<Marked label="The headers, with what was read out of them" pieces={highlightFindings(text, findings)} />
				{truncated ? <p class="hint">The text is very long; only its beginning was read.</p> : null}
				<Facts rows={rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))} />
			</Card>
			<Card>
				<ul class="timeline">
					{sorted.map((finding, place) => (
						<Found key={`${place} ${finding.field}`} finding={finding} />
					))}
				</ul>
			</Card>
		</>
	);
}
