import {wordBefore, wordSet} from './context.ts';
import type {Scan} from './scan.ts';
import {intern} from './vocabulary.ts';

const DOMAIN = intern('domain');
const DOMAIN_OF_SENDER = wordSet('sending from sender your senders envelope header');
const UNAUTHENTICATED = intern('unauthenticated');
const EMAIL = wordSet('email mail e');
const FROM = intern('from');
const REFUSED = ['>: helo', '>: ehlo'];
const HELO = wordSet('helo ehlo');
const OPENS = 60;

/**
 * Whether a host name is the sender's domain, named as such: "sending domain [example.com]", "MAIL FROM domain
 * [example.com]". `before` is the word before it.
 */
export function isSenderDomain(scan: Scan, index: number, before: number): boolean {
	if (before !== DOMAIN && before !== FROM) return false;
	const place = scan.hosts.words(index);
	const beforeThat = wordBefore(scan, place, 2);
	if (before === DOMAIN) return DOMAIN_OF_SENDER[beforeThat] === 1;
	return EMAIL[beforeThat] === 1 && wordBefore(scan, place, 3) === UNAUTHENTICATED;
}

/**
 * Whether a host name is the one that the client gave in HELO, where a response repeats it: "HELO/EHLO mail.example.com",
 * "helo=<…>", "<…>: Helo command rejected".
 */
export function isHelo(scan: Scan, index: number, before: number): boolean {
	if (HELO[before] === 1) return true;
	const {bytes, hosts} = scan;
	if (bytes[hosts.start(index) - 1] !== OPENS) return false;
	const end = hosts.end(index);
	return REFUSED.includes(scan.text.slice(end, end + 7).toLowerCase());
}
