/** The variables that this function needs. */
export const ENV = [
	'TENANTS_TABLE',
	'FACTS_TABLE',
	'SUPPRESSIONS_TABLE',
	'REPUTATION_TABLE',
	'INCIDENTS_TABLE',
	'AUDIT_TABLE',
	'ESP_SECRETS_PREFIX',
	'SIGNING_SECRETS_PREFIX',
] as const;
