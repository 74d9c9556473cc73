import type {ComponentChildren} from 'preact';
import {useCallback, useEffect, useState} from 'preact/hooks';
import {type Failure, isFailure} from '../client/ask.ts';
import {Loading, Problem} from './parts.tsx';
import {bothTimes} from './times.ts';

/** What became of a question whose last good answer stays while it is asked anew. */
export interface Kept<Answer> {
	readonly answer?: Answer;
	/** When it was answered. */
	readonly at?: Date;
	readonly failure?: Failure;
	readonly busy: boolean;
	readonly again: () => void;
}

/** An answer is asked anew when it is so old and somebody comes back to look. */
const OLD_MS = 60_000;

/**
 * Asks when the component appears, whenever `about` changes, and when somebody comes back to the tab after a while; the
 * old answer stays until there is a new one.
 *
 * @param about what the question depends on, as a text
 */
export function useKept<Answer extends object>(
	about: string,
	question: (signal: AbortSignal) => Promise<Answer | Failure>,
): Kept<Answer> {
	const [kept, setKept] = useState<Omit<Kept<Answer>, 'again'>>({busy: true});
	const [times, setTimes] = useState(0);
	const again = useCallback(() => setTimes((count) => count + 1), []);
	useEffect(() => {
		const back = () => {
			if (!document.hidden && kept.at !== undefined && Date.now() - kept.at.getTime() > OLD_MS) again();
		};
		document.addEventListener('visibilitychange', back);
		return () => document.removeEventListener('visibilitychange', back);
	}, [kept.at]);
	useEffect(() => {
		const control = new AbortController();
		setKept(({failure: _, ...before}) => ({...before, busy: true}));
		question(control.signal).then((answer) => {
			if (control.signal.aborted) return;
			setKept((before) =>
				isFailure(answer) ? {...before, failure: answer, busy: false} : {answer, at: new Date(), busy: false},
			);
		});
		return () => control.abort();
	}, [about, times]);
	return {...kept, again};
}

/** What is there, what went wrong, or that it is on its way. */
export function KeptView<Answer>({
	kept: {answer, failure, busy, again},
	what,
	lines = 8,
	children,
}: {
	readonly kept: Kept<Answer>;
	readonly what: string;
	readonly lines?: number;
	readonly children: (answer: Answer) => ComponentChildren;
}) {
	return (
		<>
			{failure === undefined ? null : <Problem onAgain={again}>{failure.problem}</Problem>}
			{answer === undefined ? (
				failure === undefined ? (
					<Loading what={what} lines={lines} />
				) : null
			) : (
				<div aria-busy={busy} class={busy ? 'stale' : ''}>
					{children(answer)}
				</div>
			)}
		</>
	);
}

/** When the page was asked for, and the button that asks again. */
export function Refresh<Answer>({kept: {at, busy, again}}: {readonly kept: Kept<Answer>}) {
	return (
		<span class="refresh">
			<span class="hint inline">{at === undefined ? '' : `As of ${bothTimes(at)}`}</span>{' '}
			<button type="button" class="quiet" disabled={busy} onClick={again}>
				{busy ? 'Loading …' : 'Refresh'}
			</button>
		</span>
	);
}
