/** The variables this function needs; the stack gives a value to each. */
export const ENV = ['INCIDENTS_TABLE', 'TENANTS_TABLE', 'ALERT_TOPIC_ARN'] as const;
