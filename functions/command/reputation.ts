import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {COUNTED_DIMENSIONS} from '#shared/model/reputation.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {chart} from './chart.ts';
import {failed, type Io} from './io.ts';
import {percent, scoreOf, scoreParts, standings} from './standing.ts';
import {aligned, cut, painter} from './table.ts';

const HEAD = ['delivered', 'bounced', 'dead', 'blocked', 'deferred', 'complained'] as const;

/** The values of a reputation answer as a table. */
export function reputationTable(answer: unknown, indent = 0): string {
	const head = [textAt(answer, 'dimension'), ...HEAD, 'bounce %', 'block %', 'complaint %', 'score'];
	const rows = listAt(answer, 'values').map((value) => [
		cut(textAt(value, 'value'), 39),
		...HEAD.map((name) => textAt(value, name)),
		percent(value, 'bounce'),
		percent(value, 'block'),
		percent(value, 'complaint'),
		textAt(value, 'score', 'score'),
	]);
	return aligned([head, ...rows], indent);
}

/** Shows counters, rates and scores; of a single value also what its score is made of, thresholds, and a chart. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {
			...ASK_OPTIONS,
			by: {type: 'string', default: 'sending-ip'},
			value: {type: 'string'},
			window: {type: 'string'},
			from: {type: 'string'},
			to: {type: 'string'},
		},
	});
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const query = new URLSearchParams({dimension: values.by});
	for (const name of ['value', 'window', 'from', 'to'] as const) {
		const given = values[name];
		if (given !== undefined) query.set(name, given);
	}
	const asked = await ask(`/v1/reputation?${query}`);
	if (isRefusal(asked)) return failed(io, asked.detail);
	if (values.json) {
		io.out.write(`${JSON.stringify(asked.answer)}\n`);
		return 0;
	}
	const [first] = listAt(asked.answer, 'values');
	io.out.write(first === undefined ? 'Nothing was counted in that time.\n' : reputationTable(asked.answer));
	if (first === undefined || (values.value === undefined && values.by !== 'all')) return 0;
	const paint = painter(io);
	io.out.write(`\n${paint('bold', 'Score')}  ${scoreOf(paint, first)}\n${scoreParts(first)}`);
	const against = standings(paint, listAt(first, 'standings'));
	if (against !== '') io.out.write(`\n${paint('bold', 'Thresholds')}\n${against}`);
	if (!COUNTED_DIMENSIONS.some((one) => one === values.by) || values.from !== undefined) return 0;
	const series = await ask(`/v1/reputation/series?${query}`);
	if (isRefusal(series)) return failed(io, series.detail);
	io.out.write(`\n${paint('bold', 'Over time')}\n${chart(listAt(series.answer, 'series'))}`);
	return 0;
}
