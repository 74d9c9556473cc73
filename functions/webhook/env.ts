/** The variables this function needs; the stack gives a value to each. */
export const ENV = ['TENANTS_TABLE', 'WORK_QUEUE_URL', 'QUARANTINE_QUEUE_URL'] as const;
