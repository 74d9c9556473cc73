import type {AuditEntry} from '#functions/api/answers/audit.ts';
import {reasonInWords, STATUS_WORDS} from '../ui/words.ts';

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(value: unknown): Fields {
	return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

const STATUSES: ReadonlyMap<unknown, string> = new Map(Object.entries(STATUS_WORDS));

/** A record of an address in a few words; what was before the first is nothing. */
function recordInWords(fields: Fields): string {
	const reason = fields.get('reason');
	const words = STATUSES.get(fields.get('status'));
	if (words === undefined) return 'not on the list';
	return typeof reason === 'string' && fields.get('status') !== 'released'
		? `${words.toLowerCase()} (${reasonInWords(reason).toLowerCase()})`
		: words.toLowerCase();
}

const shown = (value: unknown) =>
	value === undefined || value === null ? 'nothing' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What a change did, from before and after: of an address its status, of settings what differs. */
export function changeInWords({before, after, address}: AuditEntry): string {
	const [was, is] = [fieldsOf(before), fieldsOf(after)];
	if (was.size === 0 && is.size === 0) return '';
	if (address != null) return `${recordInWords(was)} → ${recordInWords(is)}`;
	const names = [...new Set([...was.keys(), ...is.keys()])];
	const differing = names.filter((name) => shown(was.get(name)) !== shown(is.get(name)));
	return differing.map((name) => `${name}: ${shown(was.get(name))} → ${shown(is.get(name))}`).join('; ');
}
