import {APOSTROPHE, BRACKET} from './characters.ts';
import {wordAfter, wordBefore, wordSet} from './context.ts';
import type {Scan} from './scan.ts';
import {intern} from './vocabulary.ts';

const DOMAIN = intern('domain');
const DOMAIN_OF_SENDER = wordSet('sending from sender your senders envelope header');
const EMAIL = wordSet('email mail e');
const UNAUTHENTICATED = intern('unauthenticated');
const FROM = intern('from');
const DMARC = intern('dmarc');
const CHECKED = wordSet('dmarc spf');
const FOR = intern('for');
const ADDRESS = intern('address');
const SENDER = intern('sender');
const BLOCKED = intern('blocked');
const SEND = intern('send');
const OF = intern('of');
const SPF = intern('spf');
const REFUSED = ['>: helo', '>: ehlo'];
const HELO = wordSet('helo ehlo');
const CLOSES = 62;

/**
 * Whether a host name is the sender's domain, named as such: "sending domain [example.com]", "MAIL FROM domain
 * [example.com]", "example.com's DMARC policy", "SPF check failed for example.com". `before` is the word before it.
 */
export function isSenderDomain(scan: Scan, index: number, before: number): boolean {
	// Whose policy it is may stand anywhere; else a word leads to the name, which in a link is none that is known.
	if (before === 0 && scan.bytes[scan.hosts.end(index)] !== APOSTROPHE) return false;
	const place = scan.hosts.words(index);
	const beforeThat = wordBefore(scan, place, 2);
	if (before === DOMAIN && DOMAIN_OF_SENDER[beforeThat] === 1) return true;
	const third = wordBefore(scan, place, 3);
	// "send from", "send mail from", "unauthenticated email from", "unauthenticated e-mail from"
	if (before === FROM && (beforeThat === SEND || third === SEND)) return true;
	if (before === FROM && (third === UNAUTHENTICATED || wordBefore(scan, place, 4) === UNAUTHENTICATED)) return true;
	if (before === DOMAIN && beforeThat === OF && EMAIL[third] === 1) return true;
	// Gmail's and Yahoo's "SPF [example.com] with ip: [203.0.113.7] = did not pass"
	if (before === SPF && scan.bytes[scan.hosts.start(index) - 1] === BRACKET) return true;
	// A name's own words that rows know stand after it.
	for (let ahead = 0; ahead < 4; ahead++) if (wordAfter(scan, place, ahead) === DMARC) return true;
	if (before !== FOR && before !== DOMAIN) return false;
	for (let back = 2; back < 7; back++) if (CHECKED[wordBefore(scan, place, back)] === 1) return true;
	return false;
}

/** The domain of a sender's address that is named as what is blocked: "Sender address [user@example.com] blocked using …". */
export function readBlockedSender(scan: Scan): string | undefined {
	const {addresses, text} = scan;
	for (let index = 0; index < addresses.count; index++) {
		const place = addresses.words(index);
		const back = wordBefore(scan, place) === ADDRESS ? 2 : 1;
		if (wordBefore(scan, place, back) !== SENDER || wordAfter(scan, place) !== BLOCKED) continue;
		const address = text.slice(addresses.start(index), addresses.end(index));
		return address.slice(address.lastIndexOf('@') + 1);
	}
	return undefined;
}

/**
 * Whether a host name is the one that the client gave in HELO, where a response repeats it: "HELO/EHLO mail.example.com",
 * "helo=<…>", "<…>: Helo command rejected".
 */
export function isHelo(scan: Scan, index: number, before: number): boolean {
	if (HELO[before] === 1) return true;
	const end = scan.hosts.end(index);
	if (scan.bytes[end] !== CLOSES) return false;
	return REFUSED.includes(scan.text.slice(end, end + 7).toLowerCase());
}
