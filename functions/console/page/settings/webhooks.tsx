import {useState} from 'preact/hooks';
import {
	type AddedWebhookAnswer,
	addedWebhookAnswer,
	alertWebhooksAnswer,
} from '#functions/api/answers/alert-webhooks.ts';
import {ask, isFailure} from '../client/ask.ts';
import {KIND_WORDS} from '../insight/words.ts';
import {Copy} from '../ui/copy.tsx';
import {TextField} from '../ui/field.tsx';
import {KeptView, useKept} from '../ui/kept.tsx';
import {Card, Empty, Outside} from '../ui/parts.tsx';
import {Kinds} from './kinds.tsx';
import {Webhook} from './webhook.tsx';

function Secret({added: {url, secret}}: {readonly added: AddedWebhookAnswer}) {
	return (
		<div class="card" role="status">
			<h3>The secret for {url}</h3>
			<p>
				<strong>It is shown this once.</strong> Every alert is signed with it by the{' '}
				<Outside url="https://www.standardwebhooks.com/">Standard Webhooks</Outside> scheme: check the header
				webhook-signature before you believe one.
			</p>
			<div class="copied">
				<pre class="response">{secret}</pre>
				<Copy text={secret} what="the secret" />
			</div>
		</div>
	);
}

function Add({onAdded}: {readonly onAdded: (added: AddedWebhookAnswer) => void}) {
	const [url, setUrl] = useState('');
	const [description, setDescription] = useState('');
	const [kinds, setKinds] = useState<readonly string[]>([]);
	const [problem, setProblem] = useState('');
	const [busy, setBusy] = useState(false);
	const add = async (event: Event) => {
		event.preventDefault();
		setBusy(true);
		const body = {
			url: url.trim(),
			...(description.trim() === '' ? {} : {description: description.trim()}),
			...(kinds.length === 0 ? {} : {kinds}),
		};
		const answer = await ask(addedWebhookAnswer, '/v1/alert-webhooks', {body});
		setBusy(false);
		if (isFailure(answer)) return setProblem(answer.problem);
		setProblem('');
		setUrl('');
		setDescription('');
		setKinds([]);
		onAdded(answer);
	};
	return (
		<details class="card">
			<summary>Add an alert webhook</summary>
			<form onSubmit={add}>
				<div class="fields">
					<TextField
						id="webhook-url"
						label="HTTPS address"
						value={url}
						onValue={setUrl}
						required
						placeholder="https://hooks.example.com/alerts"
					/>
					<TextField id="webhook-description" label="What it is for" value={description} onValue={setDescription} />
				</div>
				<Kinds
					id="webhook-kinds"
					legend="Only these kinds"
					kinds={KIND_WORDS}
					chosen={kinds}
					onChosen={setKinds}
					hint="None chosen: all."
				/>
				<div class="row">
					<button type="submit" disabled={busy || url.trim() === ''}>
						{busy ? 'Adding …' : 'Add'}
					</button>
					<span class="problem" role="alert">
						{problem}
					</span>
				</div>
			</form>
		</details>
	);
}

/** The addresses that alerts are posted to: for whoever has no AWS. */
export function Webhooks() {
	const [added, setAdded] = useState<AddedWebhookAnswer>();
	const kept = useKept('', (signal) => ask(alertWebhooksAnswer, '/v1/alert-webhooks', {signal}));
	return (
		<>
			<KeptView kept={kept} what="the alert webhooks" lines={2}>
				{({alertWebhooks}) =>
					alertWebhooks.length === 0 ? (
						<Card>
							<Empty title="No alert webhook yet.">
								<p>Add the address of a program of yours, and every alert is posted there as JSON.</p>
							</Empty>
						</Card>
					) : (
						alertWebhooks.map((webhook) => <Webhook key={webhook.id} webhook={webhook} onChange={kept.again} />)
					)
				}
			</KeptView>
			{added === undefined ? null : <Secret added={added} />}
			<Add
				onAdded={(answer) => {
					setAdded(answer);
					kept.again();
				}}
			/>
		</>
	);
}
