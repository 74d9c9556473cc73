import {createPublicKey, generateKeyPairSync, hash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {type DevKeys, type DevTenant, devKeysSchema} from '#shared/model/stack.ts';
import {selfSigned} from './certificate.ts';

/** Where the local stack keeps everything. */
export const DATA = resolve(process.env.BOUNCE_DATA ?? join(import.meta.dirname, '../../infra/local/.data'));

const KEYS = join(DATA, 'dev-keys.json');
const CERTIFICATE = join(DATA, 'sns-certificate.pem');

/**
 * The keys of the ESPs' stand-ins; none where nothing was made yet.
 *
 * @throws Error saying what to do where the file is broken
 */
export function readDevKeys(): DevKeys {
	if (!existsSync(KEYS)) return {tenants: []};
	try {
		return devKeysSchema.parse(JSON.parse(readFileSync(KEYS, 'utf8')));
	} catch (cause) {
		throw new Error(
			`${KEYS} is broken: stop the stack and start over with \`npm start -- --fresh\`, or put the file back.`,
			{cause},
		);
	}
}

function write(keys: DevKeys): void {
	mkdirSync(DATA, {recursive: true});
	writeFileSync(KEYS, `${JSON.stringify(keys, undefined, '\t')}\n`, {mode: 0o600});
}

/** Keeps a tenant's keys, in place of older ones. */
export function keepDevTenant(tenant: DevTenant): void {
	const keys = readDevKeys();
	write({...keys, tenants: [...keys.tenants.filter(({id}) => id !== tenant.id), tenant]});
}

/** Changes a tenant's keys where it has some. */
export function changeDevTenant(id: string, change: (tenant: DevTenant) => DevTenant): void {
	const tenant = readDevKeys().tenants.find((one) => one.id === id);
	if (tenant !== undefined) keepDevTenant(change(tenant));
}

/** A key pair as SendGrid makes one when "Signed Event Webhook" is switched on. */
export function newSendgridKey(): {readonly privateKey: string; readonly publicKey: string} {
	const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	return {
		privateKey: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
		publicKey: publicKey.export({type: 'spki', format: 'der'}).toString('base64'),
	};
}

/**
 * The key that stands for Amazon SNS's, made at the first call together with the certificate that the local stack serves.
 *
 * @returns PEM of the key, and the path under which the certificate is served: another key has another path
 */
export function snsKey(now: Date): {readonly privateKey: string; readonly certificatePath: string} {
	const keys = readDevKeys();
	const privateKey =
		keys.sns?.privateKey ??
		generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey.export({type: 'pkcs8', format: 'pem'}).toString();
	if (keys.sns === undefined) write({...keys, sns: {privateKey}});
	if (keys.sns === undefined || !existsSync(CERTIFICATE)) {
		writeFileSync(CERTIFICATE, selfSigned(privateKey, 'sns.amazonaws.com', now));
	}
	const name = hash('sha256', createPublicKey(privateKey).export({type: 'spki', format: 'der'}), 'hex').slice(0, 32);
	return {privateKey, certificatePath: `/SimpleNotificationService-${name}.pem`};
}
