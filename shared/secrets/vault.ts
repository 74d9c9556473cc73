import type {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';

/** A way to AWS Secrets Manager: each function takes one, so that a bundle holds only what it may do. */
export type Vault = () => Promise<SecretsManagerClient>;

const CONNECT_MS = 2_000;
const ANSWER_MS = 4_000;

const sdk = () => import('@aws-sdk/client-secrets-manager');
const isUnknown = (fault: unknown): boolean => fault instanceof Error && fault.name === 'ResourceNotFoundException';

/**
 * The client is loaded when it is first needed: most calls of the API never do. Endpoint, region and credentials come from the
 * environment, as for any AWS SDK.
 */
export function openVault(): Vault {
	let opened: SecretsManagerClient | undefined;
	return async () => {
		const {SecretsManagerClient: Client} = await sdk();
		opened ??= new Client({
			maxAttempts: 3,
			requestHandler: {connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true},
		});
		return opened;
	};
}

/** Undefined where there is none of that name. */
export async function readSecret(vault: Vault, name: string): Promise<string | undefined> {
	const {GetSecretValueCommand} = await sdk();
	try {
		const {SecretString} = await (await vault()).send(new GetSecretValueCommand({SecretId: name}));
		return SecretString;
	} catch (fault) {
		if (isUnknown(fault)) return undefined;
		throw fault;
	}
}

/**
 * Keeps the first text of a name; throws where there is one.
 *
 * @param about for people who look into Secrets Manager
 */
export async function createSecret(vault: Vault, name: string, text: string, about: string): Promise<void> {
	const {CreateSecretCommand} = await sdk();
	await (await vault()).send(new CreateSecretCommand({Name: name, SecretString: text, Description: about}));
}

/** Keeps a text in place of what was there. */
export async function putSecret(vault: Vault, name: string, text: string, about: string): Promise<void> {
	const {PutSecretValueCommand} = await sdk();
	try {
		await (await vault()).send(new PutSecretValueCommand({SecretId: name, SecretString: text}));
	} catch (fault) {
		if (!isUnknown(fault)) throw fault;
		await createSecret(vault, name, text, about);
	}
}

/** For good; nothing happens where there is none. */
export async function removeSecret(vault: Vault, name: string): Promise<void> {
	const {DeleteSecretCommand} = await sdk();
	try {
		await (await vault()).send(new DeleteSecretCommand({SecretId: name, ForceDeleteWithoutRecovery: true}));
	} catch (fault) {
		if (!isUnknown(fault)) throw fault;
	}
}
