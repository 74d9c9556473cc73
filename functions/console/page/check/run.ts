import {checkAnswer} from '#functions/api/answers/check.ts';
import type {Verdict} from '#functions/api/answers/suppression.ts';
import {askPatiently, type Failure, isFailure} from '../client/ask.ts';
import type {Entry} from './addresses.ts';

/** Addresses in one request. */
export const CHUNK = 1000;

/** What the page shows of one row. */
export interface Checked extends Entry {
	readonly address: string;
	readonly verdict: Verdict;
	/** Why, in a sentence. */
	readonly meaning: string;
	readonly since: string;
	/** Something is known against it, or was. */
	readonly known: boolean;
}

/** What the API said of one spelling. */
type Said = Omit<Checked, keyof Entry>;

/** The answers so far by spelling: a run that was broken off goes on where it was. */
export type Answers = Map<string, Said>;

type Result = (typeof checkAnswer)['_zod']['output']['results'][number];

function meaningOf({verdict, status, meaning}: Result): string {
	if (verdict === 'no address') return 'This is no e-mail address.';
	if (status === 'released') return 'It was released: mail it again.';
	return meaning ?? 'Nothing is known against it.';
}

function said(result: Result, text: string): Said {
	return {
		address: result.address ?? text,
		verdict: result.verdict,
		meaning: meaningOf(result),
		since: result.since ?? '',
		known: result.address !== null && result.status !== undefined && result.status !== 'none',
	};
}

/**
 * Asks about every row, portion by portion.
 *
 * @param scope what is to be sent: `marketing` or `transactional`
 * @param answers filled on the way; what is in there already is not asked again
 * @param onProgress called after each portion with the number of spellings that are answered, and of all
 * @returns undefined where all is answered or the run was broken off
 */
export async function runCheck(
	entries: readonly Entry[],
	scope: string,
	answers: Answers,
	onProgress: (done: number, total: number) => void,
	signal: AbortSignal,
): Promise<Failure | undefined> {
	const texts = [...new Set(entries.flatMap(({text, fault}) => (fault === undefined ? [text] : [])))];
	const open = texts.filter((text) => !answers.has(text));
	for (let from = 0; from < open.length && !signal.aborted; from += CHUNK) {
		onProgress(answers.size, texts.length);
		const portion = open.slice(from, from + CHUNK);
		// Longer than any address can be: the API would refuse the whole portion for it.
		const addresses = portion.map((text) => text.slice(0, 1000));
		const answer = await askPatiently(checkAnswer, '/v1/suppressions/check', {body: {addresses, scope}, signal});
		if (signal.aborted) return undefined;
		if (isFailure(answer)) return answer;
		for (const result of answer.results) {
			const text = portion[result.index];
			if (text !== undefined) answers.set(text, said(result, text));
		}
	}
	return undefined;
}

const wrong = ({text, fault = ''}: Entry): Said => ({
	address: text,
	verdict: 'no address',
	meaning: `${fault.slice(0, 1).toUpperCase()}${fault.slice(1)}.`,
	since: '',
	known: false,
});

/** The rows with their answers; rows without one are left out. */
export function withAnswers(entries: readonly Entry[], answers: Answers): Checked[] {
	return entries.flatMap((entry) => {
		const answer = entry.fault === undefined ? answers.get(entry.text) : wrong(entry);
		return answer === undefined ? [] : [{...entry, ...answer}];
	});
}
