import * as z from 'zod/mini';

/** One change that a person made. */
export const auditEntry = z.object({
	at: z.string(),
	/** The name of the API key that did it. */
	key: z.string(),
	action: z.string(),
	address: z.optional(z.nullable(z.string())),
	why: z.optional(z.nullable(z.string())),
	before: z.optional(z.unknown()),
	after: z.optional(z.unknown()),
	/** What else is to be told: what the ESP answered, for example. */
	detail: z.optional(z.string()),
	/** The bulk release that it belongs to. */
	release: z.optional(z.nullable(z.string())),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** A page of the audit log, newest first. */
export const auditAnswer = z.object({entries: z.array(auditEntry), next: z.nullable(z.string())});
