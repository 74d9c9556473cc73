import {parseArgs} from 'node:util';
import {ASK_OPTIONS, at, listAt, show, textAt} from './ask.ts';
import {chart} from './chart.ts';
import type {Io} from './io.ts';
import {percent, scoreOf, scoreParts, standings} from './standing.ts';
import {aligned, cut, type Paint, painter, WIDTH, wrapped} from './table.ts';

const RATES = ['bounce', 'dead', 'block', 'deferral', 'complaint', 'unsubscribe'] as const;

function incidents(paint: Paint, answer: unknown): string {
	const all = listAt(answer, 'incidents');
	const lines = all.flatMap((incident) => [
		`  ${paint('bold', cut(textAt(incident, 'id'), WIDTH - 30))}  ${textAt(incident, 'state')}, ${textAt(incident, 'severity')}\n`,
		wrapped(textAt(incident, 'headline'), WIDTH, '    '),
		wrapped(`→ ${textAt(incident, 'nextStep')}`, WIDTH, '    ', '  '),
	]);
	const more = Number(textAt(answer, 'moreIncidents'));
	if (more > 0) lines.push(`  and ${more} more: incidents --state unresolved\n`);
	return lines.length === 0 ? '  None.\n' : lines.join('');
}

/** All of it, part by part. */
function told(paint: Paint, answer: unknown): string {
	const reputation = at(answer, 'reputation');
	const esps = listAt(answer, 'esps').map((esp) =>
		['esp', 'messages', 'bounced', 'complained'].map((name) => textAt(esp, name)),
	);
	const heading = (title: string, about = '') =>
		`\n${paint('bold', title)}${about === '' ? '' : `  ${paint('dim', about)}`}\n`;
	return [
		`${paint('bold', 'Score')}  ${scoreOf(paint, answer)}  ${paint('dim', `certainty ${textAt(answer, 'score', 'certainty')}, ${textAt(answer, 'window', 'words')}`)}\n`,
		scoreParts(answer),
		heading('Rates', `of ${textAt(reputation, 'messages')} messages delivered or given up`),
		aligned([[...RATES], RATES.map((name) => percent(reputation, name))]),
		...listAt(answer, 'notes').map((note) => wrapped(paint('dim', String(note)), WIDTH, '  ')),
		heading('Thresholds'),
		standings(paint, listAt(answer, 'standings')),
		...(esps.length === 0 ? [] : ['\n', aligned([['ESP', 'messages', 'bounced', 'complained'], ...esps])]),
		heading('Over time'),
		chart(listAt(answer, 'series')),
		heading('Incidents that go on'),
		incidents(paint, answer),
	].join('');
}

/** Shows how the sending goes: score, rates against thresholds, volume over time, what goes on. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({args, options: {...ASK_OPTIONS, window: {type: 'string', default: '24h'}}});
	const path = `/v1/overview?${new URLSearchParams({window: values.window})}`;
	return show(values, io, path, (answer) => io.out.write(told(painter(io), answer)));
}
