import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, listAt, textAt} from './ask.ts';
import {FILTER_OPTIONS, filterOf} from './filter.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {aligned, cut} from './table.ts';

const PAGE = 500;

/** Lists suppressed, watched and released addresses. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {...ASK_OPTIONS, ...FILTER_OPTIONS, limit: {type: 'string', default: '1000'}},
	});
	const limit = Number(values.limit);
	if (!Number.isInteger(limit) || limit < 1) return wrongUse(io, '--limit is a whole number above 0');
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	let shown = 0;
	let cursor = '';
	do {
		const query = new URLSearchParams({limit: String(Math.min(PAGE, limit - shown))});
		for (const [name, value] of filterOf(values)) query.set(name, value);
		if (cursor !== '') query.set('cursor', cursor);
		const asked = await ask(`/v1/suppressions?${query}`);
		if (isRefusal(asked)) return failed(io, asked.detail);
		const records = listAt(asked.answer, 'suppressions');
		if (values.json) {
			for (const record of records) io.out.write(`${JSON.stringify(record)}\n`);
		} else if (records.length > 0) {
			const head = shown === 0 ? [['address', 'status', 'reason', 'since', 'count', 'esp']] : [];
			const rows = records.map((record) => [
				cut(textAt(record, 'address'), 44),
				textAt(record, 'status'),
				textAt(record, 'reason'),
				textAt(record, 'since').slice(0, 10),
				textAt(record, 'count'),
				textAt(record, 'esp'),
			]);
			io.out.write(aligned([...head, ...rows], 0));
		}
		shown += records.length;
		cursor = textAt(asked.answer, 'next');
	} while (cursor !== '' && shown < limit);
	if (!values.json && shown === 0) io.out.write('No address is on this list.\n');
	if (cursor !== '') io.err.write(`bounce: there are more; --limit was ${limit}\n`);
	return 0;
}
