import * as z from 'zod/mini';
import {type EspName, instantSchema} from './event.ts';
import {emailAddressSchema, tenantIdSchema} from './names.ts';
import {suppressionSchema} from './suppression.ts';
import {settingsSchema} from './tenant.ts';

/** What people change, as the log calls it. */
export const AUDIT_ACTIONS = [
	'add',
	'import',
	'release',
	'release-at-esp',
	'undo-release',
	'erase',
	'settings',
	'esp-credentials',
	'alert-webhook',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** A record or settings as they were or became, null where there were none. */
const state = z.nullable(z.union([suppressionSchema, settingsSchema]));

/** One change that somebody made: who, when, why, before and after. */
export const auditSchema = z.object({
	tenant: tenantIdSchema,
	/** Time, a dash and eight random digits: entries of a tenant stand in order of time, none twice. */
	id: z.string(),
	at: instantSchema,
	/** The name of the API key. */
	key: z.string(),
	action: z.enum(AUDIT_ACTIONS),
	address: z.optional(emailAddressSchema),
	why: z.optional(z.string()),
	before: z.optional(state),
	after: z.optional(state),
	/** The bulk release that it is a part of. */
	release: z.optional(z.string()),
	/** What else is to be told: what the ESP answered, for example. Never a secret. */
	detail: z.optional(z.string()),
});
export type AuditEntry = z.infer<typeof auditSchema>;

/** How the detail of a `release-at-esp` begins: it is of one ESP. */
export const freedFrom = (esp: EspName): string => `${esp}: `;

/** When an ESP last let the address go; "" where it never did. `entries` are of one address, newest first. */
export function freedAt(entries: readonly AuditEntry[], esp: EspName): string {
	const entry = entries.find(
		({action, detail = ''}) => action === 'release-at-esp' && detail.startsWith(freedFrom(esp)),
	);
	return entry?.at ?? '';
}
