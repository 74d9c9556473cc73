import {useState} from 'preact/hooks';
import {send} from '../client/ask.ts';
import {readKey} from '../client/key.ts';
import {mayManage} from '../client/session.ts';
import type {Operation} from './model.ts';

/** Longest answer that is shown, in characters. */
const LONGEST = 20_000;

type State =
	| {readonly is: 'idle' | 'running'}
	| {readonly is: 'answered'; readonly status: number; readonly text: string}
	| {readonly is: 'failed'; readonly problem: string};

function pretty(text: string): string {
	try {
		return JSON.stringify(JSON.parse(text), undefined, 2);
	} catch {
		return text;
	}
}

/** Sends the request, with the key that is signed in, and shows the answer. */
export function TryIt({
	operation: {method, security, description, body: takes},
	path,
	body,
}: {
	readonly operation: Operation;
	readonly path: string;
	readonly body: string;
}) {
	const [state, setState] = useState<State>({is: 'idle'});
	const changes = description.includes('`manage`');
	const run = async () => {
		let json: object | undefined;
		try {
			json = takes === undefined ? undefined : Object(JSON.parse(body));
		} catch {
			return setState({is: 'failed', problem: 'The body is no JSON.'});
		}
		setState({is: 'running'});
		try {
			const answer = await send(path, {method, ...(json === undefined ? {} : {body: json})});
			setState({is: 'answered', status: answer.status, text: pretty(await answer.text())});
		} catch {
			setState({is: 'failed', problem: 'The service cannot be reached.'});
		}
	};
	if (security === undefined && readKey() === null) {
		return (
			<p class="hint">
				<a href="#check">Sign in</a> to run it here.
			</p>
		);
	}
	return (
		<>
			<div class="row">
				<button type="button" disabled={state.is === 'running' || (changes && !mayManage())} onClick={run}>
					Run it
				</button>
				{changes ? (
					<span class="hint inline">
						{mayManage() ? 'It changes your data.' : 'Your key may look, and not change.'}
					</span>
				) : null}
			</div>
			<div role="status">
				{state.is === 'failed' ? <p class="problem">{state.problem}</p> : null}
				{state.is === 'answered' ? (
					<>
						<p>
							<span class={`badge ${state.status < 400 ? 'good' : 'stop'}`}>{state.status}</span>
							{state.text.length > LONGEST ? ' The answer is long; this is its beginning.' : ''}
						</p>
						{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it */}
						<pre class="response scrolls" tabIndex={0}>
							{state.text.slice(0, LONGEST)}
						</pre>
					</>
				) : null}
			</div>
		</>
	);
}
