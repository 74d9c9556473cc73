import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, at} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';

/** Puts addresses on the list by hand. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {...ASK_OPTIONS, why: {type: 'string'}, part: {type: 'string', multiple: true}},
	});
	if (positionals.length === 0) return wrongUse(io, 'name the addresses; a list is taken in by "suppressions import"');
	if (values.why === undefined) return wrongUse(io, 'say why: --why "asked us by phone to stop"');
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	let code = 0;
	for (const address of positionals) {
		const asked = await ask('/v1/suppressions', {
			address,
			why: values.why,
			...(values.part === undefined ? {} : {parts: values.part}),
		});
		if (isRefusal(asked)) {
			code = failed(io, `${address}: ${asked.detail}`);
			continue;
		}
		const added = at(asked.answer, 'added') !== false;
		if (values.json) io.out.write(`${JSON.stringify(asked.answer)}\n`);
		else io.out.write(`${address}: ${added ? 'added' : 'was there already'}\n`);
	}
	return code;
}
