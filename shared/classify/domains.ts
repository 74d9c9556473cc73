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

/** The sender's domain where a response names it as such: "sending domain [example.com]", "MAIL FROM domain [example.com]". */
export function readSenderDomain(scan: Scan): string | undefined {
	for (let index = 0; index < scan.hosts.count; index++) {
		const place = scan.hosts.words(index);
		const before = wordBefore(scan, place);
		const beforeThat = wordBefore(scan, place, 2);
		const named = before === DOMAIN && DOMAIN_OF_SENDER[beforeThat] === 1;
		const unauthenticated =
			before === FROM && EMAIL[beforeThat] === 1 && wordBefore(scan, place, 3) === UNAUTHENTICATED;
		if (named || unauthenticated) return slice(scan, index);
	}
	return undefined;
}

/** The name that the client gave in HELO, where a response repeats it: "HELO/EHLO mail.example.com", "helo=<…>", "<…>: Helo command rejected". */
export function readHelo(scan: Scan): string | undefined {
	for (let index = 0; index < scan.hosts.count; index++) {
		const place = scan.hosts.words(index);
		if (HELO[wordBefore(scan, place)] === 1) return slice(scan, index);
		const end = scan.hosts.end(index);
		const opened = scan.text.charCodeAt(scan.hosts.start(index) - 1) === 60;
		if (opened && REFUSED.includes(scan.text.slice(end, end + 7).toLowerCase())) return slice(scan, index);
	}
	return undefined;
}

function slice(scan: Scan, index: number): string {
	return scan.text.slice(scan.hosts.start(index), scan.hosts.end(index));
}
