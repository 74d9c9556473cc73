import {wordAfter, wordBefore, wordSet} from './context.ts';
import type {Scan} from './scan.ts';

const NOT_BEFORE = wordSet(
	'from sender by contact contacting mailto mail email forward write report e reply return envelope message at abuse postmaster administrator',
);
const SURE_BEFORE = wordSet('rcpt recipient mailbox user group for account recipients address');
const OF_SENDER = wordSet('sender sending');
const TO = wordSet('to');
const DESK = [
	'postmaster',
	'abuse',
	'delist',
	'support',
	'noc',
	'help',
	'spam',
	'mailer-daemon',
	'hostmaster',
	'security',
	'admin@',
	'blocklist',
	'unblock',
	'removeme',
	'tosa',
];
const BEFORE_DESK = wordSet('to contact at email mail write please via');

/**
 * The recipient's address, as the response names it: not the sender's, not the help desk's. The first that is named as
 * a recipient, else the first that is nobody else's.
 */
export function readRecipient(scan: Scan): string | undefined {
	const {text, addresses} = scan;
	let likely: string | undefined;
	for (let index = 0; index < addresses.count; index++) {
		const start = addresses.start(index);
		const place = addresses.words(index);
		const before = wordBefore(scan, place);
		const beforeThat = wordBefore(scan, place, 2);
		const address = text.slice(start, addresses.end(index));
		const isRcpt = TO[before] === 1 && (SURE_BEFORE[beforeThat] === 1 || text.startsWith('=<', start - 2));
		if (isRcpt || (SURE_BEFORE[before] === 1 && OF_SENDER[beforeThat] !== 1)) return address;
		if (likely !== undefined) continue;
		if (OF_SENDER[wordAfter(scan, place)] === 1 || isOthers(scan, index, before, beforeThat)) continue;
		if (BEFORE_DESK[before] === 1 && isDesk(address)) continue;
		likely = address;
	}
	return likely;
}

function isOthers(scan: Scan, index: number, before: number, beforeThat: number): boolean {
	if (NOT_BEFORE[before] === 1) return true;
	if (OF_SENDER[beforeThat] === 1) return true;
	if (TO[before] !== 1) return false;
	// "forward this message to", against "your message to".
	return FORWARD[beforeThat] === 1 || THIS[wordBefore(scan, scan.addresses.words(index), 3)] === 1;
}

const FORWARD = wordSet('report reports write notice request questions complaints forward send details');
const THIS = wordSet('this');

function isDesk(address: string): boolean {
	const lower = address.slice(0, 40).toLowerCase();
	return DESK.some((name) => lower.includes(name));
}
