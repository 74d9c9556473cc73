import {isObject, type Json, parseJson} from './json.ts';
import {problem} from './problem.ts';

/** Whether a record fits one of an event source's filter patterns; without patterns every record does. */
export function passes(patterns: readonly string[], record: Json): boolean {
	return patterns.length === 0 || patterns.some((pattern) => fitsPattern(parseJson(pattern), record));
}

/**
 * One pattern: each of its keys must be there with one of the values listed.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 *
 * @throws Problem where it has a comparison that is not understood
 */
function fitsPattern(pattern: Json, value: Json | undefined): boolean {
	if (Array.isArray(pattern)) return pattern.some((rule: Json) => fitsRule(rule, value));
	if (!isObject(pattern)) throw problem(`template: the filter ${JSON.stringify(pattern)} is not understood.`);
	return Object.entries(pattern).every(([name, inner]) =>
		fitsPattern(inner, isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
	);
}

function fitsRule(rule: Json, value: Json | undefined): boolean {
	if (!isObject(rule)) return value !== undefined && value === rule;
	if ('exists' in rule) return (value !== undefined) === rule.exists;
	if (typeof rule.prefix === 'string') return typeof value === 'string' && value.startsWith(rule.prefix);
	if (typeof rule.suffix === 'string') return typeof value === 'string' && value.endsWith(rule.suffix);
	const but = rule['anything-but'];
	if (Array.isArray(but)) return value !== undefined && !but.includes(value);
	if (typeof but === 'string' || typeof but === 'number') return value !== undefined && value !== but;
	throw problem(
		`template: the filter rule ${JSON.stringify(rule)} is not understood; infra/local/filter.ts must learn it.`,
	);
}
