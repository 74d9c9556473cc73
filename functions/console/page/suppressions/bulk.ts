import {bulkAnswer} from '#functions/api/answers/release.ts';
import {askPatiently, type Failure, isFailure} from '../client/ask.ts';

/** What a bulk run has done so far. */
export interface Bulk {
	readonly release: string;
	readonly done: number;
}

/**
 * Works through a bulk release, or its undoing, round by round.
 *
 * @param path what to ask, again and again with what came back as `next`
 * @param onRound called after each round
 */
export async function runBulk(path: string, body: object, onRound: (bulk: Bulk) => void): Promise<Bulk | Failure> {
	let next: string | undefined;
	let bulk: Bulk = {release: '', done: 0};
	do {
		const answer = await askPatiently(bulkAnswer, path, {body: {...body, ...(next === undefined ? {} : {next})}});
		if (isFailure(answer)) return answer;
		bulk = {release: answer.release, done: bulk.done + answer.done};
		onRound(bulk);
		next = answer.next ?? undefined;
	} while (next !== undefined);
	return bulk;
}
