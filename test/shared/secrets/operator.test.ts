import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {type SecretsEngine, startSecrets} from '#infra/local/secrets.ts';
import {readSpamhausKey} from '#shared/secrets/operator.ts';

const NAME = 'bounceledger-operator/dev';
const KEY = 'abcdefghijklmnopqrstuvwxyz';

let folder: string;
let engine: SecretsEngine | undefined;

/** Secrets Manager with this content, as the AWS client of the function finds it. */
async function holding(secrets: Readonly<Record<string, string>>): Promise<void> {
	writeFileSync(join(folder, 'secrets.json'), JSON.stringify(secrets));
	engine = await startSecrets(folder, (name) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-local0`);
	vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', engine.endpoint);
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-operator-'));
	vi.stubEnv('AWS_REGION', 'us-east-1');
	vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
	vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
	await engine?.stop();
	engine = undefined;
	vi.unstubAllEnvs();
	rmSync(folder, {recursive: true, force: true});
});

it('gives the key, whatever else stands in the secret', async () => {
	await holding({[NAME]: JSON.stringify({spamhausKey: KEY, other: 1})});
	expect(await readSpamhausKey(NAME)).toBe(KEY);
});

it('gives none where there is no secret, or no key in it', async () => {
	await holding({
		empty: '{}',
		blank: '{"spamhausKey": ""}',
		number: '{"spamhausKey": 5}',
		list: '[]',
		nothing: 'null',
	});
	for (const name of [NAME, 'empty', 'blank', 'number', 'list', 'nothing']) {
		expect(await readSpamhausKey(name), name).toBeUndefined();
	}
});

it('quotes nothing of a secret that it cannot read', async () => {
	await holding({[NAME]: KEY});
	const fault: unknown = await readSpamhausKey(NAME).catch((error: unknown) => error);
	expect(fault).toBeInstanceOf(Error);
	expect(fault instanceof Error ? `${fault.message}${fault.stack}${JSON.stringify(fault)}` : KEY).not.toContain(KEY);
});
