import type {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import type {TenantId} from '#shared/model/names.ts';
import {type TenantCredentials, tenantCredentialsSchema} from '#shared/removal/credentials.ts';

/** Where the tenants' ESP credentials are kept: AWS Secrets Manager, one secret for a tenant. */
export interface Secrets {
	/** What the tenant gave; empty where it gave nothing. */
	read(tenant: TenantId): Promise<TenantCredentials>;
	/** Keeps these in place of what was there; without any, the secret is deleted for good. */
	write(tenant: TenantId, credentials: TenantCredentials): Promise<void>;
}

const CONNECT_MS = 2_000;
const ANSWER_MS = 4_000;

const isNamed = (fault: unknown, name: string): boolean => fault instanceof Error && fault.name === name;

/**
 * The client is loaded when it is first needed: most calls of the API never do. Endpoint, region and credentials come from the
 * environment, as for any AWS SDK.
 *
 * @param prefix what the secrets' names begin with: `bounceledger/<stage>/`
 */
export function openSecrets(prefix: string): Secrets {
	const sdk = () => import('@aws-sdk/client-secrets-manager');
	let opened: SecretsManagerClient | undefined;
	const client = async () => {
		const {SecretsManagerClient: Client} = await sdk();
		opened ??= new Client({
			maxAttempts: 3,
			requestHandler: {connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true},
		});
		return opened;
	};
	return {
		read: async (tenant) => {
			const {GetSecretValueCommand} = await sdk();
			try {
				const {SecretString} = await (await client()).send(new GetSecretValueCommand({SecretId: `${prefix}${tenant}`}));
				return parsed(SecretString);
			} catch (fault) {
				if (isNamed(fault, 'ResourceNotFoundException')) return {};
				throw fault;
			}
		},
		write: async (tenant, credentials) => {
			const name = `${prefix}${tenant}`;
			const text = JSON.stringify(credentials);
			if (text === '{}') await remove(await client(), name);
			else await put(await client(), name, text);
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

async function put(client: SecretsManagerClient, name: string, text: string): Promise<void> {
	const {CreateSecretCommand, PutSecretValueCommand} = await import('@aws-sdk/client-secrets-manager');
	try {
		await client.send(new PutSecretValueCommand({SecretId: name, SecretString: text}));
	} catch (fault) {
		if (!isNamed(fault, 'ResourceNotFoundException')) throw fault;
		await client.send(
			new CreateSecretCommand({Name: name, SecretString: text, Description: "A tenant's ESP credentials"}),
		);
	}
}

async function remove(client: SecretsManagerClient, name: string): Promise<void> {
	const {DeleteSecretCommand} = await import('@aws-sdk/client-secrets-manager');
	try {
		await client.send(new DeleteSecretCommand({SecretId: name, ForceDeleteWithoutRecovery: true}));
	} catch (fault) {
		if (!isNamed(fault, 'ResourceNotFoundException')) throw fault;
	}
}
