import {GetSecretValueCommand, SecretsManagerClient} from '@aws-sdk/client-secrets-manager';

const CONNECT_MS = 2_000;
const ANSWER_MS = 4_000;

/**
 * Reads the operator's own secret: JSON with `spamhausKey`, a key of Spamhaus's Data Query Service. It is read each time it is
 * needed, so that a new key counts at once.
 *
 * @param name of the secret; nobody has to make it
 * @returns undefined where there is no secret, or no key in it
 * @throws Error where the secret is no JSON, without a word of what is in it; the SDK's exceptions
 */
export async function readSpamhausKey(name: string): Promise<string | undefined> {
	const client = new SecretsManagerClient({
		maxAttempts: 3,
		requestHandler: {connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true},
	});
	try {
		const {SecretString} = await client.send(new GetSecretValueCommand({SecretId: name}));
		return keyIn(SecretString ?? '{}');
	} catch (fault) {
		if (fault instanceof Error && fault.name === 'ResourceNotFoundException') return undefined;
		throw fault;
	} finally {
		client.destroy();
	}
}

function keyIn(text: string): string | undefined {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		throw new Error("secrets: the operator's secret is no JSON");
	}
	const key =
		typeof content === 'object' && content !== null && 'spamhausKey' in content ? content.spamhausKey : undefined;
	return typeof key === 'string' && key !== '' ? key : undefined;
}
