import {useState} from 'preact/hooks';
import {suppressionAnswer} from '#functions/api/answers/suppression.ts';
import {ask, isFailure} from '../client/ask.ts';
import {hashOf} from '../client/route.ts';
import {TextField} from '../ui/field.tsx';
import {Problem} from '../ui/parts.tsx';
import {Subpage} from './subpage.tsx';

/** Puts one address on the list by hand. */
export function Add() {
	const [address, setAddress] = useState('');
	const [why, setWhy] = useState('');
	const [parts, setParts] = useState('');
	const [problem, setProblem] = useState('');
	const [busy, setBusy] = useState(false);
	const add = async (event: Event) => {
		event.preventDefault();
		setBusy(true);
		const named = parts
			.split(',')
			.map((part) => part.trim())
			.filter((part) => part !== '');
		const body = {address: address.trim(), why: why.trim(), ...(named.length === 0 ? {} : {parts: named})};
		const answer = await ask(suppressionAnswer, '/v1/suppressions', {body});
		setBusy(false);
		if (isFailure(answer)) setProblem(answer.problem);
		else location.hash = hashOf('address', answer.address);
	};
	return (
		<Subpage title="Add an address" lead="From now on it is not mailed, until somebody releases it." changes>
			<form class="card" onSubmit={add}>
				<TextField id="add-address" label="Address" value={address} onValue={setAddress} required />
				<TextField
					id="add-why"
					label="Why?"
					value={why}
					onValue={setWhy}
					required
					hint="It stays in the log of changes: “asked us by phone”, say."
				/>
				<TextField
					id="add-parts"
					label="Only these parts of your mail"
					value={parts}
					onValue={setParts}
					hint="SendGrid groups, SES topics or Postmark streams, with commas between. Empty: all mail."
				/>
				{problem === '' ? null : <Problem>{problem}</Problem>}
				<div class="row">
					<button type="submit" disabled={busy}>
						{busy ? 'Adding …' : 'Add'}
					</button>
				</div>
			</form>
		</Subpage>
	);
}
