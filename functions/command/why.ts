import {parseArgs} from 'node:util';
import {ASK_OPTIONS, at, listAt, show, textAt} from './ask.ts';
import {type Io, wrongUse} from './io.ts';
import {aligned, cut, painter, WIDTH, wrapped} from './table.ts';

const STYLES = new Map([
	['send', 'green'],
	['do not send', 'red'],
	['risky', 'yellow'],
] as const);
const SHOWN = 10;

function tell(answer: unknown, io: Io): void {
	const paint = painter(io);
	const verdict = textAt(answer, 'verdict');
	const style = [...STYLES].find(([known]) => known === verdict)?.[1] ?? 'dim';
	io.out.write(`${paint('bold', textAt(answer, 'address'))}  ${paint(style, verdict)}\n`);
	io.out.write(wrapped(textAt(answer, 'words') || textAt(answer, 'meaning'), WIDTH, '  '));
	io.out.write(facts(answer));
	io.out.write(advice(answer));
	io.out.write(table(answer));
}

/** Everything that is known of one address: verdict, reason, what to do, events, changes. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {...ASK_OPTIONS, part: {type: 'string'}, scope: {type: 'string'}},
	});
	const [address, ...more] = positionals;
	if (address === undefined || more.length > 0) return wrongUse(io, 'name one address');
	const query = new URLSearchParams();
	if (values.part !== undefined) query.set('part', values.part);
	if (values.scope !== undefined) query.set('scope', values.scope);
	const path = `/v1/suppressions/${encodeURIComponent(address)}${query.size > 0 ? `?${query}` : ''}`;
	return show(values, io, path, (answer) => tell(answer, io));
}

/** What is kept of the address, one line each. */
function facts(answer: unknown): string {
	const of = (...way: string[]) => textAt(answer, ...way);
	const watching = `${of('watching', 'count')} of ${of('watching', 'threshold')} bounces within ${of('watching', 'windowDays')} days`;
	const rows = [
		['status', of('status')],
		['reason', of('record', 'reason')],
		['since', of('record', 'since')],
		['parts', listAt(answer, 'record', 'parts').map(String).join(', ')],
		['watching', of('watching', 'count') === '' ? '' : watching],
		['response', cut(of('record', 'response'), WIDTH - 14)],
		['rule', of('record', 'rule')],
		[
			'released',
			[of('record', 'releasedAt'), of('record', 'releasedBy'), of('record', 'releasedWhy')].join(' ').trim(),
		],
	].filter(([, value]) => value !== '');
	return aligned(rows);
}

function advice(answer: unknown): string {
	const steps = listAt(answer, 'advice', 'steps').map((step, index) =>
		wrapped(`${index + 1}. ${String(step)}`, WIDTH, '  ', '   '),
	);
	const holds = at(answer, 'esp', 'holds') === true;
	const name = textAt(answer, 'esp', 'name');
	const esp = holds ? wrapped(`${name} holds it too. ${textAt(answer, 'esp', 'howToRelease')}`, WIDTH, '  ', '  ') : '';
	return [...(steps.length > 0 ? ['\n', ...steps] : []), ...(esp === '' ? [] : ['\n', esp])].join('');
}

/** The newest events and changes. */
function table(answer: unknown): string {
	const events = listAt(answer, 'events');
	const changes = listAt(answer, 'changes');
	const part = (title: string, all: readonly unknown[], row: (one: unknown) => string[]): string => {
		if (all.length === 0) return '';
		const more = all.length > SHOWN ? `, the newest ${SHOWN} of ${all.length}` : '';
		return `\n  ${title}${more}\n${aligned([[], ...all.slice(0, SHOWN).map(row)], 4).replace(/^\n/, '')}`;
	};
	return [
		part('Events', events, (one) => [
			textAt(one, 'occurredAt').slice(0, 16),
			textAt(one, 'esp'),
			textAt(one, 'kind'),
			textAt(one, 'category'),
			cut(textAt(one, 'diagnostic'), 44),
		]),
		part('Changes', changes, (one) => [
			textAt(one, 'at').slice(0, 16),
			textAt(one, 'key'),
			textAt(one, 'action'),
			cut(textAt(one, 'why') || textAt(one, 'detail'), 60),
		]),
	].join('');
}
