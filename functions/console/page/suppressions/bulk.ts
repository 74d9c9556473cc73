import {bulkAnswer, type OneReleased} from '#functions/api/answers/release.ts';
import {askPatiently, type Failure, isFailure} from '../client/ask.ts';

/** What stayed as it was, and why. */
export interface Stayed {
	readonly address: string;
	readonly detail: string;
}

/** What a bulk run has done so far. */
export interface Bulk {
	readonly release: string;
	readonly done: number;
	readonly stayed: readonly Stayed[];
}

/** Why an address stayed, here or at the ESP, in words. */
export function stayedWhy({reason, atEsp}: Pick<OneReleased, 'reason' | 'atEsp'>): string {
	const there = [atEsp ?? []].flat().filter(({done}) => !done);
	return [reason ?? '', ...there.map(({detail}) => detail)].filter((text) => text !== '').join(' ');
}

/**
 * Works through a bulk release, or its undoing, round by round.
 *
 * @param path what to ask, again and again with what came back as `next`
 * @param onRound called after each round
 */
export async function runBulk(path: string, body: object, onRound: (bulk: Bulk) => void): Promise<Bulk | Failure> {
	let next: string | null = null;
	let bulk: Bulk = {release: '', done: 0, stayed: []};
	do {
		const sent: object = {...body, ...(next === null ? {} : {next})};
		const answer = await askPatiently(bulkAnswer, path, {body: sent});
		if (isFailure(answer)) return answer;
		const stayed = answer.failed.map((one) => ({address: one.address, detail: stayedWhy(one)}));
		bulk = {release: answer.release, done: bulk.done + answer.done, stayed: [...bulk.stayed, ...stayed]};
		onRound(bulk);
		next = answer.next;
	} while (next !== null);
	return bulk;
}
