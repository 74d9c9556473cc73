/** One field of a schema, as the documentation shows it. */
export interface Field {
	/** `results[].address` */
	readonly path: string;
	readonly type: string;
	readonly needed: boolean;
}

type Schema = ReadonlyMap<string, unknown>;

function schemaOf(value: unknown): Schema {
	return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A schema without its `null`, which stands in an `anyOf` beside it. */
function inner(schema: Schema): readonly [Schema, boolean] {
	const choices = listOf(schema.get('anyOf')).map(schemaOf);
	const real = choices.filter((choice) => choice.get('type') !== 'null');
	const [only] = real;
	return real.length === 1 && only !== undefined ? [only, choices.length > 1] : [schema, false];
}

function typeOf(schema: Schema, orNull: boolean): string {
	const values = listOf(schema.get('enum'));
	const type = values.length > 0 ? `one of ${values.join(', ')}` : String(schema.get('type') ?? 'anything');
	const most = schema.get('maxItems') ?? schema.get('maxLength');
	return `${type}${most === undefined ? '' : `, at most ${most}`}${orNull ? ', or null' : ''}`;
}

/** Deeper than this nothing is shown. */
const DEEPEST = 4;

/** The fields of a JSON schema, those within others after them. */
export function fieldsOf(value: unknown, path = '', depth = 0): Field[] {
	const [schema] = inner(schemaOf(value));
	const required = listOf(schema.get('required'));
	if (depth > DEEPEST) return [];
	return [...schemaOf(schema.get('properties'))].flatMap(([name, property]) => {
		const [own, orNull] = inner(schemaOf(property));
		const here = path === '' ? name : `${path}.${name}`;
		const items = own.get('type') === 'array' ? own.get('items') : undefined;
		return [
			{path: here, type: typeOf(own, orNull), needed: required.includes(name)},
			...(items === undefined ? fieldsOf(property, here, depth + 1) : fieldsOf(items, `${here}[]`, depth + 1)),
		];
	});
}
