/** The variables this function needs; the stack gives a value to each. */
export const ENV = ['TENANTS_TABLE', 'ALERT_WEBHOOK_QUEUE_URL', 'SIGNING_SECRETS_PREFIX'] as const;
