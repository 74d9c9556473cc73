import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {startGate} from '#infra/local/gate.ts';
import {type SecretsEngine, startSecrets} from '#infra/local/secrets.ts';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {openSecrets} from '#shared/secrets/secrets.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const secretArn = (name: string) => arn('secretsmanager', `secret:${name}-local0`);
const POSTMARK = {postmark: {serverToken: 'a-token-of-the-test', stream: 'outbound'}};
const SES = {ses: {accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret-of-the-test', region: 'eu-west-1'}};

let folder: string;
let engine: SecretsEngine;
let acme: TenantId;

/** The functions' own way to the secrets, pointed at an endpoint. */
function secretsAt(endpoint: string, accessKey = 'test', prefix = 'bounceledger/dev/') {
	Object.assign(process.env, {
		AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
		AWS_REGION: 'us-east-1',
		AWS_ACCESS_KEY_ID: accessKey,
		AWS_SECRET_ACCESS_KEY: 'test',
	});
	return openSecrets(prefix);
}

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'bounceledger-secrets-'));
	engine = await startSecrets(folder, secretArn);
	const name: string = 'acme';
	if (isTenantId(name)) acme = name;
});
afterEach(async () => {
	await engine.stop();
	rmSync(folder, {recursive: true, force: true});
});

it('keeps what a tenant gives, in place of what was there, until it is taken back', async () => {
	const secrets = secretsAt(engine.endpoint);
	expect(await secrets.read(acme)).toEqual({});
	await secrets.write(acme, POSTMARK);
	await secrets.write(acme, {...POSTMARK, ...SES});
	expect(await secrets.read(acme)).toEqual({...POSTMARK, ...SES});
	await secrets.write(acme, {});
	expect(await secrets.read(acme)).toEqual({});
	await secrets.write(acme, {});
});

it('outlives a restart, in a file that nobody else may read', async () => {
	await secretsAt(engine.endpoint).write(acme, POSTMARK);
	const file = join(folder, 'secrets.json');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({'bounceledger/dev/acme': JSON.stringify(POSTMARK)});
	await engine.stop();
	engine = await startSecrets(folder, secretArn);
	expect(await secretsAt(engine.endpoint).read(acme)).toEqual(POSTMARK);
});

it('a broken file is told, and a broken secret is not quoted', async () => {
	writeFileSync(join(folder, 'secrets.json'), '{"bounceledger/dev/acme": "hush-hush"}');
	await engine.stop();
	engine = await startSecrets(folder, secretArn);
	await expect(secretsAt(engine.endpoint).read(acme)).rejects.toThrow(/^(?!.*hush).*broken/);
	writeFileSync(join(folder, 'secrets.json'), 'no JSON');
	await expect(startSecrets(folder, secretArn)).rejects.toThrow('secrets.json is broken');
});

it('the gate lets a function reach the secrets of its stage alone, and only with a role for it', async () => {
	const nowhere = 'http://127.0.0.1:9';
	const resources = [arn('secretsmanager', 'secret:bounceledger/dev/*')];
	const gate = await startGate({
		engines: {dynamodb: nowhere, sqs: nowhere, sns: nowhere, secretsmanager: engine.endpoint},
		roles: new Map([
			[
				'Api',
				[
					{
						effect: 'Allow',
						actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:CreateSecret'],
						resources,
					},
				],
			],
			['Webhook', []],
		]),
		arn,
		say: () => {},
	});
	try {
		const api = secretsAt(gate.endpoint, 'Api');
		await api.write(acme, POSTMARK);
		expect(await api.read(acme)).toEqual(POSTMARK);
		await expect(api.write(acme, {})).rejects.toThrow('secretsmanager:DeleteSecret');
		await expect(secretsAt(gate.endpoint, 'Api', 'bounceledger/prod/').read(acme)).rejects.toThrow('not authorized');
		await expect(secretsAt(gate.endpoint, 'Webhook').read(acme)).rejects.toThrow('not authorized');
	} finally {
		await gate.stop();
	}
});
