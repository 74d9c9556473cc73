import {useCallback, useEffect, useState} from 'preact/hooks';
import {type Failure, isFailure} from '../client/ask.ts';

/** What became of a question: on its way, failed, or answered. */
export type Asked<Answer> =
	| {readonly state: 'loading'}
	| {readonly state: 'failed'; readonly failure: Failure}
	| {readonly state: 'there'; readonly answer: Answer};

/**
 * Asks when the component appears and whenever `about` changes. What is asked for no longer wanted is given up.
 *
 * @param about what the question depends on, as a text
 */
export function useAsked<Answer extends object>(
	about: string,
	question: (signal: AbortSignal) => Promise<Answer | Failure>,
): {readonly asked: Asked<Answer>; readonly again: () => void} {
	const [asked, setAsked] = useState<Asked<Answer>>({state: 'loading'});
	const [times, setTimes] = useState(0);
	useEffect(() => {
		const control = new AbortController();
		setAsked({state: 'loading'});
		question(control.signal).then((answer) => {
			if (control.signal.aborted) return;
			setAsked(isFailure(answer) ? {state: 'failed', failure: answer} : {state: 'there', answer});
		});
		return () => control.abort();
	}, [about, times]);
	return {asked, again: useCallback(() => setTimes((count) => count + 1), [])};
}
