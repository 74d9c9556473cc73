import {useState} from 'preact/hooks';
import {credentialsAnswer} from '#functions/api/answers/settings.ts';
import {ask, isFailure} from '../client/ask.ts';
import {useAsked} from '../ui/asked.ts';

/** What each ESP's removal API wants. */
const FIELDS: ReadonlyMap<string, readonly (readonly [name: string, label: string])[]> = new Map([
	[
		'ses',
		[
			['accessKeyId', 'Access key id'],
			['secretAccessKey', 'Secret access key'],
			['region', 'Region'],
		],
	],
	['sendgrid', [['apiKey', 'API key with the scope suppression.delete']]],
	['postmark', [['serverToken', 'Server token']]],
]);

/** The credentials for one ESP: whether they are set, and new ones. */
export function Credentials({esp, name}: {readonly esp: string; readonly name: string}) {
	const path = `/v1/esp-credentials/${esp}`;
	const fields = FIELDS.get(esp) ?? [];
	const {asked, again} = useAsked(esp, (signal) => ask(credentialsAnswer, path, {signal}));
	const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
	const [said, setSaid] = useState('');
	const change = async (method: 'PUT' | 'DELETE', body?: object) => {
		const answer = await ask(credentialsAnswer, path, {method, ...(body === undefined ? {} : {body})});
		setSaid(isFailure(answer) ? answer.problem : method === 'PUT' ? 'Kept.' : 'Forgotten.');
		if (isFailure(answer)) return;
		setValues(new Map());
		again();
	};
	const keep = (event: Event) => {
		event.preventDefault();
		return change('PUT', Object.fromEntries(fields.map(([field]) => [field, (values.get(field) ?? '').trim()])));
	};
	const state =
		asked.state === 'there'
			? asked.answer.set
				? 'set'
				: 'not set'
			: asked.state === 'failed'
				? asked.failure.problem
				: '…';
	const isSet = asked.state === 'there' && asked.answer.set;
	return (
		<details class="card">
			<summary>
				{name}: {state}
			</summary>
			<form onSubmit={keep}>
				<div class="fields">
					{fields.map(([field, label]) => (
						<div class="field" key={field}>
							<label for={`${esp}-${field}`}>{label}</label>
							<input
								id={`${esp}-${field}`}
								type="password"
								autocomplete="off"
								value={values.get(field) ?? ''}
								onInput={(event) => setValues(new Map([...values, [field, event.currentTarget.value]]))}
							/>
						</div>
					))}
				</div>
				<div class="row">
					<button type="submit" disabled={fields.some(([field]) => (values.get(field) ?? '').trim() === '')}>
						Keep
					</button>
					<button type="button" class="quiet" disabled={!isSet} onClick={() => change('DELETE')}>
						Forget them
					</button>
					<span role="status">{said}</span>
				</div>
			</form>
		</details>
	);
}
