import {hashSecret} from '#shared/authenticate/secret.ts';
import {type Tenant, tenantSchema} from '#shared/model/tenant.ts';

const createdAt = '2026-03-01T00:00:00.000Z';

/** A tenant with the webhook credentials that a test gives it. */
export function tenantWith(given: {
	id?: string;
	disabled?: boolean;
	topicArns?: readonly string[];
	publicKeys?: readonly string[];
	passwords?: readonly string[];
}): Tenant {
	return tenantSchema.parse({
		id: given.id ?? 'acme',
		createdAt,
		disabled: given.disabled ?? false,
		settings: {},
		ses: {topicArns: given.topicArns ?? []},
		sendgrid: {publicKeys: given.publicKeys ?? []},
		postmark: {
			username: 'bounceledger',
			passwords: (given.passwords ?? []).map((password) => ({hash: hashSecret(password), createdAt})),
		},
		apiKeys: [],
		version: 1,
	});
}
