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

const DOMAIN = '.outlook.com';
const PARENTS = ['.prod', '.protection'];

/** Whether a host name is one of Microsoft's mail servers. Case does not matter. */
export function isMicrosoftHost(host: string): boolean {
	const end = host.length - DOMAIN.length;
	return endsWith(host, host.length, DOMAIN) && PARENTS.some((parent) => endsWith(host, end, parent));
}

/** Whether the lower-case `ending` stands before `end`, in whatever case. */
function endsWith(host: string, end: number, ending: string): boolean {
	const start = end - ending.length;
	if (start < 0) return false;
	for (let at = ending.length - 1; at >= 0; at--) {
		// The letters' bit for lower case is set in a dot too.
		if ((host.charCodeAt(start + at) | 32) !== ending.charCodeAt(at)) return false;
	}
	return true;
}

/**
 * The host that reported: the Microsoft machine that signed in brackets at the end, else the one that a queue names
 * ("host mx.example.org[198.51.100.3] said:", "Server at mx.example.org returned").
 */
export function readServer(scan: Scan): string | undefined {
	const {hosts, text} = scan;
	let told: string | undefined;
	let microsoft: string | undefined;
	for (let index = 0; index < hosts.count; index++) {
		const start = hosts.start(index);
		const bracketed = signs(scan, index);
		const named = told === undefined && isNamed(scan, index);
		if (!bracketed && !named) continue;
		const host = text.slice(start, hosts.end(index));
		if (named) told = host;
		if (bracketed && microsoft === undefined && isMicrosoftHost(host)) microsoft = host;
	}
	return microsoft ?? told;
}

/** [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com], [Hostname=AM0PR04MB0001.eurprd04.prod.outlook.com] */
function signs(scan: Scan, index: number): boolean {
	const before = scan.text.charCodeAt(scan.hosts.start(index) - 1);
	return before === BRACKET || (before === EQUALS && wordBefore(scan, scan.hosts.words(index)) === HOSTNAME);
}

function isNamed(scan: Scan, index: number): boolean {
	const place = scan.hosts.words(index);
	const before = wordBefore(scan, place);
	if (LEADS[before] !== 1) return false;
	const beforeThat = wordBefore(scan, place, 2);
	if (CLIENT[beforeThat] === 1) return false;
	// A name's own words that rows know stand after it.
	for (let ahead = 0; ahead < 10; ahead++) if (SPOKE[wordAfter(scan, place, ahead)] === 1) return true;
	return NAMES_SERVER[before] === 1 && BEFORE_NAME[beforeThat] === 1;
}
