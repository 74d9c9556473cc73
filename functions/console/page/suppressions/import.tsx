import {useRef, useState} from 'preact/hooks';
import {importAnswer} from '#functions/api/answers/lists.ts';
import {askPatiently, isFailure} from '../client/ask.ts';
import type {ImportFile} from '../lists/import-file.ts';
import {Drop} from '../ui/drop.tsx';
import {Card, Problem, Progress} from '../ui/parts.tsx';
import {save, toCsv} from '../ui/save.ts';
import {count, several} from '../ui/words.ts';
import {Subpage} from './subpage.tsx';

/** Entries in one request. */
const CHUNK = 1000;
/** Lines that are shown; all are in the file. */
const SHOWN = 20;

interface Sum {
	readonly added: number;
	readonly unchanged: number;
	readonly refused: readonly {readonly line: number; readonly detail: string}[];
}

type State =
	| {readonly is: 'empty' | 'reading'}
	| {readonly is: 'ready'; readonly file: ImportFile}
	| {readonly is: 'running' | 'done'; readonly file: ImportFile; readonly done: number; readonly sum: Sum}
	| {
			readonly is: 'failed';
			readonly problem: string;
			readonly file?: ImportFile;
			readonly done?: number;
			readonly sum?: Sum;
	  };

const NOTHING: Sum = {added: 0, unchanged: 0, refused: []};

function Lines({title, lines}: {readonly title: string; readonly lines: Sum['refused']}) {
	if (lines.length === 0) return null;
	return (
		<>
			<h3>{title}</h3>
			<ul>
				{lines.slice(0, SHOWN).map(({line, detail}) => (
					<li key={line}>
						Line {count(line)}: {detail}
					</li>
				))}
			</ul>
			<div class="row">
				{lines.length > SHOWN ? <span class="hint inline">… and {count(lines.length - SHOWN)} more.</span> : null}
				<button
					type="button"
					class="quiet"
					onClick={() =>
						save('left-out.csv', [
							toCsv([['line', 'reason'], ...lines.map(({line, detail}) => [String(line), detail])]),
						])
					}
				>
					Download these lines
				</button>
			</div>
		</>
	);
}

/** Takes over a list from a file, with a look at it first. It can be repeated without harm. */
export function Import() {
	const [state, setState] = useState<State>({is: 'empty'});
	const control = useRef(new AbortController());
	const read = async (given: File) => {
		setState({is: 'reading'});
		const {readImport} = await import('../lists/import-file.ts');
		const file = await readImport(given);
		setState('problem' in file ? {is: 'failed', problem: file.problem} : {is: 'ready', file});
	};
	const run = async (file: ImportFile, begin = 0, before: Sum = NOTHING) => {
		control.current = new AbortController();
		const {signal} = control.current;
		let sum = before;
		for (let done = begin; done < file.entries.length; done += CHUNK) {
			setState({is: 'running', file, done, sum});
			const body = {entries: file.entries.slice(done, done + CHUNK)};
			const answer = await askPatiently(importAnswer, '/v1/suppressions/import', {body, signal});
			if (signal.aborted) return setState({is: 'failed', problem: 'You stopped the import.', file, done, sum});
			if (isFailure(answer)) return setState({is: 'failed', problem: answer.problem, file, done, sum});
			sum = {
				added: sum.added + answer.added,
				unchanged: sum.unchanged + answer.unchanged,
				refused: [...sum.refused, ...answer.refused],
			};
		}
		setState({is: 'done', file, done: file.entries.length, sum});
	};
	return (
		<Subpage
			title="Import"
			lead="Take over a list that you have. Importing the same file again does no harm: whoever is there already stays as they are."
			changes
		>
			<div class="card">
				<Drop
					id="import-file"
					label="File"
					hint="Any CSV with a column of addresses, or the export of Amazon SES, SendGrid or Postmark as it comes."
					busy={state.is === 'reading' || state.is === 'running'}
					onFile={read}
				/>
			</div>
			{state.is === 'reading' ? <Progress done={0} total={1} words="Reading the file …" /> : null}
			{state.is === 'ready' ? (
				<Card>
					<h2>{several(state.file.entries.length, 'address', 'addresses')} to suppress</h2>
					<p>The file was taken for {state.file.what}.</p>
					<Lines
						title={`${several(state.file.leftOut.length, 'row is', 'rows are')} left out`}
						lines={state.file.leftOut}
					/>
					<div class="row">
						<button type="button" disabled={state.file.entries.length === 0} onClick={() => run(state.file)}>
							Import {several(state.file.entries.length, 'address', 'addresses')}
						</button>
					</div>
				</Card>
			) : null}
			{state.is === 'running' ? (
				<div class="card row">
					<Progress
						done={state.done}
						total={state.file.entries.length}
						words={`${count(state.done)} of ${count(state.file.entries.length)} sent`}
					/>
					<button type="button" class="quiet" onClick={() => control.current.abort()}>
						Stop
					</button>
				</div>
			) : null}
			{state.is === 'failed' ? <Broken state={state} onAgain={run} /> : null}
			{state.is === 'done' ? (
				<Card>
					<h2>
						{several(state.sum.added, 'address', 'addresses')} added, {count(state.sum.unchanged)} there already
					</h2>
					<Lines title={`${several(state.sum.refused.length, 'line', 'lines')} refused`} lines={state.sum.refused} />
					<Lines title={`${several(state.file.leftOut.length, 'row', 'rows')} left out`} lines={state.file.leftOut} />
				</Card>
			) : null}
		</Subpage>
	);
}

function Broken({
	state: {problem, file, done, sum},
	onAgain,
}: {
	readonly state: Extract<State, {is: 'failed'}>;
	readonly onAgain: (file: ImportFile, done: number, sum: Sum) => void;
}) {
	if (file === undefined) return <Problem>{problem}</Problem>;
	return (
		<Problem onAgain={() => onAgain(file, done ?? 0, sum ?? NOTHING)}>
			{`${problem} ${count(done ?? 0)} of ${count(file.entries.length)} rows are done; it goes on from there.`}
		</Problem>
	);
}
