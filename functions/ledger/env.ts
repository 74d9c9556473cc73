/** The variables this function needs; the stack gives a value to each. */
export const ENV = [
	'TENANTS_TABLE',
	'FACTS_TABLE',
	'SUPPRESSIONS_TABLE',
	'REPUTATION_TABLE',
	'INCIDENTS_TABLE',
] as const;
