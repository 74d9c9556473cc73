import {AT, BACKSLASH, COLON, DASH, DOT, FOLD, HASH_START, hashStep, isApostrophe, JOINS} from './characters.ts';
import {endOfIpv6, readDotted} from './dotted.ts';
import {intern, numberOf} from './vocabulary.ts';

/** Spans found in a text: start, end and the number of words before it, three numbers each. */
export class Spans {
	readonly cells: Int32Array;
	count = 0;

	constructor(most: number) {
		this.cells = new Int32Array(most * 3);
	}

	/** Keeps a span; beyond the bound it is dropped. */
	add(start: number, end: number, words: number): void {
		const at = this.count * 3;
		if (at >= this.cells.length) return;
		this.cells[at] = start;
		this.cells[at + 1] = end;
		this.cells[at + 2] = words;
		this.count++;
	}

	start(index: number): number {
		return this.cells[index * 3] ?? 0;
	}

	end(index: number): number {
		return this.cells[index * 3 + 1] ?? 0;
	}

	words(index: number): number {
		return this.cells[index * 3 + 2] ?? 0;
	}
}

/** Longest text that is read, in UTF-16 units. */
export const LONGEST_TEXT = 16_384;

const WORD_AS = intern('as');
const BEFORE_REPLY = new Set(['error', 'code', 'reply', 'status', 'returned', 'said', 'response', 'smtp'].map(intern));
const A = 97;
const P = 112;
const S = 115;
/** A reply code and its enhanced status stand at most this far apart: `550 5.7.1`, `(550): 5.7.1`, `(550, b'5.7.1`. */
const REPLY_GAP = 6;

/**
 * What one pass over a text finds. Words are folded and numbered (0: no row knows it); addresses, IPs, enhanced statuses
 * and numbers that no row knows are taken out of the words, so "messages from [203.0.113.4] weren't sent" reads as its
 * sentence. One object is used again for every text: a scan lasts until the next one.
 */
export class Scan {
	text = '';
	/** Numbers of the words; `wordCount` of them count. */
	readonly words = new Int32Array(LONGEST_TEXT);
	wordCount = 0;
	readonly addresses = new Spans(16);
	readonly ips = new Spans(24);
	readonly hosts = new Spans(32);
	/** Words such as AS843, S3150, ATTR35, PRX4, and the whole of AS(1430). */
	readonly codes = new Spans(16);
	/** Decimal numbers that are neither reply code nor status. */
	readonly numbers = new Spans(16);
	/** 0: none. */
	reply = 0;
	status = 0;
	/** The last enhanced status after the first: what a queue quotes from inside. 0: none. */
	quotedStatus = 0;
	quotedReply = 0;
	private replyIsSure = false;
	private lastReply = 0;
	private lastReplyEnd = -1;
	/** Where the last address or IP ended: a reply code may stand right after it. */
	private lastFindingEnd = -1;

	/** Reads a text of at most LONGEST_TEXT units. Time and space are linear in its length. */
	read(text: string): void {
		this.text = text;
		this.wordCount = 0;
		this.addresses.count = 0;
		this.ips.count = 0;
		this.hosts.count = 0;
		this.codes.count = 0;
		this.numbers.count = 0;
		this.reply = 0;
		this.status = 0;
		this.quotedStatus = 0;
		this.quotedReply = 0;
		this.replyIsSure = false;
		this.lastReply = 0;
		this.lastReplyEnd = -1;
		this.lastFindingEnd = -1;
		this.pass(text, text.length);
	}

	private pass(text: string, length: number): void {
		const words = this.words;
		let count = 0;
		let runStart = -1;
		let runWords = 0;
		let dotted = false;
		let at = false;
		let i = 0;
		while (i < length) {
			const code = text.charCodeAt(i);
			let folded = FOLD[code] ?? 0;
			if (folded === 0) {
				i++;
				// A line end that somebody wrote out as \n or \r is no letter.
				if (code === BACKSLASH && i < length && isEscape(text.charCodeAt(i))) i++;
				continue;
			}
			const start = i;
			const first = folded;
			if (runStart < 0) {
				runStart = i;
				runWords = count;
				dotted = false;
				at = false;
			}
			let hash = HASH_START;
			// Of a letter bit 64 is set, of a digit it is not.
			let any = 0;
			let every = 64;
			for (;;) {
				hash = hashStep(hash, folded);
				any |= folded;
				every &= folded;
				i++;
				if (i >= length) break;
				const next = text.charCodeAt(i);
				folded = FOLD[next] ?? 0;
				if (folded !== 0) continue;
				if (!isApostrophe(next) || i + 1 >= length) break;
				// "weren't" is one word; a quotation mark before a letter or after a digit is none.
				folded = FOLD[text.charCodeAt(i + 1)] ?? 0;
				if (folded < 58 || every === 0 || i - start < 2) break;
				i++;
			}
			const number = numberOf(hash);
			const after = i < length ? text.charCodeAt(i) : 32;
			if (any < 64) {
				if (i - start === 3) this.readReply(start, i, count, after);
				else if (after !== DOT) this.numbers.add(start, i, number === 0 ? count : count + 1);
				if (after === COLON && i - start <= 4) {
					const end = this.readIpv6(start, i, length, count);
					if (end > 0) {
						i = end;
						runStart = -1;
						continue;
					}
				}
				if (number !== 0) words[count++] = number;
			} else {
				if (every === 0) {
					if (first === A || first === S || first === P) this.readCode(start, i, count);
					if (after === COLON && i - start <= 4) {
						const end = this.readIpv6(start, i, length, count);
						if (end > 0) {
							i = end;
							runStart = -1;
							continue;
						}
					}
				} else if (number === WORD_AS && after === 40) this.readBracketed(start, i, length, count);
				words[count++] = number;
			}
			if (i + 1 < length && JOINS[after] === 1 && (FOLD[text.charCodeAt(i + 1)] ?? 0) !== 0) {
				if (after === DOT) dotted = true;
				else if (after === AT) at = true;
				i++;
				continue;
			}
			if (at) {
				count = runWords;
				this.addresses.add(runStart, i, count);
				this.lastFindingEnd = i;
			} else if (dotted) count = this.finishDotted(runStart, i, runWords, count);
			runStart = -1;
		}
		this.wordCount = count;
	}

