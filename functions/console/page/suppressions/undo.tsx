import {useState} from 'preact/hooks';
import {isFailure} from '../client/ask.ts';
import type {Place} from '../client/route.ts';
import {Problem} from '../ui/parts.tsx';
import {count} from '../ui/words.ts';
import {type Bulk, runBulk} from './bulk.ts';
import {Over} from './over.tsx';
import {Subpage} from './subpage.tsx';

/** Puts back what an earlier bulk release took off the list. */
export function Undo({place: {about}}: {readonly place: Place}) {
	const [state, setState] = useState<{readonly bulk?: Bulk; readonly running?: true; readonly problem?: string}>({});
	const undo = async () => {
		const onRound = (bulk: Bulk) => setState({bulk, running: true});
		onRound({release: about, done: 0, stayed: []});
		const bulk = await runBulk(`/v1/releases/${encodeURIComponent(about)}/undo`, {}, onRound);
		setState(isFailure(bulk) ? {problem: bulk.problem} : {bulk});
	};
	const {bulk, running, problem} = state;
	return (
		<Subpage
			title="Undo a bulk release"
			lead="The addresses come back onto the list as they were before; what was changed since stays as it is."
			changes
		>
			<div class="card">
				<p>Release {about}</p>
				{bulk === undefined ? (
					<button type="button" onClick={undo}>
						Undo it
					</button>
				) : running ? (
					<p role="status">{count(bulk.done)} put back …</p>
				) : (
					<Over bulk={bulk} undone onUndo={undo} />
				)}
			</div>
			{problem === undefined ? null : <Problem>{problem}</Problem>}
		</Subpage>
	);
}
