/** The variables that this function needs. */
export const ENV = ['TENANTS_TABLE', 'SUPPRESSIONS_TABLE', 'REPUTATION_TABLE', 'INCIDENTS_TABLE'] as const;
