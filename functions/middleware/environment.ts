/**
 * Reads the variables that a function needs, by the names in its `env.ts`. Called once, at cold start.
 *
 * @throws Error naming every variable that is missing or empty
 */
export function environment<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
	const missing = names.filter((name) => !process.env[name]);
	if (missing.length > 0) throw new Error(`environment: set ${missing.join(', ')}`);
	const entries = names.map((name): [Name, string] => [name, process.env[name] ?? '']);
	return record(entries);
}

/** `Object.fromEntries` with its keys' type kept. */
function record<Name extends string>(entries: readonly (readonly [Name, string])[]): Record<Name, string> {
	const start: Partial<Record<Name, string>> = {};
	for (const [name, value] of entries) start[name] = value;
	const complete = (some: Partial<Record<Name, string>>): some is Record<Name, string> =>
		entries.every(([name]) => some[name] !== undefined);
	if (!complete(start)) throw new Error('environment: a variable went missing');
	return start;
}
