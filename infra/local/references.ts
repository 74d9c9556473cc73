import {isObject, type Json, type JsonObject, read} from './json.ts';
import {problem} from './problem.ts';

/** What the names in a template stand for on this machine. */
export interface Values {
	/** `Ref`: a resource, a parameter, or a pseudo parameter such as `AWS::Region`. */
	ref(name: string): string | undefined;
	/** `Fn::GetAtt` */
	attribute(resource: string, name: string): string | undefined;
}

const NO_VALUE = 'AWS::NoValue';

type Intrinsic = (argument: Json, values: Values) => Json | undefined;

/** CloudFormation's functions that are understood here; any other is refused by name. */
const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
	['Ref', (argument, values) => ref(read.text(argument, 'Ref'), values)],
	['Fn::GetAtt', (argument, values) => attribute(argument, values)],
	[
		'Fn::Join',
		(argument, values) => {
			const [separator, parts] = pair(argument, 'Fn::Join');
			return listOf(parts, values, 'Fn::Join').join(read.text(separator, 'Fn::Join'));
		},
	],
	[
		'Fn::Split',
		(argument, values) => {
			const [separator, text] = pair(argument, 'Fn::Split');
			return textOf(text, values, 'Fn::Split').split(read.text(separator, 'Fn::Split'));
		},
	],
	[
		'Fn::Select',
		(argument, values) => {
			const [index, from] = pair(argument, 'Fn::Select');
			const chosen = listOf(from, values, 'Fn::Select')[Number(textOf(index, values, 'Fn::Select'))];
			if (chosen === undefined) throw problem(`template: Fn::Select ${JSON.stringify(argument)} chooses nothing.`);
			return chosen;
		},
	],
	['Fn::Sub', (argument, values) => substitute(argument, values)],
]);

/**
 * A value of a template with every reference replaced by what it stands for. Properties that are `AWS::NoValue` are left out.
 *
 * @throws Problem naming a function or a resource that is not understood
 */
export function resolve(value: Json, values: Values): Json {
	const resolved = resolveOrDrop(value, values);
	if (resolved === undefined) throw problem('template: AWS::NoValue stands where a value is needed.');
	return resolved;
}

function resolveOrDrop(value: Json, values: Values): Json | undefined {
	if (Array.isArray(value)) return value.flatMap((entry: Json) => wrap(resolveOrDrop(entry, values)));
	if (!isObject(value)) return value;
	const intrinsic = intrinsicOf(value);
	if (intrinsic !== undefined) return intrinsic(values);
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, entry]) => wrap(resolveOrDrop(entry, values)).map((one) => [key, one])),
	);
}

const wrap = (value: Json | undefined): Json[] => (value === undefined ? [] : [value]);

function intrinsicOf(value: JsonObject): ((values: Values) => Json | undefined) | undefined {
	const [entry, ...more] = Object.entries(value);
	if (entry === undefined || more.length > 0) return undefined;
	const [name, argument] = entry;
	if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
	const intrinsic = INTRINSICS.get(name);
	if (intrinsic === undefined)
		throw problem(`template: ${name} is not understood; infra/local/references.ts must learn it.`);
	return (values) => intrinsic(argument, values);
}

function ref(name: string, values: Values): string | undefined {
	if (name === NO_VALUE) return undefined;
	const found = values.ref(name);
	if (found === undefined) throw problem(`template: Ref ${name} names nothing that has a value here.`);
	return found;
}

function attribute(argument: Json, values: Values): string {
	const parts = typeof argument === 'string' ? argument.split('.') : read.list(argument, 'Fn::GetAtt');
	const [resource = '', ...rest] = parts.map((part: Json) => read.text(part, 'Fn::GetAtt'));
	const found = values.attribute(resource, rest.join('.'));
	if (found === undefined) {
		throw problem(`template: Fn::GetAtt ${resource}.${rest.join('.')} has no value here.`);
	}
	return found;
}

/** `${Name}`, `${Name.Attribute}`, `${!literal}`, with an optional map of names. */
function substitute(argument: Json, values: Values): string {
	const [text, given] = typeof argument === 'string' ? [argument, {}] : pair(argument, 'Fn::Sub');
	const own = read.object(given, 'Fn::Sub');
	return read.text(text, 'Fn::Sub').replace(/\$\{(!?)([^}]{1,300})\}/g, (_, literal: string, name: string) => {
		if (literal === '!') return `\${${name}}`;
		const mine = Object.hasOwn(own, name) ? own[name] : undefined;
		if (mine !== undefined) return textOf(mine, values, 'Fn::Sub');
		return name.includes('.') ? attribute(name, values) : (ref(name, values) ?? '');
	});
}

function pair(argument: Json, where: string): readonly [Json, Json] {
	const [first, second] = read.list(argument, where);
	if (first === undefined || second === undefined) throw problem(`template: ${where} needs two arguments.`);
	return [first, second];
}

const textOf = (value: Json, values: Values, where: string): string => read.text(resolve(value, values), where);

const listOf = (value: Json, values: Values, where: string): string[] =>
	read.list(resolve(value, values), where).map((part) => read.text(part, where));
