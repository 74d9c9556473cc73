import type * as z from 'zod/mini';
import {type Refusal, refuse} from '#shared/model/refusal.ts';

type Issue = z.core.$ZodIssue;

/** A path as people write it: `addresses[3]`. */
function fieldOf(path: readonly PropertyKey[]): string {
	return path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
		.join('');
}

const bounded = (origin: string): string => (origin === 'number' ? 'be' : 'have');
const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');

/** What is wrong, as the end of a sentence that begins with the field. */
function faultOf(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined
				? `is missing; send a value of type ${issue.expected}`
				: `must be of type ${issue.expected}`;
		case 'invalid_value':
			return `must be one of: ${issue.values.map(String).join(', ')}`;
		case 'too_small':
			return `must ${bounded(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
		case 'too_big':
			return `must ${bounded(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
		default:
			return issue.message;
	}
}

/** A value by its schema, or a refusal that names the first field at fault and the mend. */
export function read<Schema extends z.ZodMiniObject>(
	schema: Schema,
	value: unknown,
	whole: string,
): z.infer<Schema> | Refusal {
	const parsed = schema.safeParse(value, {reportInput: true});
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	if (issue === undefined) return refuse('invalid', `${whole} cannot be read.`);
	if (issue.code === 'unrecognized_keys') {
		const name = issue.keys[0]?.slice(0, 40) ?? '';
		return refuse('invalid', `There is no field ${JSON.stringify(name)} here; take it out.`, {field: name});
	}
	const field = fieldOf(issue.path);
	return refuse('invalid', `${field === '' ? whole : `"${field}"`} ${faultOf(issue)}.`, field === '' ? {} : {field});
}

/** The query by its schema; names that the schema does not have, and names given twice, are refused. */
export function readQuery<Schema extends z.ZodMiniObject>(
	schema: Schema,
	query: readonly (readonly [string, string])[],
): z.infer<Schema> | Refusal {
	const known = Object.keys(schema.shape);
	const given = new Map<string, string>();
	for (const [name, value] of query) {
		const field = name.slice(0, 40);
		if (!known.includes(name)) {
			const choice = known.length === 0 ? 'this address takes none' : `known are: ${known.join(', ')}`;
			return refuse('invalid', `There is no query parameter ${JSON.stringify(field)}; ${choice}.`, {field});
		}
		if (given.has(name)) return refuse('invalid', `The query parameter "${field}" is given twice.`, {field});
		given.set(name, value);
	}
	return read(schema, Object.fromEntries(given), 'The query');
}
