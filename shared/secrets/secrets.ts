import type {TenantId} from '#shared/model/names.ts';
import {type TenantCredentials, tenantCredentialsSchema} from '#shared/removal/credentials.ts';
import {openVault, putSecret, readSecret, removeSecret} from './vault.ts';

/** Where the tenants' ESP credentials are kept: AWS Secrets Manager, one secret for a tenant. */
export interface Secrets {
	/** What the tenant gave; empty where it gave nothing. */
	read(tenant: TenantId): Promise<TenantCredentials>;
	/** Keeps these in place of what was there; without any, the secret is deleted for good. */
	write(tenant: TenantId, credentials: TenantCredentials): Promise<void>;
}

/** @param prefix what the secrets' names begin with: `bounceledger/<stage>/` */
export function openSecrets(prefix: string): Secrets {
	const vault = openVault();
	return {
		read: async (tenant) => parsed(await readSecret(vault, `${prefix}${tenant}`)),
		write: async (tenant, credentials) => {
			const text = JSON.stringify(credentials);
			if (text === '{}') await removeSecret(vault, `${prefix}${tenant}`);
			else await putSecret(vault, `${prefix}${tenant}`, text, "A tenant's ESP credentials");
		},
	};
}

/** Never with the parser's own words: they may quote a secret. */
function parsed(text: string | undefined): TenantCredentials {
	try {
		return tenantCredentialsSchema.parse(JSON.parse(text ?? '{}'));
	} catch {
		throw new Error("secrets: a tenant's secret is broken; set its credentials once more");
	}
}
