import type {TenantId} from '#shared/model/names.ts';
import {createSecret, openVault, readSecret, removeSecret} from './vault.ts';

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

const nameOf = (prefix: string, tenant: TenantId, endpoint: string): string => `${prefix}${tenant}/${endpoint}`;

/** @param prefix what the secrets' names begin with: `bounceledger/<stage>/alert-webhooks/` */
export function openSigningSecrets(prefix: string): SigningSecrets {
	const vault = openVault();
	return {
		read: (tenant, endpoint) => readSecret(vault, nameOf(prefix, tenant, endpoint)),
		create: (tenant, endpoint, secret) =>
			createSecret(vault, nameOf(prefix, tenant, endpoint), secret, "What a tenant's alerts are signed with"),
		remove: (tenant, endpoint) => removeSecret(vault, nameOf(prefix, tenant, endpoint)),
	};
}

/** So many secrets are remembered: more than an instance of a function meets in its life. */
const REMEMBERED = 1_000;

/** The same for who only reads: each secret is asked for once in the life of a process. */
export function signingSecretReader(prefix: string): SigningSecrets['read'] {
	const vault = openVault();
	const known = new Map<string, string>();
	return async (tenant, endpoint) => {
		const name = nameOf(prefix, tenant, endpoint);
		const kept = known.get(name);
		if (kept !== undefined) return kept;
		const secret = await readSecret(vault, name);
		if (known.size >= REMEMBERED) known.clear();
		if (secret !== undefined) known.set(name, secret);
		return secret;
	};
}
