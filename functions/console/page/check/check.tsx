import {useRef, useState} from 'preact/hooks';
import {Drop} from '../ui/drop.tsx';
import {Choice, TextArea} from '../ui/field.tsx';
import {Problem, Progress} from '../ui/parts.tsx';
import {count, several} from '../ui/words.ts';
import {type Entry, isTable, MAX_ROWS, splitAddresses} from './addresses.ts';
import {Results} from './results.tsx';
import {type Answers, type Checked, runCheck, withAnswers} from './run.ts';

interface Work {
	/** What is being checked, in words: "audience.csv". */
	readonly name: string;
	readonly entries: readonly Entry[];
	readonly header: readonly string[] | undefined;
	/** What is to be sent to them. */
	readonly scope: string;
	readonly answers: Answers;
}

type State =
	| {readonly is: 'empty'}
	| {readonly is: 'reading'; readonly name: string}
	| {readonly is: 'running'; readonly work: Work; readonly done: number; readonly total: number}
	| {readonly is: 'failed'; readonly problem: string; readonly work?: Work}
	| {readonly is: 'done'; readonly work: Work; readonly rows: readonly Checked[]};

function tooMany(rows: number): string {
	return `These are ${count(rows)} rows; up to ${count(MAX_ROWS)} can be checked at once. Check them in parts, or use the command line.`;
}

/** May I mail these people? */
export function Check() {
	const [text, setText] = useState('');
	const [scope, setScope] = useState('marketing');
	const [state, setState] = useState<State>({is: 'empty'});
	const control = useRef(new AbortController());
	const busy = state.is === 'reading' || state.is === 'running';

	const run = async (work: Work) => {
		control.current.abort();
		const own = new AbortController();
		control.current = own;
		const {entries, answers} = work;
		if (entries.length === 0) return setState({is: 'failed', problem: 'There is no address yet. Paste at least one.'});
		if (entries.length > MAX_ROWS) return setState({is: 'failed', problem: tooMany(entries.length)});
		setState({is: 'running', work, done: answers.size, total: entries.length});
		const onProgress = (done: number, total: number) => setState({is: 'running', work, done, total});
		const failure = await runCheck(entries, work.scope, answers, onProgress, own.signal);
		if (own.signal.aborted) return;
		if (failure !== undefined) setState({is: 'failed', problem: failure.problem, work});
		else setState({is: 'done', work, rows: withAnswers(entries, answers)});
	};
	const checkText = (event: Event) => {
		event.preventDefault();
		if (isTable(text)) checkFile(new File([text], 'your text'));
		else run({name: 'your text', entries: splitAddresses(text), header: undefined, scope, answers: new Map()});
	};
	const checkFile = async (file: File) => {
		setState({is: 'reading', name: file.name});
		const {readFile} = await import('./file.ts');
		const read = await readFile(file);
		if ('problem' in read) setState({is: 'failed', problem: read.problem});
		else await run({name: file.name, ...read, scope, answers: new Map()});
	};
	const stop = () => {
		control.current.abort();
		setState({is: 'empty'});
	};

	return (
		<section aria-labelledby="check-title">
			<h1 id="check-title">May I mail these people?</h1>
			<p class="lead">A block is not a bad address: people who were lost to a ban of your server count as good.</p>
			<form class="card" onSubmit={checkText}>
				<TextArea
					id="addresses"
					label="Addresses"
					rows={5}
					placeholder="jo@example.com"
					value={text}
					onValue={setText}
					hint="One on a line, or separated by commas. Names and capitals do no harm."
				/>
				<Choice
					id="scope"
					label="What do you want to send?"
					value={scope}
					onValue={setScope}
					choices={[
						['marketing', 'Marketing: newsletters, campaigns'],
						['transactional', 'Transactional: receipts, passwords'],
					]}
				/>
				<div class="row">
					<button type="submit" disabled={busy}>
						Check
					</button>
				</div>
				<Drop
					id="file"
					label="Or a CSV file"
					hint={`Drop it here or choose it; up to ${count(MAX_ROWS)} rows. The column with the addresses is found by itself, and the clean list keeps all columns.`}
					busy={busy}
					onFile={checkFile}
				/>
			</form>
			<div role="status" class="unseen">
				{state.is === 'done' ? `${several(state.rows.length, 'row', 'rows')} checked.` : ''}
			</div>
			{state.is === 'reading' ? <Progress done={0} total={1} words={`Reading ${state.name} …`} /> : null}
			{state.is === 'running' ? (
				<div class="card row">
					<Progress
						done={state.done}
						total={state.total}
						words={`${count(state.done)} of ${count(state.total)} addresses of ${state.work.name} checked`}
					/>
					<button type="button" class="quiet" onClick={stop}>
						Stop
					</button>
				</div>
			) : null}
			{state.is === 'failed' ? <Failed state={state} onAgain={run} /> : null}
			{state.is === 'done' ? <Results rows={state.rows} header={state.work.header} key={state.work.name} /> : null}
		</section>
	);
}

function Failed({
	state: {problem, work},
	onAgain,
}: {
	readonly state: Extract<State, {is: 'failed'}>;
	readonly onAgain: (work: Work) => void;
}) {
	if (work === undefined) return <Problem>{problem}</Problem>;
	const kept = work.answers.size === 0 ? '' : ` The ${count(work.answers.size)} answers so far are kept.`;
	return <Problem onAgain={() => onAgain(work)}>{`${problem}${kept}`}</Problem>;
}
