import type {Row} from '#shared/lists/read.ts';
import {csv} from '#shared/lists/write.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import {type Ask, listAt, textAt} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {openList, pagesOf} from './list-file.ts';
import {isSameFile, type OutFile, outFile} from './out-file.ts';
import {progress} from './progress.ts';

/** Rows of one call. */
const AT_ONCE = 5_000;

export interface ListCheck {
	readonly file: string;
	/** Where the rows go that may be mailed, as they came. */
	readonly out: string;
	/** Where the others go, with the reason. */
	readonly rejected?: string | undefined;
	readonly mail: object;
	readonly json: boolean;
}

type Verdict = 'send' | 'risky' | 'do not send' | 'no address';
interface Checked {
	readonly row: Row;
	readonly verdict: Verdict;
	readonly why: string;
	readonly since: string;
}

const VERDICTS: readonly Verdict[] = ['send', 'risky', 'do not send', 'no address'];

/** Checks a list, and writes those that may be mailed (the risky ones among them) and those that may not. */
export async function checkList(ask: Ask, {file, out, rejected, mail, json}: ListCheck, io: Io): Promise<number> {
	for (const target of [out, rejected]) {
		if (target !== undefined && isSameFile(target, file)) return wrongUse(io, `${target} is the list itself`);
	}
	if (out === rejected) return wrongUse(io, '--out and --rejected name the same file');
	const list = await openList(file, io);
	if (isRefusal(list)) return failed(io, list.detail);
	const clean = await outFile(out);
	const dropped = rejected === undefined ? undefined : await outFile(rejected);
	const files = [clean, dropped].filter((one) => one !== undefined);
	const {layout, delimiter} = list;
	const totals = new Map<Verdict, number>(VERDICTS.map((verdict) => [verdict, 0]));
	const report = progress(io, 'rows checked');
	let count = 0;
	try {
		if (layout.header !== undefined) await clean.write(csv([layout.header], delimiter));
		const names = layout.header ?? ['row'];
		await dropped?.write(csv([['line', 'verdict', 'reason', 'since', ...names]], delimiter));
		for await (const page of pagesOf(list, AT_ONCE)) {
			const checked = isRefusal(page) ? page : await checkPage(ask, page, mail);
			if (isRefusal(checked)) {
				report.end();
				await discard(files);
				return failed(io, checked.detail);
			}
			for (const {verdict} of checked) totals.set(verdict, (totals.get(verdict) ?? 0) + 1);
			await clean.write(
				csv(
					checked.filter(isClean).map(({row}) => row.cells),
					delimiter,
				),
			);
			await dropped?.write(csv(checked.filter((one) => !isClean(one)).map(rejectedRow), delimiter));
			count += checked.length;
			report.at(count, list.share());
		}
	} catch (error) {
		await discard(files);
		throw error;
	}
	for (const one of files) await one.finish();
	report.end();
	tell(io, json, {out, rejected, totals, count});
	return 0;
}

const isClean = ({verdict}: Checked): boolean => verdict === 'send' || verdict === 'risky';

const rejectedRow = ({row, verdict, why, since}: Checked): string[] => [
	String(row.line),
	verdict,
	why,
	since,
	...(row.cells.length > 0 ? row.cells : [row.given]),
];

async function discard(files: readonly OutFile[]): Promise<void> {
	for (const one of files) await one.discard();
}

async function checkPage(ask: Ask, page: readonly Row[], mail: object): Promise<Checked[] | Refusal> {
	const known = page.filter(({address}) => address !== undefined);
	const asked =
		known.length === 0
			? {answer: undefined}
			: await ask('/v1/suppressions/check', {addresses: known.map(({address}) => address), ...mail});
	if (isRefusal(asked)) return asked;
	const results = new Map(known.map((row, index) => [row, listAt(asked.answer, 'results')[index]]));
	return page.map((row) => {
		const result = results.get(row);
		const verdict = VERDICTS.find((one) => one === textAt(result, 'verdict')) ?? 'no address';
		const why = row.fault ?? (textAt(result, 'reason') || textAt(result, 'status'));
		return {row, verdict, why, since: textAt(result, 'since').slice(0, 10)};
	});
}

interface Told {
	readonly out: string;
	readonly rejected: string | undefined;
	readonly totals: ReadonlyMap<Verdict, number>;
	readonly count: number;
}

function tell(io: Io, json: boolean, {out, rejected, totals, count}: Told): void {
	const of = (verdict: Verdict): number => totals.get(verdict) ?? 0;
	if (json) {
		io.out.write(
			`${JSON.stringify({rows: count, totals: Object.fromEntries(totals), out, rejected: rejected ?? null})}\n`,
		);
		return;
	}
	const number = (some: number): string => some.toLocaleString('en-US');
	const clean = of('send') + of('risky');
	const risky = of('risky') === 0 ? '' : `, ${number(of('risky'))} of them risky (bounced lately)`;
	const where = rejected === undefined ? 'not written; name a file with --rejected' : `in ${rejected}`;
	io.out.write(
		`${number(count)} rows checked.\n` +
			`  ${number(clean)} may be mailed${risky}: in ${out}\n` +
			`  ${number(of('do not send'))} must not be mailed, ${number(of('no address'))} without a valid address: ${where}\n`,
	);
}
