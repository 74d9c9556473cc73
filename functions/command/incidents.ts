import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {failed, type Io} from './io.ts';
import {cut, painter, WIDTH, wrapped} from './table.ts';

const PAGE = 100;

/** One incident for people: what, since when, what to do. */
function told(incident: unknown, bold: (text: string) => string): string {
	const advice = (name: string) => textAt(incident, 'advice', name);
	const count = textAt(incident, 'count');
	const spread = listAt(incident, 'domains').length;
	return [
		bold(`${textAt(incident, 'kind')}  ${textAt(incident, 'resource')}  (${textAt(incident, 'state')})\n`),
		`  since ${textAt(incident, 'openedAt')}, last seen ${textAt(incident, 'lastSeenAt')}\n`,
		`  ${count} ${count === '1' ? 'response' : 'responses'} from ${spread} recipient ${spread === 1 ? 'domain' : 'domains'}\n`,
		`  ${cut(textAt(incident, 'response'), WIDTH - 2)}\n`,
		wrapped(advice('meaning'), WIDTH, '  '),
		...listAt(incident, 'advice', 'steps').map((step, index) =>
			wrapped(`${index + 1}. ${String(step)}`, WIDTH, '  ', '   '),
		),
		...listAt(incident, 'advice', 'links').map((link) => `  ${textAt(link, 'label')}: ${textAt(link, 'url')}\n`),
	].join('');
}

/** Lists bans and listings, each with what to do. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({args, options: {...ASK_OPTIONS, state: {type: 'string'}}});
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const paint = painter(io);
	let cursor = '';
	let shown = 0;
	do {
		const query = new URLSearchParams({limit: String(PAGE)});
		if (values.state !== undefined) query.set('state', values.state);
		if (cursor !== '') query.set('cursor', cursor);
		const asked = await ask(`/v1/incidents?${query}`);
		if (isRefusal(asked)) return failed(io, asked.detail);
		const incidents = listAt(asked.answer, 'incidents');
		for (const incident of incidents) {
			io.out.write(
				values.json
					? `${JSON.stringify(incident)}\n`
					: `${shown > 0 ? '\n' : ''}${told(incident, (text) => paint('bold', text))}`,
			);
			shown += 1;
		}
		cursor = textAt(asked.answer, 'next');
	} while (cursor !== '');
	if (shown === 0 && !values.json) io.out.write('No incidents.\n');
	return 0;
}
