import {type Io, type Run, wrongUse} from './io.ts';
import {nearest} from './nearest.ts';

/** What can be done with the list. Each is loaded only when it is called. */
const VERBS = [
	{name: 'list', load: () => import('./suppressions-list.ts')},
	{name: 'add', load: () => import('./suppressions-add.ts')},
	{name: 'release', load: () => import('./suppressions-release.ts')},
	{name: 'import', load: () => import('./suppressions-import.ts')},
	{name: 'export', load: () => import('./suppressions-export.ts')},
] as const satisfies readonly {name: string; load: () => Promise<{readonly run: Run}>}[];

/** Lists suppressed, watched and released addresses; or what else the first word says. */
export async function run(args: string[], io: Io): Promise<number> {
	const [first, ...rest] = args;
	const named = first !== undefined && !first.startsWith('-');
	const verb = VERBS.find(({name}) => name === (named ? first : 'list'));
	if (verb === undefined) {
		const names = VERBS.map(({name}) => name);
		return wrongUse(io, `no "suppressions ${first?.slice(0, 40)}"; did you mean "${nearest(first ?? '', names)}"?`);
	}
	return (await verb.load()).run(named ? rest : args, io);
}
