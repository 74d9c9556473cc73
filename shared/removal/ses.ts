import {Sha256} from '@smithy/core/checksum';
import {SignatureV4} from '@smithy/signature-v4';
import type {Credentials} from './credentials.ts';
import {complaint, isRemovable} from './refusals.ts';
import type {Held, RemovalDeps, Remove, Removed} from './removal.ts';
import {call, failed, inLanes, type Told} from './request.ts';

/** SES lets an account call this operation about once a second; more at once only earn a 429. */
const LANES = 2;

/**
 * Takes addresses off the account's suppression list in the region (SES API v2, DeleteSuppressedDestination). The list keeps
 * the spelling that it was filled with: an address is tried as it was received, then in lower case.
 */
export const removeFromSes: Remove<'ses'> = (held, credentials, deps) =>
	inLanes(held, LANES, (one) => removeOne(one, credentials, deps));

async function removeOne(held: Held, credentials: Credentials['ses'], deps: RemovalDeps): Promise<Removed> {
	const result = (done: boolean, detail: string): Removed => ({address: held.address, esp: 'ses', done, detail});
	if (held.reason === 'complaint') return result(false, complaint('SES'));
	if (!isRemovable(held.address)) return result(false, 'Not tried: this is no address.');
	const spellings = [...new Set([held.address, held.address.toLowerCase()])];
	let told: Told = {status: 'out of time', body: undefined};
	for (const spelling of spellings) {
		told = await call(() => signed(spelling, credentials, deps), deps);
		if (told.status === 200) return result(true, `Taken off the suppression list in ${credentials.region}.`);
		if (told.status !== 404) return {address: held.address, esp: 'ses', ...failed('SES', told)};
	}
	return result(true, `It was not on the suppression list in ${credentials.region}.`);
}

/** DELETE /v2/email/suppression/addresses/{address}, signed for the service `ses` (AWS Signature Version 4). */
async function signed(address: string, credentials: Credentials['ses'], deps: RemovalDeps): Promise<Request> {
	const {accessKeyId, secretAccessKey, region} = credentials;
	const base = deps.origin || `https://email.${region}.amazonaws.com`;
	const url = new URL(`/v2/email/suppression/addresses/${encodeSegment(address)}`, base);
	const signer = new SignatureV4({service: 'ses', region, credentials: {accessKeyId, secretAccessKey}, sha256: Sha256});
	const {headers} = await signer.sign(
		{
			method: 'DELETE',
			protocol: url.protocol,
			hostname: url.hostname,
			...(url.port === '' ? {} : {port: Number(url.port)}),
			path: url.pathname,
			headers: {host: url.host},
		},
		{signingDate: deps.now()},
	);
	const {host: _, ...rest} = headers;
	return new Request(url, {method: 'DELETE', headers: rest});
}

/** As RFC 3986 has it: what encodeURIComponent leaves of the reserved characters too. */
export function encodeSegment(text: string): string {
	return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
