import type {Tokens} from '#shared/model/classification.ts';
import {wordBefore} from './context.ts';
import {isHelo, isSenderDomain, readBlockedSender} from './domains.ts';
import {readRecipient} from './recipient.ts';
import {regionAt} from './region.ts';
import {readRetryAfter} from './retry-after.ts';
import type {Scan} from './scan.ts';
import {readSenderIp} from './sender-ip.ts';
import {isMicrosoftHost, isNamedServer, signs} from './server.ts';
import {statusText} from './status.ts';
import {endOfDigits} from './times.ts';
import {intern} from './vocabulary.ts';

/** The tokens while they are put together. */
export type TokensInMaking = {-readonly [Name in keyof Tokens]: Tokens[Name]};

/** Reads every token out of a scanned text, but `blocklist`, which follows from the verdict. */
export function readTokens(scan: Scan): TokensInMaking {
	const tokens: TokensInMaking = {};
	if (scan.reply !== 0) tokens.replyCode = scan.reply;
	if (scan.status !== 0) tokens.enhancedStatus = statusText(scan.status);
	if (scan.ips.count > 0) {
		const ip = readSenderIp(scan);
		if (ip !== undefined) tokens.senderIp = ip;
	}
	if (scan.codes.count > 0) readCodes(scan, tokens);
	if (scan.addresses.count > 0) {
		const recipient = readRecipient(scan);
		if (recipient !== undefined) tokens.recipient = recipient;
		const domain = readBlockedSender(scan);
		if (domain !== undefined) tokens.senderDomain = domain;
	}
	if (scan.hosts.count > 0) readHosts(scan, tokens);
	if (scan.numbers.count > 0) {
		const seconds = readRetryAfter(scan);
		if (seconds !== undefined) tokens.retryAfterSeconds = seconds;
	}
	if (scan.status === AUTHENTICATION_LEVEL) readResults(scan, tokens);
	return tokens;
}

/** Of each role the first host that has it; the Microsoft machine that signed in brackets reports before all others. */
function readHosts(scan: Scan, tokens: TokensInMaking): void {
	const {text, bytes, hosts} = scan;
	let server = -1;
	let microsoft = -1;
	let domain = -1;
	let helo = -1;
	for (let index = 0; index < hosts.count; index++) {
		const before = wordBefore(scan, hosts.words(index));
		if (microsoft < 0 && signs(scan, index, before) && isMicrosoftHost(bytes, hosts.end(index))) microsoft = index;
		if (helo < 0 && isHelo(scan, index, before)) helo = index;
		if (isNamedServer(scan, index, before)) {
			if (server < 0) server = index;
		} else if (domain < 0 && isSenderDomain(scan, index, before)) domain = index;
	}
	if (domain >= 0) tokens.senderDomain = text.slice(hosts.start(domain), hosts.end(domain));
	if (helo >= 0) tokens.helo = text.slice(hosts.start(helo), hosts.end(helo));
	const reporter = microsoft < 0 ? server : microsoft;
	if (reporter < 0) return;
	const start = hosts.start(reporter);
	const end = hosts.end(reporter);
	tokens.server = text.slice(start, end);
	if (!isMicrosoftHost(bytes, end)) return;
	const region = regionAt(bytes, start, end);
	if (region !== undefined) tokens.region = region;
}

/** AS843, AS(1430), S3150, S(2017052602), ATTR35, PRX4: letters, then digits. */
function readCodes(scan: Scan, tokens: TokensInMaking): void {
	const {text, bytes, codes} = scan;
	for (let index = 0; index < codes.count; index++) {
		const start = codes.start(index);
		let digits = start;
		while (text.charCodeAt(digits) >= A) digits++;
		const letters = text.slice(start, digits).toUpperCase();
		const end = codes.end(index);
		if (text.charCodeAt(digits) === 40) {
			const inside = text.slice(digits + 1, end - 1);
			if (letters === 'AS') tokens.asCode ??= `AS${inside}`;
			else if (inside.length >= 3) tokens.sCode ??= `S${inside}`;
			continue;
		}
		if (endOfDigits(bytes, digits) !== end) continue;
		const number = text.slice(digits, end);
		if (letters === 'ATTR') tokens.attr ??= `ATTR${number}`;
		else if (letters === 'PRX') tokens.prx ??= `PRX${number}`;
		else if (letters === 'AS' && number.length >= 3) {
			tokens.asCode ??= `AS${number}`;
			// In 2015 and 2016 the consumer's S codes were printed so.
			if (OLD_S_CODES.has(number)) tokens.sCode ??= `S${number}`;
		} else if (letters === 'S' && number.length >= 3) tokens.sCode ??= `S${number}`;
	}
}

/** The letters stand behind it, digits and brackets before it. */
const A = 65;
const OLD_S_CODES: ReadonlySet<string> = new Set(['3140', '3150', '3113', '3114', '3115']);

/** 550 5.7.515 names the results: "Spf= Fail , Dkim= Pass , DMARC= Pass". */
const AUTHENTICATION_LEVEL = 5_007_515;
const METHODS = new Map([
	[intern('spf'), 'spf'],
	[intern('dkim'), 'dkim'],
	[intern('dmarc'), 'dmarc'],
] as const);
const RESULTS = new Map(
	['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'bestguesspass'].map((word) => [
		intern(word),
		word,
	]),
);

function readResults(scan: Scan, tokens: TokensInMaking): void {
	for (let place = 0; place + 1 < scan.wordCount; place++) {
		const method = METHODS.get(scan.words[place] ?? 0);
		const result = RESULTS.get(scan.words[place + 1] ?? 0);
		if (method !== undefined && result !== undefined) tokens[method] ??= result;
	}
}
