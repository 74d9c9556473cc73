import type {TenantId} from '#shared/model/names.ts';
import type {TenantCredentials} from '#shared/removal/credentials.ts';
import type {Secrets} from '#shared/secrets/secrets.ts';

/** Secrets that are kept as long as the test runs. */
export function secretsInMemory(): Secrets {
	const kept = new Map<TenantId, TenantCredentials>();
	return {
		read: async (tenant) => kept.get(tenant) ?? {},
		write: async (tenant, credentials) => {
			kept.set(tenant, credentials);
		},
	};
}
