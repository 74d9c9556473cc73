import {COLON, EQUALS, SPACE} from './characters.ts';
import {wordAfter, wordBefore, wordSet} from './context.ts';
import {SUBMISSION_PORTS} from './findings.ts';
import type {Scan} from './scan.ts';
import {isNamedServer, MACHINE} from './server.ts';
import {isDigit} from './times.ts';
import {intern} from './vocabulary.ts';

const OF_SENDER = wordSet('client sending sender connecting your helo ehlo source remotehost');
const SPOKE = wordSet('said sagte refused responded returned replied smtp reports giving');
const LEADS_TO_SERVER = wordSet(
	'to with connect connecting connected dial tcp attempted lastattemptedip lastattemptedservername outboundproxytargetip dns by talking relay',
);
const WAS = wordSet('was');
const FROM = intern('from');
const REFUSED = intern('refused');
const IP = intern('ip');
const FQDN = intern('fqdn');
const LIKE = intern('like');
const ON = intern('on');
const UP = intern('up');
const ENDPOINT = wordSet('attempted endpoint');
const VERSION = wordSet('version v build id postfix exim sendmail');

/**
 * The IP that sent the message, as the response names it: the first that is neither the reporting server's nor a
 * loopback address, such as a block list's return code, nor a version number.
 */
export function readSenderIp(scan: Scan): string | undefined {
	for (let index = 0; index < scan.ips.count; index++) {
		if (isSender(scan, index)) return scan.text.slice(scan.ips.start(index), scan.ips.end(index));
	}
	return undefined;
}

function isSender(scan: Scan, index: number): boolean {
	const {text, ips, hosts} = scan;
	const start = ips.start(index);
	// Loopback addresses are a list's return codes; 4.16.x.y is Yahoo's number of its own rule.
	if (text.startsWith('127.', start) || text.startsWith('0.0.', start) || text.startsWith('4.16.', start)) return false;
	if (isMailPort(text, ips.end(index))) return false;
	const name = nameBefore(scan, start);
	const ownPlace = ips.words(index);
	const place = name >= 0 ? hosts.words(name) : ownPlace;
	const before = wordBefore(scan, place);
	const beforeThat = wordBefore(scan, place, 2);
	// A link's "v=203.0.113.7" is no version.
	if (VERSION[before] === 1 && text.charCodeAt(start - 1) !== EQUALS) return false;
	const after = wordAfter(scan, ownPlace);
	const isRefused = after === REFUSED && before === FROM;
	if (SPOKE[after] === 1 && OF_SENDER[beforeThat] !== 1 && !isRefused) return false;
	// qmail's "198.51.100.3 does not like recipient.", "Giving up on 198.51.100.3."
	if (wordAfter(scan, ownPlace, 2) === LIKE || (before === ON && beforeThat === UP)) return false;
	if (before === IP && text.charCodeAt(start - 1) === EQUALS && followsFqdn(scan, place)) return false;
	if (name >= 0 && isNamedServer(scan, name, before)) return false;
	if (MACHINE[before] === 1) return OF_SENDER[beforeThat] === 1 || name < 0;
	if (WAS[before] === 1) return ENDPOINT[beforeThat] !== 1;
	if (LEADS_TO_SERVER[before] !== 1) return true;
	const joint = text.charCodeAt(start - 1);
	return joint !== SPACE && joint !== EQUALS && name < 0;
}

const PORTS = [25, ...SUBMISSION_PORTS].map(String);

/** 198.51.100.3:25, and the ports of submission. */
function isMailPort(text: string, end: number): boolean {
	for (const at of [end, end + 1]) {
		if (text.charCodeAt(at) !== COLON) continue;
		const port = text.slice(at + 1, at + 5);
		if (PORTS.some((known) => port.startsWith(known) && !isDigit(port.charCodeAt(known.length)))) return true;
	}
	return false;
}

/** The host name that an IP belongs to, -1 for none: mx.example.org[198.51.100.3], mx.example.org (198.51.100.3). */
function nameBefore(scan: Scan, start: number): number {
	for (let index = scan.hosts.count - 1; index >= 0; index--) {
		const distance = start - scan.hosts.end(index);
		if (distance >= 0) return distance <= 3 ? index : -1;
	}
	return -1;
}

/** {FQDN=mx.example.org};{IP=198.51.100.3}: the server that Exchange tried last. */
function followsFqdn(scan: Scan, place: number): boolean {
	for (let back = 2; back < 6; back++) if (wordBefore(scan, place, back) === FQDN) return true;
	return false;
}
