import {wordAfter, wordBefore, wordSet} from './context.ts';
import type {Scan} from './scan.ts';
import {intern} from './vocabulary.ts';

const SPOKE = wordSet('said refused responded returned replied smtp reports rejected reported');
const LEADS = wordSet('host server to with from by at talking mta lastattemptedservername dns ehlo');
const NAMES_SERVER = wordSet('host talking at with to by lastattemptedservername server dns mta');
const BEFORE_NAME = wordSet(
	'server while connect connection remote conversation connected transferring rejected host said suspended failed mta out',
);
const CLIENT = wordSet('client sending your helo');

const BRACKET = 91;
const EQUALS = 61;
const HOSTNAME = intern('hostname');

const DOMAIN = codesOf('.outlook.com');
const PARENTS = ['.prod', '.protection'].map(codesOf);

function codesOf(text: string): readonly number[] {
	return Array.from(text, (sign) => sign.charCodeAt(0));
}

/** Whether the host name between two places of a text's bytes is one of Microsoft's mail servers. Case does not matter. */
export function isMicrosoftHost(bytes: Uint8Array, start: number, end: number): boolean {
	if (!endsWith(bytes, start, end, DOMAIN)) return false;
	for (const parent of PARENTS) if (endsWith(bytes, start, end - DOMAIN.length, parent)) return true;
	return false;
}

/** Whether a lower-case ending stands before `end`, in whatever case. */
function endsWith(bytes: Uint8Array, start: number, end: number, ending: readonly number[]): boolean {
	const from = end - ending.length;
	if (from < start) return false;
	for (let at = ending.length - 1; at >= 0; at--) {
		// The letters' bit for lower case is set in a dot too.
		if (((bytes[from + at] ?? 0) | 32) !== ending[at]) return false;
	}
	return true;
}

/** Whether a host name stands like a signature: [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com], [Hostname=…]. */
export function signs(scan: Scan, index: number, before: number): boolean {
	const sign = scan.bytes[scan.hosts.start(index) - 1];
	return sign === BRACKET || (sign === EQUALS && before === HOSTNAME);
}

/**
 * Whether a host name is the one that a queue names as the reporting server: "host mx.example.org[198.51.100.3] said:",
 * "Server at mx.example.org returned". `before` is the word before it.
 */
export function isNamedServer(scan: Scan, index: number, before: number): boolean {
	if (LEADS[before] !== 1) return false;
	const place = scan.hosts.words(index);
	const beforeThat = wordBefore(scan, place, 2);
	if (CLIENT[beforeThat] === 1) return false;
	// A name's own words that rows know stand after it.
	for (let ahead = 0; ahead < 10; ahead++) if (SPOKE[wordAfter(scan, place, ahead)] === 1) return true;
	return NAMES_SERVER[before] === 1 && BEFORE_NAME[beforeThat] === 1;
}
