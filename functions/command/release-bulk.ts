import {isRefusal} from '#shared/model/refusal.ts';
import {type Ask, at, listAt, textAt} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {progress} from './progress.ts';
import {aligned, cut} from './table.ts';

export interface Bulk {
	readonly filter: object;
	readonly why: string | undefined;
	readonly atEsp: boolean;
	/** False: only show what would be released. */
	readonly yes: boolean;
	readonly json: boolean;
}

/** Shows what a filter takes off the list; with `yes` takes it off, a round after the other. */
export async function bulkRelease(ask: Ask, {filter, why, atEsp, yes, json}: Bulk, io: Io): Promise<number> {
	if (!yes) return preview(ask, filter, json, io);
	if (why === undefined) return wrongUse(io, 'say why: --why "suppressed while our IP was banned"');
	const report = progress(io, 'addresses released');
	let next: string | undefined;
	let release = '';
	let done = 0;
	do {
		const asked = await ask('/v1/releases', {filter, why, atEsp, ...(next === undefined ? {} : {next})});
		if (isRefusal(asked)) {
			report.end();
			const undo = release === '' ? '' : ` ${done} were released; --undo ${release} takes that back.`;
			return failed(io, `${asked.detail}${undo}`);
		}
		release = textAt(asked.answer, 'release');
		done += Number(textAt(asked.answer, 'done'));
		report.end();
		for (const one of listAt(asked.answer, 'failed')) {
			const said = [at(one, 'atEsp')].flat().map((esp) => textAt(esp, 'detail'));
			const detail = [textAt(one, 'reason'), ...said].filter((text) => text !== '').join('; ');
			io.err.write(`bounce: ${textAt(one, 'address')}: ${detail}\n`);
		}
		report.at(done);
		next = textAt(asked.answer, 'next') || undefined;
	} while (next !== undefined);
	report.end();
	io.out.write(
		json
			? `${JSON.stringify({release, done})}\n`
			: `${done.toLocaleString('en-US')} addresses released. To take it back: suppressions release --undo ${release}\n`,
	);
	return 0;
}

async function preview(ask: Ask, filter: object, json: boolean, io: Io): Promise<number> {
	const asked = await ask('/v1/releases/preview', filter);
	if (isRefusal(asked)) return failed(io, asked.detail);
	const {answer} = asked;
	if (json) {
		io.out.write(`${JSON.stringify(answer)}\n`);
		return 0;
	}
	const reasons = Object.entries(at(answer, 'byReason') ?? {}).map(([reason, count]) => `${reason} ${String(count)}`);
	const more = at(answer, 'more') === true ? 'more than ' : '';
	io.out.write(`${more}${textAt(answer, 'count')} addresses would be released: ${reasons.join(', ') || 'none'}.\n`);
	const rows = listAt(answer, 'sample').map((one) => [
		cut(textAt(one, 'address'), 50),
		textAt(one, 'reason'),
		textAt(one, 'since').slice(0, 10),
	]);
	if (rows.length > 0) io.out.write(aligned([['address', 'reason', 'since'], ...rows]));
	io.err.write('bounce: nothing was changed; with --why TEXT --yes they are released\n');
	return 0;
}

/** Takes a bulk release back, a round after the other. */
export async function undoRelease(ask: Ask, release: string, why: string | undefined, io: Io): Promise<number> {
	const report = progress(io, 'addresses put back');
	let next: string | undefined;
	let done = 0;
	do {
		const asked = await ask(`/v1/releases/${encodeURIComponent(release)}/undo`, {
			...(why === undefined ? {} : {why}),
			...(next === undefined ? {} : {next}),
		});
		if (isRefusal(asked)) {
			report.end();
			return failed(io, asked.detail);
		}
		done += Number(textAt(asked.answer, 'done'));
		report.at(done);
		next = textAt(asked.answer, 'next') || undefined;
	} while (next !== undefined);
	report.end();
	io.out.write(`${done.toLocaleString('en-US')} addresses are suppressed again.\n`);
	return 0;
}
