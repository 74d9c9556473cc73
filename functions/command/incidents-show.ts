import {parseArgs} from 'node:util';
import {ASK_OPTIONS, at, listAt, show, textAt} from './ask.ts';
import {places, verdict} from './attribution-text.ts';
import {chart} from './chart.ts';
import {type Io, wrongUse} from './io.ts';
import {aligned, cut, type Paint, painter, WIDTH, wrapped} from './table.ts';

const TENANTS = 20;
const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

const VERDICTS = new Map([
	['good', 'green'],
	['bad', 'red'],
	['unknown', 'yellow'],
] as const);

/** A table without a head, each row indented. */
const rows = (all: readonly (readonly string[])[]): string => aligned([[], ...all]).replace(/^\n/, '');

function evidence(paint: Paint, incident: unknown): string {
	return rows(
		listAt(incident, 'evidence', 'checks').map((check) => {
			const told = textAt(check, 'verdict');
			const style = [...VERDICTS].find(([known]) => known === told)?.[1] ?? 'dim';
			return [
				paint(style, told),
				textAt(check, 'check'),
				cut(textAt(check, 'about'), 30),
				cut(textAt(check, 'words'), 54),
			];
		}),
	);
}

function advice(incident: unknown): string {
	const of = (name: string) => textAt(incident, 'advice', name);
	return [
		wrapped(of('meaning'), WIDTH, '  '),
		wrapped(`Who must act: ${of('who')}`, WIDTH, '  '),
		...listAt(incident, 'advice', 'steps').map((step, index) =>
			wrapped(`${index + 1}. ${String(step)}`, WIDTH, '  ', '   '),
		),
		...listAt(incident, 'advice', 'notes').map((note) => wrapped(`- ${String(note)}`, WIDTH, '  ', '  ')),
		...listAt(incident, 'advice', 'links').map((link) => `  ${textAt(link, 'label')}: ${textAt(link, 'url')}\n`),
		wrapped(of('clearing'), WIDTH, '  '),
		wrapped(of('escalate'), WIDTH, '  '),
	].join('');
}

/** The request for removal, ready to copy: not broken into lines of our own. */
function request(incident: unknown): string {
	const of = (name: string) => textAt(incident, 'delistRequest', name);
	const indented = (text: string) =>
		text
			.trimEnd()
			.split('\n')
			.map((line) => `  ${line}\n`)
			.join('');
	switch (of('way')) {
		case 'form':
			return `  ${of('url')}\n${listAt(incident, 'delistRequest', 'fields')
				.map((field) =>
					indented(`${textAt(field, 'name')}: ${textAt(field, 'value') || `(${textAt(field, 'hint') || 'yours'})`}`),
				)
				.join('')}`;
		case 'mail':
			return `  To: ${of('to')}\n  Subject: ${of('subject')}\n\n${indented(of('body'))}`;
		case 'lookup':
			return `  ${of('url')}\n  Search for: ${of('query')}\n`;
		default:
			return '';
	}
}

function recovery(incident: unknown): string {
	const held = Number(textAt(incident, 'recovery', 'heldByEsp'));
	const id = textAt(incident, 'recovery', 'previewFilter', 'incident');
	if (held === 0) return '';
	const whom = `${held} good ${held === 1 ? 'address' : 'addresses'} that ${textAt(incident, 'esp')} suppressed because of it.`;
	if (id === '') return `  ${whom} Their tenants release them.\n`;
	return `  ${whom} Who they are, and with --yes --at-esp their release:\n  suppressions release --incident '${id}' --why TEXT\n`;
}

/** One incident, part by part; parts with nothing in them are left out. */
function told(paint: Paint, incident: unknown): string {
	const of = (name: string) => textAt(incident, name);
	const part = (title: string, text: string) => (text === '' ? '' : `\n${paint('bold', title)}\n${text}`);
	const attribution = at(incident, 'attribution');
	const series = listAt(incident, 'series');
	const shown = listAt(incident, 'samples').map((sample) => textAt(sample, 'response'));
	const tenants = listAt(incident, 'tenants').slice(0, TENANTS);
	return [
		`${paint('bold', `${of('kind')}  ${of('resource')}`)}  (${of('state')}, ${of('severity')})\n`,
		wrapped(of('headline'), WIDTH, '  '),
		wrapped(of('words'), WIDTH, '  '),
		wrapped(`→ ${of('nextStep')}`, WIDTH, '  ', '  '),
		part(
			'Timeline',
			rows(
				listAt(incident, 'timeline').map((entry) => [
					minute(textAt(entry, 'at')),
					textAt(entry, 'what'),
					cut(textAt(entry, 'words'), 74),
				]),
			),
		),
		part('Tenants', rows(tenants.map((one) => [textAt(one, 'tenant'), textAt(one, 'count')]))),
		part(
			'One organization or many?',
			attribution === null || attribution === undefined ? '' : verdict(paint, attribution) + places(incident, 'places'),
		),
		part('Microsoft clusters', places(incident, 'clusterPlaces')),
		part(
			'Responses',
			listAt(incident, 'samples')
				.map(
					(sample) =>
						`  ${minute(textAt(sample, 'at'))}  ${textAt(sample, 'domain')}  rule ${textAt(sample, 'rule')}\n${wrapped(textAt(sample, 'response'), WIDTH, '    ')}`,
				)
				.join(''),
		),
		part('The newest response', shown.includes(of('response')) ? '' : wrapped(of('response'), WIDTH, '  ')),
		part('DNS', evidence(paint, incident)),
		part('What to do', advice(incident)),
		part('Request for removal', request(incident)),
		part('Recovery', recovery(incident)),
		part(`Over time: ${textAt(incident, 'about', 'value')}`, series.length === 0 ? '' : chart(series)),
	].join('');
}

/** Shows one incident: timeline, spread, responses, evidence, what to do, request for removal, recovery. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({args, allowPositionals: true, options: ASK_OPTIONS});
	const [id, ...more] = positionals;
	if (id === undefined || more.length > 0)
		return wrongUse(io, "name one incident by its id: incidents show 'KIND#RESOURCE#RECEIVER'");
	const path = `/v1/incidents/${encodeURIComponent(id)}`;
	return show(values, io, path, (answer) => io.out.write(told(painter(io), answer)));
}
