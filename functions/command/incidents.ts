import {type Io, type Run, wrongUse} from './io.ts';
import {nearest} from './nearest.ts';

/** What can be done with incidents. Each is loaded only when it is called. */
const VERBS = [
	{name: 'list', load: () => import('./incidents-list.ts')},
	{name: 'show', load: () => import('./incidents-show.ts')},
] as const satisfies readonly {name: string; load: () => Promise<{readonly run: Run}>}[];

/** Lists incidents; or shows one. */
export async function run(args: string[], io: Io): Promise<number> {
	const [first, ...rest] = args;
	const named = first !== undefined && !first.startsWith('-');
	const verb = VERBS.find(({name}) => name === (named ? first : 'list'));
	if (verb === undefined) {
		const names = VERBS.map(({name}) => name);
		return wrongUse(io, `no "incidents ${first?.slice(0, 40)}"; did you mean "${nearest(first ?? '', names)}"?`);
	}
	return (await verb.load()).run(named ? rest : args, io);
}
