import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {aligned, cut, painter} from './table.ts';

const AT_ONCE = 1000;
const STYLES = new Map([
	['send', 'green'],
	['do not send', 'red'],
	['risky', 'yellow'],
] as const);

/** Asks whether addresses may be mailed: those named, or one a line from standard input. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {...ASK_OPTIONS, part: {type: 'string'}},
	});
	if (positionals.length === 0) return wrongUse(io, 'name addresses, or - for one a line from standard input');
	const piped = positionals.length === 1 && positionals[0] === '-';
	const addresses = piped
		? Buffer.concat(await io.stdin.toArray())
				.toString('utf8')
				.split(/\r?\n/)
				.filter((line) => line.trim() !== '')
		: positionals;
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const paint = painter(io);
	for (let from = 0; from < addresses.length; from += AT_ONCE) {
		const some = addresses.slice(from, from + AT_ONCE).map((address) => address.slice(0, 1000));
		const asked = await ask('/v1/suppressions/check', {
			addresses: some,
			...(values.part === undefined ? {} : {part: values.part}),
		});
		if (isRefusal(asked)) return failed(io, asked.detail);
		const results = listAt(asked.answer, 'results');
		if (values.json) {
			for (const result of results) io.out.write(`${JSON.stringify(result)}\n`);
			continue;
		}
		const rows = results.map((result) => {
			const verdict = textAt(result, 'verdict');
			const style = [...STYLES].find(([known]) => known === verdict)?.[1] ?? 'dim';
			return [
				cut(textAt(result, 'address') || textAt(result, 'given'), 44),
				paint(style, verdict),
				textAt(result, 'reason'),
				textAt(result, 'since').slice(0, 10),
			];
		});
		io.out.write(aligned(from === 0 ? [['address', 'verdict', 'reason', 'since'], ...rows] : rows, 0));
	}
	return 0;
}
