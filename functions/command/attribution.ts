import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker, at, listAt, textAt} from './ask.ts';
import {places, verdict} from './attribution-text.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {painter} from './table.ts';

/** Shows whose doing the blocks of an IP or a sending domain are: one organization's, or many's. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {...ASK_OPTIONS, ip: {type: 'string'}, domain: {type: 'string'}, window: {type: 'string', default: '24h'}},
	});
	if ((values.ip === undefined) === (values.domain === undefined))
		return wrongUse(io, 'say --ip IP or --domain DOMAIN');
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	const query = new URLSearchParams({window: values.window});
	for (const name of ['ip', 'domain'] as const) {
		const given = values[name];
		if (given !== undefined) query.set(name, given);
	}
	const asked = await ask(`/v1/attribution?${query}`);
	if (isRefusal(asked)) return failed(io, asked.detail);
	const {answer} = asked;
	if (values.json) {
		io.out.write(`${JSON.stringify(answer)}\n`);
		return 0;
	}
	const paint = painter(io);
	const title = textAt(answer, 'ip') || textAt(answer, 'domain');
	io.out.write(`${paint('bold', title)}  ${textAt(answer, 'from')} … ${textAt(answer, 'to')} UTC\n\n`);
	io.out.write(`${paint('bold', 'Organizations')}\n${verdict(paint, at(answer, 'organizations'))}`);
	io.out.write(places(answer, 'places'));
	if (listAt(answer, 'clusterPlaces').length > 0) {
		io.out.write(`\n${paint('bold', 'Microsoft clusters')}\n${verdict(paint, at(answer, 'clusters'))}`);
		io.out.write(places(answer, 'clusterPlaces'));
	}
	if (textAt(answer, 'ip') !== '' && textAt(answer, 'deliveriesOf') === 'all') {
		io.err.write('bounce: the ESP does not say which IP delivered, so the deliveries are of all mail\n');
	}
	if (at(answer, 'partial') === true)
		io.err.write('bounce: there was more than could be read at once; the newest counts\n');
	return 0;
}
