/** The variables this function needs; the stack gives a value to each. */
export const ENV = ['INCIDENTS_TABLE', 'TENANTS_TABLE', 'FACTS_TABLE', 'REPUTATION_TABLE', 'OPERATOR_SECRET'] as const;
