import {useState} from 'preact/hooks';
import type * as z from 'zod/mini';
import type {previewAnswer} from '#functions/api/answers/release.ts';
import {type Failure, isFailure} from '../client/ask.ts';
import {hashOf} from '../client/route.ts';
import {TextField, Tick} from '../ui/field.tsx';
import {Card, Empty, Problem, Progress} from '../ui/parts.tsx';
import {count, reasonInWords, several} from '../ui/words.ts';
import {type Bulk, runBulk} from './bulk.ts';
import {filterInWords} from './filter-words.ts';
import {Over} from './over.tsx';
import {LEAST_WHY} from './release-one.tsx';

type State =
	| {readonly is: 'asked'}
	| {readonly is: 'running'; readonly bulk: Bulk; readonly undoing: boolean}
	| {readonly is: 'failed'; readonly problem: string}
	| {readonly is: 'released' | 'undone'; readonly bulk: Bulk};

/** What a bulk release would do, and the button that does it; afterwards, the one that undoes it. */
export function Preview({preview}: {readonly preview: z.infer<typeof previewAnswer>}) {
	const [why, setWhy] = useState('');
	const {count: total, more, byReason, sample, filter} = preview;
	// Those lost to an incident are good, and it is the ESP that holds them.
	const [atEsp, setAtEsp] = useState(typeof filter.incident === 'string');
	const [state, setState] = useState<State>({is: 'asked'});
	const wishes = [filter.includeComplaints ?? []].flat().length > 0;
	const enough = why.trim().length >= (wishes ? LEAST_WHY : 1);
	const after = (answer: Bulk | Failure, is: 'released' | 'undone') =>
		setState(isFailure(answer) ? {is: 'failed', problem: answer.problem} : {is, bulk: answer});
	const release = async (event: Event) => {
		event.preventDefault();
		const onRound = (bulk: Bulk) => setState({is: 'running', bulk, undoing: false});
		onRound({release: '', done: 0, stayed: []});
		const body = {filter, why: why.trim(), ...(atEsp ? {atEsp: true} : {})};
		after(await runBulk('/v1/releases', body, onRound), 'released');
	};
	const undo = async (id: string) => {
		const onRound = (bulk: Bulk) => setState({is: 'running', bulk, undoing: true});
		onRound({release: id, done: 0, stayed: []});
		after(await runBulk(`/v1/releases/${encodeURIComponent(id)}/undo`, {}, onRound), 'undone');
	};
	if (total === 0) {
		return (
			<Card>
				<Empty title="No address fits.">
					<p>Complaints and unsubscribes are left out unless you name them.</p>
				</Empty>
			</Card>
		);
	}
	return (
		<Card>
			<h2>
				{more ? 'More than ' : ''}
				{several(total, 'address', 'addresses')} would be released
			</h2>
			<p>{filterInWords(total, filter)}</p>
			<ul>
				{Object.entries(byReason).map(([reason, number]) => (
					<li key={reason}>
						{count(number)}: {reasonInWords(reason)}
					</li>
				))}
			</ul>
			<h3>Some of them</h3>
			<ul class="sample">
				{sample.map(({address}) => (
					<li key={address}>
						<a href={hashOf('address', address)}>{address}</a>
					</li>
				))}
			</ul>
			{state.is === 'asked' || state.is === 'failed' ? (
				<form onSubmit={release}>
					{wishes ? (
						<div class="warning">
							<p>
								<strong>People who complained or unsubscribed are among them.</strong> Mail to somebody who does not
								want it costs you your reputation, and may be against the law.
							</p>
						</div>
					) : null}
					<TextField
						id="bulk-why"
						label="Why?"
						value={why}
						onValue={setWhy}
						required
						hint="It stays in the log of changes."
					/>
					<Tick id="bulk-esp" checked={atEsp} onChecked={setAtEsp}>
						Take them off the ESP's own list too
					</Tick>
					<div class="row">
						<button type="submit" class={wishes ? 'danger' : ''} disabled={!enough}>
							Release {several(total, 'address', 'addresses')}
						</button>
					</div>
				</form>
			) : null}
			{state.is === 'failed' ? <Problem>{state.problem}</Problem> : null}
			{state.is === 'running' ? (
				<Progress
					done={state.bulk.done}
					total={total}
					words={`${count(state.bulk.done)} of ${count(total)} ${state.undoing ? 'put back' : 'released'}`}
				/>
			) : null}
			{state.is === 'released' || state.is === 'undone' ? (
				<Over bulk={state.bulk} undone={state.is === 'undone'} onUndo={undo} />
			) : null}
		</Card>
	);
}
