import {APOSTROPHE, BACKSLASH, BYTES_AHEAD, DASH, DOT, FOLD, OTHER, toBytes} from './characters.ts';
import {wordSet} from './context.ts';
import {Spans} from './spans.ts';

/** Longest text that is read, in UTF-16 units. */
export const LONGEST_TEXT = 16_384;

const BEFORE_REPLY = wordSet('error code reply status returned said response smtp');
/** A reply code and its enhanced status stand at most this far apart: `550 5.7.1`, `(550): 5.7.1`, `(550, b'5.7.1`. */
const REPLY_GAP = 6;

/** The ports of submission (RFC 8314, RFC 6409), where they might be taken for reply codes: mx.example.org:587 */
export const SUBMISSION_PORTS: readonly number[] = [465, 587];

/** What is found in a text beside its words. */
export class Findings {
	text = '';
	/** The text as the scanner sees it, one byte for each unit. */
	readonly bytes = new Uint8Array(LONGEST_TEXT + BYTES_AHEAD);
	/** The same bytes, four at a time. */
	readonly quads = new Int32Array(this.bytes.buffer);
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
	#replyIsSure = false;
	#lastReply = 0;
	#lastReplyEnd = 0;
	/** Where the last address or IP ended: a reply code may stand right after it. */
	#lastFindingEnd = -1;

	/** Takes the next text, of at most LONGEST_TEXT units. */
	load(text: string): void {
		this.text = text;
		toBytes(text, this.bytes);
	}

	/** Forgets what was found in the last text. */
	protected begin(): void {
		this.addresses.count = 0;
		this.ips.count = 0;
		this.hosts.count = 0;
		this.codes.count = 0;
		this.numbers.count = 0;
		this.reply = 0;
		this.status = 0;
		this.quotedStatus = 0;
		this.quotedReply = 0;
		this.#replyIsSure = false;
		this.#lastReplyEnd = 0;
		this.#lastFindingEnd = -1;
	}

	protected addAddress(start: number, end: number, words: number): void {
		this.addresses.add(start, end, words);
		this.#lastFindingEnd = end;
	}

	protected addIp(start: number, end: number, words: number): void {
		this.ips.add(start, end, words);
		this.#lastFindingEnd = end;
	}

	/** Whether the reply code of a refusal ended right there: "550-mx.example.org", but not 203-0-113-7.example.org. */
	protected endsReply(end: number): boolean {
		return this.#lastReplyEnd === end && this.#lastReply >= 400;
	}

	protected takeStatus(status: number, start: number): void {
		const near = this.#lastReplyEnd > 0 && start - this.#lastReplyEnd <= REPLY_GAP;
		if (near && !this.#replyIsSure) {
			this.#replyIsSure = true;
			this.reply = this.#lastReply;
			this.status = status;
		} else if (this.status === 0) this.status = status;
		else if (status !== this.status) {
			this.quotedStatus = status;
			if (near) this.quotedReply = this.#lastReply;
		}
	}

	/** Three digits with the words before them: a reply code where they stand like one, else a number. */
	protected takeDigits(start: number, end: number, after: number, words: number, wordBefore: number): void {
		const {bytes} = this;
		const value = 100 * (bytes[start] ?? 0) + 10 * (bytes[start + 1] ?? 0) + (bytes[end - 1] ?? 0) - 48 * 111;
		const before = start > 0 ? bytes[start - 1] : 32;
		const inDots = before === DOT || (after === DOT && (FOLD[bytes[end + 1] ?? 0] ?? 0) !== 0);
		if (value < 200 || value >= 600 || inDots || SUBMISSION_PORTS.includes(value)) {
			if (!inDots) this.numbers.add(start, end, words);
			return;
		}
		this.#lastReply = value;
		this.#lastReplyEnd = end;
		const told = before === 32 && BEFORE_REPLY[wordBefore] === 1;
		const follows = start - 1 === this.#lastFindingEnd;
		// Cisco's "Other mail system problem 550-'5.7.1 …'"
		const quotes = after === DASH && bytes[end + 1] === APOSTROPHE;
		if (this.reply === 0 && value >= 400 && (told || follows || quotes || standsAsReply(bytes, start)))
			this.reply = value;
		else this.numbers.add(start, end, words);
	}
}

/** 1 for what a reply code may follow: a line end, a colon, a bracket, a quote, a sign of another script. */
const OPENS = new Uint8Array(256);
for (const sign of '\n\r\t:;(<[]\'"`#>') OPENS[sign.charCodeAt(0)] = 1;
OPENS[OTHER] = 1;

/** The letters of a line end or tabulator that somebody wrote out: \n, \r, \t. */
export function isEscape(code: number): boolean {
	return code === 110 || code === 114 || code === 116;
}

/** Whether three digits stand where a reply code stands: first in the text, in a line, after a colon, bracket or quote. */
function standsAsReply(bytes: Uint8Array, start: number): boolean {
	let at = start - 1;
	while (at >= 0 && bytes[at] === 32) at--;
	if (at < 0) return true;
	const before = bytes[at] ?? 0;
	return OPENS[before] === 1 || (isEscape(before) && bytes[at - 1] === BACKSLASH);
}
