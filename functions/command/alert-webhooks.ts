import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {VERBS} from './alert-webhooks-verbs.ts';
import {ASK_OPTIONS, asker} from './ask.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {nearest} from './nearest.ts';

/** Lists where alerts are posted to; or what else the first word says. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {...ASK_OPTIONS, kind: {type: 'string', multiple: true}, description: {type: 'string'}},
	});
	const [name = 'list', about, ...more] = positionals;
	const verb = VERBS.get(name);
	if (verb === undefined) {
		const guess = nearest(name, [...VERBS.keys()]);
		return wrongUse(io, `no "alert-webhooks ${name.slice(0, 40)}"; did you mean "${guess}"?`);
	}
	if (more.length > 0 || (verb.about === undefined) !== (about === undefined)) {
		return wrongUse(io, verb.about === undefined ? `"${name}" takes nothing else` : `name one ${verb.about}`);
	}
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const {kind: kinds, description, json} = values;
	return verb.run(ask, {about: about ?? '', kinds, description, json}, io);
}
