import type {Verdict} from '#functions/api/answers/suppression.ts';
import {toCsv} from '../ui/save.ts';
import type {Checked} from './run.ts';

export const VERDICTS = ['send', 'risky', 'do not send', 'no address'] as const satisfies readonly Verdict[];

/** How many rows got which verdict. */
export function totalsOf(rows: readonly Checked[]): ReadonlyMap<Verdict, number> {
	const totals = new Map<Verdict, number>(VERDICTS.map((verdict) => [verdict, 0]));
	for (const {verdict} of rows) totals.set(verdict, (totals.get(verdict) ?? 0) + 1);
	return totals;
}

/** The people one may mail: the rows of the file as they were, or the bare addresses. */
export function cleanList(rows: readonly Checked[], header: readonly string[] | undefined): string {
	const clean = rows.filter(({verdict}) => verdict === 'send' || verdict === 'risky');
	return toCsv([header ?? ['address'], ...clean.map(({fields, address}) => fields ?? [address])]);
}

/** The people one may not mail, with the reason of each and the line it stands in. */
export function rejectedList(rows: readonly Checked[]): string {
	const rejected = rows.filter(({verdict}) => verdict === 'do not send' || verdict === 'no address');
	return toCsv([
		['address', 'verdict', 'reason', 'since', 'line'],
		...rejected.map(({address, verdict, meaning, since, line}) => [address, verdict, meaning, since, String(line)]),
	]);
}
