import type {WhyAnswer} from '#functions/api/answers/why.ts';
import {whyAnswer} from '#functions/api/answers/why.ts';
import {ask} from '../client/ask.ts';
import type {Place} from '../client/route.ts';
import {mayManage} from '../client/session.ts';
import {AdviceView} from '../ui/advice.tsx';
import {useAsked} from '../ui/asked.ts';
import {Card, Empty, Facts, Loading, Problem} from '../ui/parts.tsx';
import {count, dayInWords, espInWords, timeInWords, VERDICT_MARKS, VERDICT_WORDS} from '../ui/words.ts';
import {Changes} from './changes.tsx';
import {Erase} from './erase.tsx';
import {Events} from './events.tsx';
import {ReleaseOne} from './release-one.tsx';

function Summary({why}: {readonly why: WhyAnswer}) {
	const {verdict, words, watching, record} = why;
	const rows: [string, string][] = [];
	if (watching !== null) {
		rows.push([
			'Being watched',
			`${count(watching.count)} of ${count(watching.threshold)} bounces within ${count(watching.windowDays)} days; at ${count(watching.threshold)} it is suppressed`,
		]);
	}
	if (record !== null) {
		rows.push(['Since', dayInWords(record.since)]);
		rows.push([
			'Reported',
			`${record.count === 1 ? 'once' : `${count(record.count)} times`}, last on ${dayInWords(record.lastSeenAt)}`,
		]);
		if (record.esp !== null) rows.push(['Reported by', espInWords(record.esp)]);
		rows.push(['What is stopped', record.parts === null ? 'All mail' : record.parts.join(', ')]);
		if (record.rule !== null) rows.push(['Decided by', `rule ${record.rule}`]);
		if (record.releasedAt !== undefined) {
			rows.push([
				'Released',
				`${dayInWords(record.releasedAt)} by ${record.releasedBy ?? 'somebody'}: ${record.releasedWhy ?? 'no reason given'}`,
			]);
		}
	}
	return (
		<Card>
			<p class={`badge large ${VERDICT_MARKS[verdict]}`}>{VERDICT_WORDS[verdict]}</p>
			<h2>{words}</h2>
			{rows.length === 0 ? null : <Facts rows={rows} />}
			{record === null || record.response === null || record.response === '' ? null : (
				<>
					<h3>What the other server said last</h3>
					<pre class="response">{record.response}</pre>
				</>
			)}
		</Card>
	);
}

function AtEsp({esp}: {readonly esp: WhyAnswer['esp']}) {
	if (esp === null) return null;
	return (
		<Card>
			<h2>At {espInWords(esp.name)}</h2>
			{esp.holds ? (
				<>
					<p>
						{espInWords(esp.name)} holds this address on a suppression list of its own: it refuses the mail whatever
						this list says.
					</p>
					<h3>How to take it off there</h3>
					<pre class="response">{esp.howToRelease}</pre>
				</>
			) : (
				<p>{espInWords(esp.name)} does not hold this address on a list of its own, as far as its events tell.</p>
			)}
		</Card>
	);
}

function Story({why, onChange}: {readonly why: WhyAnswer; readonly onChange: () => void}) {
	const {record, advice, events, changes, esp} = why;
	const held = esp?.holds === true || (record !== null && record.status !== 'released');
	return (
		<>
			<Summary why={why} />
			{advice === null ? null : (
				<Card>
					<h2>What to do</h2>
					<AdviceView advice={advice} />
				</Card>
			)}
			<Card>
				<h2>Events</h2>
				{events.length === 0 ? <Empty title="No event is kept about it." /> : <Events events={events} />}
			</Card>
			{held && mayManage() ? <ReleaseOne why={why} onReleased={onChange} /> : null}
			<AtEsp esp={esp} />
			<Card>
				<h2>Who changed what</h2>
				{changes.length === 0 ? <Empty title="Nobody has changed anything by hand." /> : <Changes entries={changes} />}
			</Card>
			{mayManage() && why.status !== 'erased' ? <Erase address={why.address} onErased={onChange} /> : null}
		</>
	);
}

/** Everything about one address: may it be mailed, why not, what happened, and how to get it back. */
export function Address({place: {about}}: {readonly place: Place}) {
	const {asked, again} = useAsked(about, (signal) =>
		ask(whyAnswer, `/v1/suppressions/${encodeURIComponent(about)}`, {signal}),
	);
	const address = asked.state === 'there' ? asked.answer.address : about;
	return (
		<section aria-labelledby="address-title">
			<p class="back">
				<a href="#suppressions">Suppressions</a>
			</p>
			<h1 id="address-title" class="address">
				{address}
			</h1>
			{asked.state === 'loading' ? <Loading what="the address" lines={6} /> : null}
			{asked.state === 'failed' ? <Problem onAgain={again}>{asked.failure.problem}</Problem> : null}
			{asked.state === 'there' ? <Story why={asked.answer} onChange={again} /> : null}
			{asked.state === 'there' ? <p class="hint">As of {timeInWords(new Date().toISOString())}.</p> : null}
		</section>
	);
}
