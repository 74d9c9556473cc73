import type {TenantId} from '#shared/model/names.ts';
import {openVault} from './vault.ts';

/**
 * Where the secrets are kept by which alerts are signed: AWS Secrets Manager, one secret for an endpoint. It is never changed:
 * whoever wants another adds the endpoint once more and removes the older one.
 */
export interface SigningSecrets {
	/** Undefined where there is none. */
	read(tenant: TenantId, endpoint: string): Promise<string | undefined>;
	create(tenant: TenantId, endpoint: string, secret: string): Promise<void>;
	remove(tenant: TenantId, endpoint: string): Promise<void>;
}

/** @param prefix what the secrets' names begin with: `bounceledger/<stage>/alert-webhooks/` */
export function openSigningSecrets(prefix: string): SigningSecrets {
	const vault = openVault();
	const name = (tenant: TenantId, endpoint: string) => `${prefix}${tenant}/${endpoint}`;
	return {
		read: (tenant, endpoint) => vault.read(name(tenant, endpoint)),
		create: (tenant, endpoint, secret) =>
			vault.create(name(tenant, endpoint), secret, "What a tenant's alerts are signed with"),
		remove: (tenant, endpoint) => vault.remove(name(tenant, endpoint)),
	};
}

/** So many secrets are remembered: what an instance of a function meets in its life. */
const REMEMBERED = 1_000;

/** The same, each secret read once in the life of a process. */
export function remembering(secrets: Pick<SigningSecrets, 'read'>): SigningSecrets['read'] {
	const known = new Map<string, string>();
	return async (tenant, endpoint) => {
		const key = `${tenant}/${endpoint}`;
		const secret = known.get(key) ?? (await secrets.read(tenant, endpoint));
		if (secret !== undefined && !known.has(key)) {
			if (known.size >= REMEMBERED) known.clear();
			known.set(key, secret);
		}
		return secret;
	};
}
