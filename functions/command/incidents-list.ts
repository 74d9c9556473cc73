import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {failed, type Io} from './io.ts';
import {type Paint, painter, WIDTH, wrapped} from './table.ts';

const PAGE = 100;

/** One incident for people: what, how it stands, what to do next. */
function told(incident: unknown, paint: Paint): string {
	const of = (name: string) => textAt(incident, name);
	const advice = listAt(incident, 'advice', 'links').slice(0, 1);
	return [
		`${paint('bold', `${of('kind')}  ${of('resource')}`)}  (${of('state')}, ${of('severity')})\n`,
		wrapped(of('headline'), WIDTH, '  '),
		wrapped(of('words'), WIDTH, '  '),
		wrapped(`→ ${of('nextStep')}`, WIDTH, '  ', '  '),
		...(of('state') === 'resolved' ? [] : advice.map((link) => `  ${textAt(link, 'label')}: ${textAt(link, 'url')}\n`)),
		`  ${paint('dim', `incidents show '${of('id')}'`)}\n`,
	].join('');
}

/** Lists incidents, each with what to do next. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({args, options: {...ASK_OPTIONS, state: {type: 'string'}, kind: {type: 'string'}}});
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const paint = painter(io);
	let cursor = '';
	let shown = 0;
	do {
		const query = new URLSearchParams({limit: String(PAGE)});
		for (const name of ['state', 'kind'] as const) {
			const given = values[name];
			if (given !== undefined) query.set(name, given);
		}
		if (cursor !== '') query.set('cursor', cursor);
		const asked = await ask(`/v1/incidents?${query}`);
		if (isRefusal(asked)) return failed(io, asked.detail);
		for (const incident of listAt(asked.answer, 'incidents')) {
			io.out.write(values.json ? `${JSON.stringify(incident)}\n` : `${shown > 0 ? '\n' : ''}${told(incident, paint)}`);
			shown += 1;
		}
		cursor = textAt(asked.answer, 'next');
	} while (cursor !== '');
	if (shown === 0 && !values.json) io.out.write('No incidents.\n');
	return 0;
}
