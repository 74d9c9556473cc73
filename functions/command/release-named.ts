import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import {type Ask, at, listAt, textAt} from './ask.ts';
import {failed, type Io} from './io.ts';
import {openList, pagesOf} from './list-file.ts';
import {progress} from './progress.ts';

/** Addresses of one call; fewer where the ESPs are asked too, since they take their time. */
const AT_ONCE = 1_000;
const AT_ONCE_AT_ESP = 100;
/** Rounds for what an ESP had no time for. */
const ROUNDS = 20;

export interface How {
	readonly why: string;
	/** Complaints and unsubscribes too. */
	readonly complaints: boolean;
	readonly atEsp: boolean;
	readonly json: boolean;
}

/** Releases the addresses that were named. */
export async function releaseSome(ask: Ask, addresses: readonly string[], how: How, io: Io): Promise<number> {
	let code = 0;
	const atOnce = how.atEsp ? AT_ONCE_AT_ESP : AT_ONCE;
	for (let from = 0; from < addresses.length; from += atOnce) {
		const results = await releasePage(ask, addresses.slice(from, from + atOnce), how);
		if (isRefusal(results)) return failed(io, results.detail);
		if (tell(results, how.json, io) > 0) code = 1;
	}
	return code;
}

/** Releases the addresses of a list; lines without one are told. */
export async function releaseList(ask: Ask, file: string, how: How, io: Io): Promise<number> {
	const list = await openList(file, io);
	if (isRefusal(list)) return failed(io, list.detail);
	const report = progress(io, 'rows worked through');
	let count = 0;
	let code = 0;
	for await (const page of pagesOf(list, how.atEsp ? AT_ONCE_AT_ESP : AT_ONCE)) {
		const addresses = isRefusal(page) ? [] : page.flatMap(({address}) => address ?? []);
		const results = isRefusal(page) ? page : await releasePage(ask, addresses, how);
		report.end();
		if (isRefusal(results)) return failed(io, results.detail);
		if (isRefusal(page)) continue;
		for (const {line, fault} of page) if (fault !== undefined) io.err.write(`bounce: line ${line}: ${fault}\n`);
		if (tell(results, how.json, io) > 0) code = 1;
		count += page.length;
		report.at(count, list.share());
	}
	report.end();
	return code;
}

const toldAtEsp = (result: unknown): readonly unknown[] =>
	[at(result, 'atEsp')].flat().filter((one) => one !== undefined && one !== null);

/** One call, and further ones for what an ESP had no time for. */
async function releasePage(ask: Ask, addresses: readonly string[], how: How): Promise<unknown[] | Refusal> {
	const {why, complaints, atEsp} = how;
	const results = new Map<string, unknown>();
	let open = addresses;
	for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
		const asked = await ask('/v1/suppressions/release', {addresses: open, why, complaints, atEsp});
		if (isRefusal(asked)) return asked;
		const answers = listAt(asked.answer, 'results');
		const unfinished: string[] = [];
		for (const [index, address] of open.entries()) {
			const result = answers[index];
			const before = results.get(address);
			// What was released in an earlier round is not released once more: that round's word holds.
			const released = at(before, 'released') === true || at(result, 'released') === true;
			results.set(address, typeof result === 'object' ? {...result, released} : result);
			if (toldAtEsp(result).some((one) => at(one, 'again') === true)) unfinished.push(address);
		}
		if (unfinished.length === open.length && round > 0) break;
		open = unfinished;
	}
	return [...results.values()];
}

/** @returns how many were not released, or not everywhere */
function tell(results: readonly unknown[], json: boolean, io: Io): number {
	let kept = 0;
	for (const result of results) {
		const esps = toldAtEsp(result);
		const released = at(result, 'released') === true;
		const failedAtEsp = esps.some((one) => at(one, 'done') !== true);
		if (failedAtEsp || (!released && !esps.some((one) => at(one, 'done') === true))) kept += 1;
		if (json) {
			io.out.write(`${JSON.stringify(result)}\n`);
			continue;
		}
		const here = released ? 'released' : `not released: ${textAt(result, 'reason')}`;
		const there = esps.map((one) => `; ${textAt(one, 'esp')}: ${textAt(one, 'detail')}`).join('');
		io.out.write(`${textAt(result, 'address')}: ${here}${there}\n`);
	}
	return kept;
}
