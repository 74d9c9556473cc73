import {useState} from 'preact/hooks';
import {erasedAnswer} from '#functions/api/answers/settings.ts';
import {ask, isFailure} from '../client/ask.ts';
import {TextField} from '../ui/field.tsx';
import {Problem} from '../ui/parts.tsx';

/** Erases a person, once the address has been written out: there is no way back. */
export function Erase({address, onErased}: {readonly address: string; readonly onErased: () => void}) {
	const [typed, setTyped] = useState('');
	const [problem, setProblem] = useState('');
	const [busy, setBusy] = useState(false);
	const erase = async (event: Event) => {
		event.preventDefault();
		setBusy(true);
		const answer = await ask(erasedAnswer, `/v1/recipients/${encodeURIComponent(address)}`, {method: 'DELETE'});
		setBusy(false);
		if (isFailure(answer)) setProblem(answer.problem);
		else onErased();
	};
	return (
		<details class="card">
			<summary>Erase this person</summary>
			<form onSubmit={erase}>
				<div class="warning">
					<p>
						<strong>There is no way back.</strong> Every event, change and record of the address goes. What stays is a
						hash, so that the person is still not mailed.
					</p>
				</div>
				<TextField id="erase-address" label="Write the address once more" value={typed} onValue={setTyped} />
				<div class="row">
					<button type="submit" class="danger" disabled={busy || typed.trim().toLowerCase() !== address}>
						{busy ? 'Erasing …' : 'Erase'}
					</button>
				</div>
				{problem === '' ? null : <Problem>{problem}</Problem>}
			</form>
		</details>
	);
}
