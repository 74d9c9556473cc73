import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, at, listAt, textAt} from './ask.ts';
import {failed, type Io} from './io.ts';
import {aligned, cut} from './table.ts';

/** A rate for people: "2.00 %", or why there is none. */
function percent(value: unknown, name: string): string {
	const rate = at(value, 'rates', name, 'rate');
	if (typeof rate === 'number') return `${(rate * 100).toFixed(2)}%`;
	return textAt(value, 'rates', name, 'told') === 'not available' ? 'n/a' : 'too few';
}

const HEAD = ['delivered', 'bounced', 'dead', 'blocked', 'deferred', 'complained'] as const;

/** The values of a reputation answer as a table. */
export function reputationTable(answer: unknown, indent = 0): string {
	const head = [textAt(answer, 'dimension'), ...HEAD, 'bounce %', 'block %', 'complaint %'];
	const rows = listAt(answer, 'values').map((value) => [
		cut(textAt(value, 'value'), 39),
		...HEAD.map((name) => textAt(value, name)),
		percent(value, 'bounce'),
		percent(value, 'block'),
		percent(value, 'complaint'),
	]);
	return aligned([head, ...rows], indent);
}

/** Shows counters and rates. */
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
	if (values.json) io.out.write(`${JSON.stringify(asked.answer)}\n`);
	else if (listAt(asked.answer, 'values').length === 0) io.out.write('Nothing was counted in that time.\n');
	else io.out.write(reputationTable(asked.answer));
	return 0;
}
