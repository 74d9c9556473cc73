import type {TableName} from './tables.ts';
import {TABLES} from './tables.ts';

/** What a schema of the model can do, as far as the store needs it. */
interface Schema<Value> {
	safeParse(
		item: unknown,
	):
		| {readonly success: true; readonly data: Value}
		| {readonly success: false; readonly error: {readonly issues: readonly Issue[]}};
}

interface Issue {
	readonly path: readonly PropertyKey[];
	readonly message: string;
}

/**
 * What was read from a table, as the model has it.
 *
 * @throws Error naming the table, its key attributes and the attributes at fault, never a value
 */
export function parseItem<Value>(table: TableName, schema: Schema<Value>, item: unknown): Value {
	const parsed = schema.safeParse(item);
	if (parsed.success) return parsed.data;
	const faults = parsed.error.issues.map(
		(issue) => `${issue.path.map(String).join('.') || '(item)'}: ${issue.message}`,
	);
	throw new Error(`${table}: broken item under key (${keyShape(table)}): ${faults.join('; ')}`);
}

function keyShape(table: TableName): string {
	const shape: {partitionKey: string; sortKey?: string} = TABLES[table];
	return shape.sortKey === undefined ? shape.partitionKey : `${shape.partitionKey}, ${shape.sortKey}`;
}

/** An item without its nulls: an attribute that says nothing is not stored. */
export function withoutNulls(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}
