import {parseArgs} from 'node:util';
import {isRefusal} from '#shared/model/refusal.ts';
import {ASK_OPTIONS, asker} from './ask.ts';
import {FILTER_OPTIONS, filterOf} from './filter.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {bulkRelease, undoRelease} from './release-bulk.ts';
import {releaseList, releaseSome} from './release-named.ts';

const USE =
	'name addresses, a list with --file FILE, or what they have in common (--reason, --rule, --esp, --domain, --from, --to, --incident)';

/** Takes addresses off the list: those that are named, those of a list, or those that have something in common. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...ASK_OPTIONS,
			...FILTER_OPTIONS,
			rule: {type: 'string'},
			incident: {type: 'string'},
			file: {type: 'string'},
			why: {type: 'string'},
			complaints: {type: 'boolean', default: false},
			'at-esp': {type: 'boolean', default: false},
			yes: {type: 'boolean', default: false},
			undo: {type: 'string'},
		},
	});
	const {why, complaints, 'at-esp': atEsp, json, yes, rule, incident, file, undo} = values;
	if (values.status !== undefined) return wrongUse(io, 'only active ones are released; leave --status out');
	const filter = {
		...Object.fromEntries(filterOf(values)),
		...(rule === undefined ? {} : {rule}),
		...(incident === undefined ? {} : {incident}),
	};
	const byFilter = Object.keys(filter).length > 0;
	const ways = [positionals.length > 0, file !== undefined, byFilter, undo !== undefined].filter(Boolean);
	if (ways.length !== 1) return wrongUse(io, ways.length === 0 ? USE : `one of these at once: ${USE}`);
	const ask = await asker(values);
	if (isRefusal(ask)) return failed(io, ask.detail);
	if (undo !== undefined) return undoRelease(ask, undo, why, io);
	if (byFilter) {
		const includeComplaints = complaints ? {includeComplaints: ['complaint', 'unsubscribe']} : {};
		return bulkRelease(ask, {filter: {...filter, ...includeComplaints}, why, atEsp, yes, json}, io);
	}
	if (why === undefined) return wrongUse(io, 'say why: --why "the mailbox is back"');
	const how = {why, complaints, atEsp, json};
	return file === undefined ? releaseSome(ask, positionals, how, io) : releaseList(ask, file, how, io);
}
