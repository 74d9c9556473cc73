import {APOSTROPHE, AT, BACKSLASH, COLON, DASH, DOT, FOLD, HASH_START, hashStep, JOINS} from './characters.ts';
import {endOfIpv6, readDotted} from './dotted.ts';
import {Findings, isEscape, LONGEST_TEXT} from './findings.ts';
import {intern, numberOf} from './vocabulary.ts';

const WORD_AS = intern('as');
const WORD_S = intern('s');
const A = 97;
const P = 112;
const S = 115;
/**
 * What one pass over a text finds. Words are folded and numbered (0: no row knows it); addresses, IPs, enhanced statuses
 * and numbers that no row knows are taken out of the words, so "messages from [203.0.113.4] weren't sent" reads as its
 * sentence. One object is used again for every text: a scan lasts until the next one.
 */
export class Scan extends Findings {
	/** Numbers of the words; `wordCount` of them count. */
	readonly words = new Int32Array(LONGEST_TEXT);
	wordCount = 0;

	/** Reads a text of at most LONGEST_TEXT units. Time and space are linear in its length. */
	read(text: string): void {
		this.begin(text);
		this.wordCount = 0;
		this.pass(this.bytes, text.length);
	}

	private pass(bytes: Uint8Array, length: number): void {
		const words = this.words;
		let count = 0;
		let runStart = -1;
		let runWords = 0;
		let dotted = false;
		let at = false;
		let i = 0;
		while (i < length) {
			const code = bytes[i] ?? 0;
			let folded = FOLD[code] ?? 0;
			if (folded === 0) {
				i++;
				// A line end that somebody wrote out as \n or \r is no letter.
				if (code === BACKSLASH && isEscape(bytes[i] ?? 0)) i++;
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
				const next = bytes[i] ?? 0;
				folded = FOLD[next] ?? 0;
				if (folded !== 0) continue;
				if (next !== APOSTROPHE) break;
				// "weren't" is one word; a quotation mark before a letter or after a digit is none.
				folded = FOLD[bytes[i + 1] ?? 0] ?? 0;
				if (folded < 58 || every === 0 || i - start < 2) break;
				i++;
			}
			const number = numberOf(hash);
			const after = bytes[i] ?? 0;
			if (any < 64) {
				if (i - start === 3) this.takeDigits(start, i, after, count, count > 0 ? (words[count - 1] ?? 0) : 0);
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
				} else if (after === 40 && (number === WORD_AS || number === WORD_S))
					this.readBracketed(start, i, length, count);
				words[count++] = number;
			}
			if (JOINS[after] === 1 && (FOLD[bytes[i + 1] ?? 0] ?? 0) !== 0) {
				if (after === DOT) dotted = true;
				else if (after === AT) at = true;
				i++;
				continue;
			}
			if (at) {
				count = runWords;
				this.addAddress(runStart, i, count);
			} else if (dotted) count = this.finishDotted(runStart, i, runWords, count);
			runStart = -1;
		}
		this.wordCount = count;
	}

	/** A run of letters, digits, dots and dashes: a status, an IP, a host or words with a dot between. Gives the new count. */
	private finishDotted(runStart: number, end: number, runWords: number, count: number): number {
		const {bytes} = this;
		let start = runStart;
		if (start + 4 < end && bytes[start + 3] === DASH && this.endsReply(start + 3)) start += 4;
		const dotted = readDotted(bytes, start, end);
		if (dotted.kind === 'status') {
			this.takeStatus(dotted.status, start);
			return runWords;
		}
		if (dotted.kind === 'ip') {
			this.addIp(start, end, runWords);
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

	private readIpv6(start: number, wordEnd: number, length: number, count: number): number {
		const end = endOfIpv6(this.bytes, start, wordEnd, length);
		if (end > 0) this.addIp(start, end, count);
		return end;
	}

	/** Letters and then digits only: a code of Microsoft's, if the letters are. */
	private readCode(start: number, end: number, count: number): void {
		if (end - start <= 12) this.codes.add(start, end, count);
	}

	/** AS(1430), S(2017052602) */
	private readBracketed(start: number, wordEnd: number, length: number, count: number): void {
		let end = wordEnd + 1;
		while (end < length && end - wordEnd < 12 && isDigit(this.bytes[end] ?? 0)) end++;
		if (end > wordEnd + 1 && this.bytes[end] === 41) this.codes.add(start, end + 1, count);
	}
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
