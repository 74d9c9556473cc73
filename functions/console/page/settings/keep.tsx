import {useState} from 'preact/hooks';
import {settingsAnswer} from '#functions/api/answers/settings.ts';
import {ask, isFailure} from '../client/ask.ts';
import {mayManage} from '../client/session.ts';
import {TextField} from '../ui/field.tsx';

/** The part of the settings that a form changes, with the reason and what became of it. */
export function useKeep(settings: () => object) {
	const [why, setWhy] = useState('');
	const [said, setSaid] = useState('');
	const onSubmit = async (event: Event) => {
		event.preventDefault();
		const body = {...settings(), ...(why.trim() === '' ? {} : {why: why.trim()})};
		const answer = await ask(settingsAnswer, '/v1/settings', {method: 'PUT', body});
		setSaid(isFailure(answer) ? answer.problem : 'Kept.');
	};
	return {onSubmit, end: {why, setWhy, said}};
}

interface End {
	readonly why: string;
	readonly setWhy: (why: string) => void;
	readonly said: string;
}

/** The end of such a form; nothing for those who may only look. */
export function Keep({
	id,
	label,
	button,
	end: {why, setWhy, said},
}: {
	readonly id: string;
	readonly label: string;
	readonly button: string;
	readonly end: End;
}) {
	if (!mayManage()) return null;
	return (
		<>
			<TextField id={id} label={label} value={why} onValue={setWhy} />
			<div class="row">
				<button type="submit">{button}</button>
				<span role="status">{said}</span>
			</div>
		</>
	);
}
