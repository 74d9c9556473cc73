import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, at, listAt, textAt} from './ask.ts';
import {FILTER_OPTIONS, filterOf} from './filter.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {outFile} from './out-file.ts';
import {progress} from './progress.ts';

/** Writes the list as CSV, or as an ESP imports it, to a file or to standard output. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {...ASK_OPTIONS, ...FILTER_OPTIONS, format: {type: 'string', default: 'csv'}, out: {type: 'string'}},
	});
	if (positionals.length > 0) return wrongUse(io, 'say with --out where the list goes');
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const file = values.out === undefined ? undefined : await outFile(values.out);
	const report = progress(io, 'lines written');
	const leftOut: string[] = [];
	let lines = 0;
	let cursor = '';
	do {
		const query = new URLSearchParams({format: values.format});
		for (const [name, value] of filterOf(values)) query.set(name, value);
		if (cursor !== '') query.set('cursor', cursor);
		const asked = await ask(`/v1/suppressions/export?${query}`);
		if (isRefusal(asked)) {
			await file?.discard();
			report.end();
			return failed(io, asked.detail);
		}
		const text = String(at(asked.answer, 'text') ?? ''); // byte for byte: a list's lines may end with CR LF
		if (file === undefined) io.out.write(text);
		else await file.write(text);
		leftOut.push(...listAt(asked.answer, 'leftOut').map(String));
		lines += text.split('\n').length - 1;
		report.at(lines);
		cursor = textAt(asked.answer, 'next');
	} while (cursor !== '');
	await file?.finish();
	report.end();
	if (leftOut.length > 0) {
		const some = leftOut.slice(0, 20).join(', ');
		const more = leftOut.length > 20 ? ` and ${leftOut.length - 20} more` : '';
		io.err.write(`bounce: left out, since ${values.format} cannot hold them as they are: ${some}${more}\n`);
	}
	if (values.out !== undefined) io.err.write(`bounce: ${lines.toLocaleString('en-US')} lines in ${values.out}\n`);
	return 0;
}
