import {useState} from 'preact/hooks';
import {keyAnswer} from '#functions/api/answers/key.ts';
import {ask, isFailure} from './client/ask.ts';
import {isKey} from './client/key.ts';
import {signedIn} from './client/session.ts';

const WRONG = 'This does not look like an API key: it begins with bl_ and has three parts.';

/** Asks for the API key, and lets in whoever has a good one. */
export function SignIn({said}: {readonly said: string}) {
	const [key, setKey] = useState('');
	const [problem, setProblem] = useState(said);
	const [busy, setBusy] = useState(false);
	const enter = async (event: Event) => {
		event.preventDefault();
		const given = key.trim();
		if (!isKey(given)) return setProblem(WRONG);
		setBusy(true);
		const who = await ask(keyAnswer, '/v1/key', {key: given});
		setBusy(false);
		if (isFailure(who)) setProblem(who.problem);
		else signedIn(given, who);
	};
	return (
		<form class="card sign-in" onSubmit={enter}>
			<h1 tabIndex={-1}>Sign in</h1>
			<p class="lead">How your sending goes, whom you may mail, why not, and how to get people back.</p>
			<label for="key">API key</label>
			<div class="row">
				<input
					id="key"
					type="password"
					autocomplete="off"
					spellcheck={false}
					required
					value={key}
					aria-describedby="key-hint key-error"
					onInput={(event) => setKey(event.currentTarget.value)}
				/>
				<button type="submit" disabled={busy}>
					{busy ? 'Signing in …' : 'Sign in'}
				</button>
			</div>
			<p id="key-hint" class="hint">
				It looks like bl_yourcompany_… and stays in this tab only, until you close it. Whoever runs Bounceledger for you
				has it.
			</p>
			<p id="key-error" class="problem" role="alert">
				{problem}
			</p>
			<p class="hint">
				Without a key: <a href="#explain">explain a bounce</a> or read <a href="#docs">how the API works</a>.
			</p>
		</form>
	);
}
