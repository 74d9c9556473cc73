import {parseArgs} from 'node:util';
import {classify} from '#shared/classify/classify.ts';
import {type Entry, entryOf, isLeftOut, type LeftOut} from '#shared/lists/entries.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, type Ask, asker, at, listAt, textAt} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {openList, pagesOf} from './list-file.ts';
import {progress} from './progress.ts';

/** Entries of one call. */
const AT_ONCE = 1_000;

/**
 * Takes a list in: CSV or JSON, an ESP's export or any other. What is refused is told line by line on standard output; it can be
 * repeated without harm.
 */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({args, allowPositionals: true, options: ASK_OPTIONS});
	const [file, ...more] = positionals;
	if (file === undefined || more.length > 0) return wrongUse(io, 'name one list, or - for standard input');
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const list = await openList(file, io);
	if (isRefusal(list)) return failed(io, list.detail);
	const {format} = list.layout;
	const esp = ESP_NAMES.find((name) => name === format.name);
	io.err.write(`bounce: taken for ${format.what}\n`);
	const report = progress(io, 'rows taken in');
	const totals = {rows: 0, added: 0, unchanged: 0, refused: 0};
	for await (const page of pagesOf(list, AT_ONCE)) {
		if (isRefusal(page)) return broken(io, page, report.end);
		const read = page.map((row) => entryOf(row, list.layout, classify));
		const entries = read.filter((one): one is Entry => !isLeftOut(one));
		const sent = await send(ask, esp === undefined ? entries : entries.map((entry) => ({...entry, esp})));
		if (isRefusal(sent)) return broken(io, sent, report.end);
		const refused = [...read.filter(isLeftOut), ...sent.refused].toSorted((one, other) => one.line - other.line);
		report.end();
		for (const one of refused) {
			io.out.write(values.json ? `${JSON.stringify(one)}\n` : `line ${one.line}: ${one.detail}\n`);
		}
		totals.rows += page.length;
		totals.added += sent.added;
		totals.unchanged += sent.unchanged;
		totals.refused += refused.length;
		report.at(totals.rows, list.share());
	}
	report.end();
	const number = (some: number): string => some.toLocaleString('en-US');
	io.out.write(
		values.json
			? `${JSON.stringify(totals)}\n`
			: `${number(totals.rows)} rows: ${number(totals.added)} suppressed, ${number(totals.unchanged)} were already, ${number(totals.refused)} not taken in.\n`,
	);
	return 0;
}

function broken(io: Io, refusal: Refusal, end: () => void): number {
	end();
	return failed(io, refusal.detail);
}

interface Sent {
	readonly added: number;
	readonly unchanged: number;
	readonly refused: readonly LeftOut[];
}

async function send(ask: Ask, entries: readonly Entry[]): Promise<Sent | Refusal> {
	if (entries.length === 0) return {added: 0, unchanged: 0, refused: []};
	const asked = await ask('/v1/suppressions/import', {entries});
	if (isRefusal(asked)) return asked;
	const {answer} = asked;
	const refused = listAt(answer, 'refused').map((one) => ({
		line: Number(at(one, 'line')),
		detail: textAt(one, 'detail'),
	}));
	return {added: Number(at(answer, 'added')), unchanged: Number(at(answer, 'unchanged')), refused};
}
