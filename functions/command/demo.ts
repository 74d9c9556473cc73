import {parseArgs} from 'node:util';
import type {Fact} from '#shared/model/fact.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import {type Ask, asker, listAt} from './ask.ts';
import {addresses} from './demo-addresses.ts';
import {postSamples} from './demo-post.ts';
import * as report from './demo-report.ts';
import {DEMO, demoTenant} from './demo-tenant.ts';
import {outcome} from './demo-wait.ts';
import {failed, type Io} from './io.ts';
import {postmarkSamples} from './samples/postmark.ts';
import type {Moment} from './samples/sample.ts';
import {sendgridSamples} from './samples/sendgrid.ts';
import {sesSamples} from './samples/ses.ts';
import {openStack} from './stack.ts';
import {type Paint, painter} from './table.ts';

/** Suppressions and reputation, asked of the API like anybody else. */
async function standing(paint: Paint, ask: Ask, facts: readonly Fact[] | undefined): Promise<string | Refusal> {
	const list = await ask('/v1/suppressions?limit=100');
	if (isRefusal(list)) return list;
	const rates = await ask('/v1/reputation?dimension=sending-ip&window=24h');
	if (isRefusal(rates)) return rates;
	const records = listAt(list.answer, 'suppressions');
	const incidents = facts === undefined ? await ask('/v1/incidents') : undefined;
	if (incidents !== undefined && isRefusal(incidents)) return incidents;
	return [
		report.suppressed(paint, records),
		facts === undefined ? '' : report.kept(paint, facts),
		report.reputation(paint, rates.answer),
		incidents === undefined ? '' : report.incidents(paint, incidents.answer),
	].join('');
}

/**
 * Fills the local stack with a tenant and what three ESPs report of it, and shows what came of it. Where a former start's
 * data is still there, it shows that and posts nothing.
 */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({args, options: {empty: {type: 'boolean', default: false}}});
	const stack = await openStack({});
	if (isRefusal(stack)) return failed(io, stack.detail);
	const now = new Date();
	const paint = painter(io);
	const tenant = await demoTenant(stack, DEMO, now);
	if (isRefusal(tenant)) return failed(io, tenant.detail);
	const ask = await asker({url: stack.url, key: tenant.apiKey});
	if (isRefusal(ask)) return failed(io, ask.detail);

	const before = await ask('/v1/suppressions?limit=1');
	if (isRefusal(before)) return failed(io, before.detail);
	const filled = listAt(before.answer, 'suppressions').length > 0;
	if (values.empty || filled) {
		if (filled) {
			const shown = await standing(paint, ask, undefined);
			if (typeof shown !== 'string') return failed(io, shown.detail);
			io.out.write(`\nThe data of an earlier start is still here (npm start -- --fresh begins anew).\n${shown}`);
		}
		io.out.write(addresses(paint, stack.url, tenant, now));
		return 0;
	}

	const moment: Moment = {
		ago: (minutes) => new Date(now.getTime() - minutes * 60_000),
		run: now.getTime().toString(16),
	};
	const samples = [...sesSamples(moment), ...sendgridSamples(moment), ...postmarkSamples(moment)];
	const posted = await postSamples(samples, stack.url, tenant, now);
	io.out.write(report.arrivals(paint, posted));
	const came = await outcome(stack, DEMO, posted.expected);
	io.out.write(report.verdicts(paint, came.facts));
	const shown = await standing(paint, ask, came.facts);
	if (typeof shown !== 'string') return failed(io, shown.detail);
	io.out.write(shown + report.alerts(paint, came.alerts) + addresses(paint, stack.url, tenant, now));
	if (came.missing === 0) return 0;
	return failed(io, `${came.missing} events were not recorded within a minute; the stack's log tells why`);
}
