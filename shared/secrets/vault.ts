import type {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';

/** AWS Secrets Manager: texts by their names. */
export interface Vault {
	/** Undefined where there is none of that name. */
	read(name: string): Promise<string | undefined>;
	/** Keeps a text in place of what was there. `description` is for people who look into Secrets Manager. */
	put(name: string, text: string, description: string): Promise<void>;
	/** Keeps the first text of a name; throws where there is one. */
	create(name: string, text: string, description: string): Promise<void>;
	/** For good; nothing happens where there is none. */
	remove(name: string): Promise<void>;
}

const CONNECT_MS = 2_000;
const ANSWER_MS = 4_000;

const isNamed = (fault: unknown, name: string): boolean => fault instanceof Error && fault.name === name;

/**
 * The client is loaded when it is first needed: most calls of the API never do. Endpoint, region and credentials come from the
 * environment, as for any AWS SDK.
 */
export function openVault(): Vault {
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
	const create = async (Name: string, SecretString: string, Description: string) => {
		const {CreateSecretCommand} = await sdk();
		await (await client()).send(new CreateSecretCommand({Name, SecretString, Description}));
	};
	return {
		create,
		read: async (name) => {
			const {GetSecretValueCommand} = await sdk();
			try {
				const {SecretString} = await (await client()).send(new GetSecretValueCommand({SecretId: name}));
				return SecretString;
			} catch (fault) {
				if (isNamed(fault, 'ResourceNotFoundException')) return undefined;
				throw fault;
			}
		},
		put: async (name, text, description) => {
			const {PutSecretValueCommand} = await sdk();
			try {
				await (await client()).send(new PutSecretValueCommand({SecretId: name, SecretString: text}));
			} catch (fault) {
				if (!isNamed(fault, 'ResourceNotFoundException')) throw fault;
				await create(name, text, description);
			}
		},
		remove: async (name) => {
			const {DeleteSecretCommand} = await sdk();
			try {
				const command = new DeleteSecretCommand({SecretId: name, ForceDeleteWithoutRecovery: true});
				await (await client()).send(command);
			} catch (fault) {
				if (!isNamed(fault, 'ResourceNotFoundException')) throw fault;
			}
		},
	};
}