	/** A run of letters, digits, dots and dashes: a status, an IP, a host or words with a dot between. Gives the new count. */
	private finishDotted(runStart: number, end: number, runWords: number, count: number): number {
		const text = this.text;
		let start = runStart;
		if (start + 4 < end && text.charCodeAt(start + 3) === DASH && this.lastReplyEnd === start + 3) start += 4;
		const dotted = readDotted(text, start, end);
		if (dotted.kind === 'status') {
			this.takeStatus(dotted.status, start);
			return runWords;
		}
		if (dotted.kind === 'ip') {
			this.ips.add(start, end, runWords);
			this.lastFindingEnd = end;
			return runWords;
		}
		if (dotted.kind === 'number') return runWords;
		if (dotted.kind === 'host') this.hosts.add(start, end, runWords);
		// Of a host's labels only those that rows know stay words: "zen.spamhaus.org", "STOREDRV.Deliver".
		const words = this.words;
		let kept = runWords;
		for (let from = runWords; from < count; from++) {
			const word = words[from] ?? 0;
			if (word !== 0) words[kept++] = word;
		}
		return kept;
	}

	private takeStatus(status: number, start: number): void {
		const near = this.lastReplyEnd >= 0 && start - this.lastReplyEnd <= REPLY_GAP;
		if (near && !this.replyIsSure) {
			this.replyIsSure = true;
			this.reply = this.lastReply;
			this.status = status;
		} else if (this.status === 0) this.status = status;
		else if (status !== this.status) {
			this.quotedStatus = status;
			if (near) this.quotedReply = this.lastReply;
		}
	}

	private readReply(start: number, end: number, count: number, after: number): void {
		const text = this.text;
		const value = 100 * text.charCodeAt(start) + 10 * text.charCodeAt(start + 1) + text.charCodeAt(end - 1) - 48 * 111;
		const before = start > 0 ? text.charCodeAt(start - 1) : 32;
		const inDots = before === DOT || (after === DOT && (FOLD[text.charCodeAt(end + 1)] ?? 0) !== 0);
		if (value < 200 || value >= 600 || inDots) {
			if (!inDots) this.numbers.add(start, end, count);
			return;
		}
		this.lastReply = value;
		this.lastReplyEnd = end;
		const told = count > 0 && BEFORE_REPLY.has(this.words[count - 1] ?? 0) && text.charCodeAt(start - 1) === 32;
		const follows = start > 0 && start - 1 === this.lastFindingEnd;
		if (this.reply === 0 && value >= 400 && (told || follows || standsAsReply(text, start))) this.reply = value;
		else this.numbers.add(start, end, count);
	}

	private readIpv6(start: number, wordEnd: number, length: number, count: number): number {
		const end = endOfIpv6(this.text, start, wordEnd, length);
		if (end > 0) {
			this.ips.add(start, end, count);
			this.lastFindingEnd = end;
		}
		return end;
	}

	/** Letters and then digits only: a code of Microsoft's, if the letters are. */
	private readCode(start: number, end: number, count: number): void {
		if (end - start <= 12) this.codes.add(start, end, count);
	}

	/** AS(1430) */
	private readBracketed(start: number, wordEnd: number, length: number, count: number): void {
		let end = wordEnd + 1;
		while (end < length && end - wordEnd < 12 && isDigit(this.text.charCodeAt(end))) end++;
		if (end > wordEnd + 1 && this.text.charCodeAt(end) === 41) this.codes.add(start, end + 1, count);
	}
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

function isEscape(code: number): boolean {
	return code === 110 || code === 114 || code === 116;
}

/** Whether three digits stand where a reply code stands: first in the text, in a line, after a colon, bracket or quote. */
function standsAsReply(text: string, start: number): boolean {
	let at = start - 1;
	const bound = start - 4;
	while (at >= 0 && at >= bound && text.charCodeAt(at) === 32) at--;
	if (at < 0) return true;
	if (at > 0 && text.charCodeAt(at - 1) === BACKSLASH && isEscape(text.charCodeAt(at))) return true;
	return '\n\r\t:;(<[]\'"`#>'.includes(text.charAt(at));
}
