import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {RawRequest} from '#shared/model/request.ts';
import {type Authentic, proven} from './authentic.ts';
import {NOT_AUTHENTIC} from './refused.ts';
import {hashSecret, matchesHash} from './secret.ts';

/** Longest `Authorization` header that is looked at, in characters. */
const MAX_HEADER = 2000;

/** A user name, and the hashes of the passwords that are valid with it. */
export interface BasicCredentials {
	readonly username: string;
	readonly passwordHashes: readonly string[];
}

/** The header `Authorization` of HTTP Basic authentication (RFC 7617, UTF-8). */
export function basicHeader(username: string, password: string): string {
	return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/**
 * HTTP Basic authentication, name and password each compared in constant time.
 *
 * @param credentials undefined where there is no such tenant: the same work is done, for the same refusal
 */
export function verifyBasic(request: RawRequest, credentials: BasicCredentials | undefined): Authentic | Refusal {
	const header = request.headers.get('authorization') ?? '';
	if (header === '') return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'no Authorization header'});
	if (header.length > MAX_HEADER || !/^basic /i.test(header)) {
		return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'not HTTP Basic'});
	}
	const pair = Buffer.from(header.slice(6).trim(), 'base64').toString('utf8');
	const colon = pair.indexOf(':');
	const name = pair.slice(0, Math.max(colon, 0));
	const named = matchesHash(name, [hashSecret(credentials?.username ?? '')]);
	// Two comparisons always: that one password is kept, or two, or none, does not show in the time.
	const hashes = [...(credentials?.passwordHashes ?? []), '', ''].slice(0, 2);
	const opened = matchesHash(pair.slice(colon + 1), hashes);
	if (colon > 0 && named && opened) return proven(request);
	return refuse('not-authentic', NOT_AUTHENTIC, {reason: 'wrong user name or password'});
}
