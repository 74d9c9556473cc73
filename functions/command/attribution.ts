import {parseArgs} from 'node:util';
import {ASK_OPTIONS, at, listAt, show, textAt} from './ask.ts';
import {places, verdict} from './attribution-text.ts';
import {type Io, wrongUse} from './io.ts';
import {painter} from './table.ts';

function tell(answer: unknown, io: Io): void {
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
}

/** Shows whose doing the blocks of an IP or a sending domain are: one organization's, or many's. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({
		args,
		options: {...ASK_OPTIONS, ip: {type: 'string'}, domain: {type: 'string'}, window: {type: 'string', default: '24h'}},
	});
	if ((values.ip === undefined) === (values.domain === undefined))
		return wrongUse(io, 'say --ip IP or --domain DOMAIN');
	const query = new URLSearchParams({window: values.window});
	for (const name of ['ip', 'domain'] as const) {
		const given = values[name];
		if (given !== undefined) query.set(name, given);
	}
	return show(values, io, `/v1/attribution?${query}`, (answer) => tell(answer, io));
}
