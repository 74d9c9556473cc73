import {createHash, createHmac} from 'node:crypto';
import {type Answered, type Asked, serve} from './server.ts';

const BASE = '/v2/email/suppression/addresses/';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The signature that a request must have, from AWS's description of Signature Version 4 and not from the SDK. */
function signatureOf({method, path, headers, body}: Asked, secret: string, scope: string, signed: string): string {
	const canonical = [
		method,
		// Every service but S3 encodes the path that is sent once more.
		path.split('/').map(encodeURIComponent).join('/'),
		'',
		...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
		'',
		signed,
		sha256(body),
	].join('\n');
	const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
	const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`);
	return hmac(key, toSign).toString('hex');
}

/** SES's API for its suppression list, in one region: an entry is found by the spelling of its local part. */
export function sesApi({
	accessKeyId = 'AKIAIOSFODNN7EXAMPLE',
	secret = 'a-secret-of-the-test',
	region = 'eu-west-1',
} = {}) {
	const listed = new Set<string>();
	const folded = (address: string) => {
		const at = address.lastIndexOf('@');
		return address.slice(0, at) + address.slice(at).toLowerCase();
	};
	const refuse = (status: number, type: string, message: string): Answered => ({
		status,
		json: {message},
		headers: {'x-amzn-errortype': type},
	});
	const answer = ((asked) => {
		const [, scoped = '', signed = '', signature] =
			/^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
				asked.headers.authorization ?? '',
			) ?? [];
		const [key, ...scope] = scoped.split('/');
		if (scope.slice(1).join('/') !== `${region}/ses/aws4_request` || key !== accessKeyId) {
			return refuse(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
		}
		if (signature !== signatureOf(asked, secret, scope.join('/'), signed)) {
			return refuse(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
		}
		if (asked.method !== 'DELETE' || !asked.path.startsWith(BASE)) return refuse(404, 'UnknownOperation', 'unknown');
		const address = decodeURIComponent(asked.path.slice(BASE.length));
		if (!address.includes('@')) return refuse(400, 'BadRequestException', 'Invalid email address.');
		return listed.delete(folded(address))
			? {status: 200, json: {}}
			: refuse(404, 'NotFoundException', 'Email address does not exist on your suppression list.');
	}) satisfies (asked: Asked) => Answered;
	return {
		answer,
		credentials: {accessKeyId, secretAccessKey: secret, region},
		list: (address: string) => listed.add(folded(address)),
		listed: () => [...listed],
	};
}

/** It alone, on a server of its own. */
export async function startSes(given: Parameters<typeof sesApi>[0] = {}) {
	const api = sesApi(given);
	return {...api, ...(await serve(api.answer))};
}
