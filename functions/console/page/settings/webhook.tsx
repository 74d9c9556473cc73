import {useState} from 'preact/hooks';
import {
	type AlertWebhookAnswer,
	alertWebhook,
	removedWebhookAnswer,
	testedWebhookAnswer,
} from '#functions/api/answers/alert-webhooks.ts';
import {ask, isFailure} from '../client/ask.ts';
import {kindInWords} from '../insight/words.ts';
import {Card} from '../ui/parts.tsx';
import {When} from '../ui/when.tsx';

function State({webhook: {disabledAt, failingSince, note}}: {readonly webhook: AlertWebhookAnswer}) {
	if (disabledAt !== null) {
		return (
			<p>
				<span class="badge stop">Disabled</span> since <When at={disabledAt} />.{note === null ? '' : ` ${note}`}
			</p>
		);
	}
	return failingSince === null ? null : (
		<p>
			<span class="badge risky">Failing</span> since <When at={failingSince} />. It is tried again by itself.
		</p>
	);
}

/** One address that alerts are posted to, with what can be done about it. */
export function Webhook({webhook, onChange}: {readonly webhook: AlertWebhookAnswer; readonly onChange: () => void}) {
	const {id, url, description, kinds, disabledAt, createdAt} = webhook;
	const [said, setSaid] = useState('');
	const [busy, setBusy] = useState(false);
	const [sure, setSure] = useState(false);
	const path = `/v1/alert-webhooks/${encodeURIComponent(id)}`;
	const during = async (work: () => Promise<string>) => {
		setBusy(true);
		setSaid('');
		setSaid(await work());
		setBusy(false);
	};
	const test = () =>
		during(async () => {
			const answer = await ask(testedWebhookAnswer, `${path}/test`, {body: {}});
			if (isFailure(answer)) return answer.problem;
			return answer.delivered ? `It took the test alert: ${answer.words}.` : `It did not take it: ${answer.words}.`;
		});
	const change = (question: () => Promise<object>) =>
		during(async () => {
			const answer = await question();
			if (isFailure(answer)) return answer.problem;
			onChange();
			return 'Done.';
		});
	return (
		<Card>
			<h3 class="place">{url}</h3>
			{description === null ? null : <p>{description}</p>}
			<State webhook={webhook} />
			<p class="hint">
				{kinds === null ? 'All kinds of incidents.' : `Only ${kinds.map(kindInWords).join(', ')}.`} Added{' '}
				<When at={createdAt} />.
			</p>
			<div class="row">
				<button type="button" class="quiet" disabled={busy} onClick={test}>
					Send a test
				</button>
				{disabledAt === null ? null : (
					<button
						type="button"
						class="quiet"
						disabled={busy}
						onClick={() => change(() => ask(alertWebhook, `${path}/enable`, {body: {}}))}
					>
						Enable
					</button>
				)}
				{sure ? (
					<button
						type="button"
						class="danger"
						disabled={busy}
						onClick={() => change(() => ask(removedWebhookAnswer, path, {method: 'DELETE'}))}
					>
						Yes, remove it
					</button>
				) : (
					<button type="button" class="quiet" disabled={busy} onClick={() => setSure(true)}>
						Remove
					</button>
				)}
				<span role="status">{busy ? 'Just a moment …' : said}</span>
			</div>
		</Card>
	);
}
