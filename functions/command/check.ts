import {existsSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {checkList} from './check-list.ts';
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
		options: {
			...ASK_OPTIONS,
			part: {type: 'string'},
			scope: {type: 'string'},
			out: {type: 'string'},
			rejected: {type: 'string'},
		},
	});
	const mail = {
		...(values.part === undefined ? {} : {part: values.part}),
		...(values.scope === undefined ? {} : {scope: values.scope}),
	};
	const [first] = positionals;
	if (first === undefined) return wrongUse(io, 'name addresses, a list with --out FILE, or - for standard input');
	if (values.out !== undefined) {
		if (positionals.length > 1) return wrongUse(io, 'name one list');
		const ask = await asker(values);
		if (isRefusal(ask)) return failed(io, ask.detail);
		return checkList(ask, {file: first, out: values.out, rejected: values.rejected, mail, json: values.json}, io);
	}
	if (values.rejected !== undefined) return wrongUse(io, '--rejected goes with --out');
	if (first !== '-' && !first.includes('@') && existsSync(first)) {
		return wrongUse(io, `${first} is a file; say with --out where the clean list goes`);
	}
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
			...mail,
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
