import {
	AMPERSAND_PARTS,
	APOSTROPHE,
	APOSTROPHE_PARTS,
	AT_JOINS,
	BACKSLASH_PARTS,
	BRACKET_PARTS,
	CLASS,
	COLON_PARTS,
	DOT_JOINS,
	HASH_START,
	hashStep,
	JOINS,
	PARTS,
} from './characters.ts';
import {endOfIpv6, HOST, IP, NUMBER, readDotted} from './dotted.ts';
import {withoutEntities} from './entities.ts';
import {Findings, isEscape, LONGEST_TEXT} from './findings.ts';
import {endOfDigits, endOfTime, isDigit, isTime} from './times.ts';
import {intern, numberOf} from './vocabulary.ts';

const WORD_AS = intern('as');
const WORD_S = intern('s');
const A = 97;
const P = 112;
const S = 115;
/** Bit 64 is set in a letter, and in no digit. */
const LETTER = 64;
/** What joins the words of a run: dashes and the like, dots, at signs. Bits that no class has. */
const JOINED = 256;
const DOTTED = 512;
const ADDRESS = 1024;

/**
 * What one pass over a text finds. Words are folded and numbered (0: no row knows it); addresses, IPs, enhanced statuses
 * and numbers that no row knows are taken out of the words, so "messages from [203.0.113.4] weren't sent" reads as its
 * sentence. One object is used again for every text: a scan lasts until the next one.
 */
export class Scan extends Findings {
	/** Numbers of the words; `wordCount` of them count. */
	readonly words = new Uint16Array(LONGEST_TEXT);
	wordCount = 0;
	#hasAmpersand = false;

	/** Reads a text of at most LONGEST_TEXT units. Time and space are linear in its length. */
	read(text: string): void {
		this.load(text);
		this.readLoaded();
	}

	/** The same of the text that is loaded. HTML entities are undone. */
	readLoaded(): void {
		this.#hasAmpersand = false;
		this.begin();
		this.wordCount = this.#pass(this.bytes, this.text.length);
		if (!this.#hasAmpersand) return;
		const plain = withoutEntities(this.text);
		if (plain === this.text) return;
		this.load(plain);
		this.begin();
		this.wordCount = this.#pass(this.bytes, plain.length);
	}

	/** Goes over the bytes once, from run to run: a run is words with nothing but dots, dashes and at signs between them. */
	#pass(bytes: Uint8Array, length: number): number {
		const {words} = this;
		const classes = CLASS;
		let count = 0;
		let i = 0;
		for (;;) {
			let class_ = classes[bytes[i] ?? 0] ?? PARTS;
			while (class_ >= PARTS) {
				if (class_ >= BACKSLASH_PARTS) {
					if (i >= length) return count;
					if (class_ === AMPERSAND_PARTS) this.#hasAmpersand = true;
					// A line end that somebody wrote out as \n or \r is no letter.
					if (class_ === BACKSLASH_PARTS && isEscape(bytes[i + 1] ?? 0)) i++;
				}
				class_ = classes[bytes[++i] ?? 0] ?? PARTS;
			}
			const runStart = i;
			const runWords = count;
			let joints = 0;
			for (;;) {
				const start = i;
				const first = class_;
				let hash = HASH_START;
				let any = 0;
				let every = LETTER;
				for (;;) {
					do {
						hash = hashStep(hash, class_);
						any |= class_;
						every &= class_;
						class_ = classes[bytes[++i] ?? 0] ?? PARTS;
					} while (class_ < PARTS);
					if (class_ !== APOSTROPHE_PARTS) break;
					// "weren't" is one word; a quotation mark before a letter or after a digit is none.
					const next = classes[bytes[i + 1] ?? 0] ?? PARTS;
					if (next >= PARTS || next < LETTER || every === 0 || i - start < 2) break;
					class_ = next;
					i++;
				}
				const number = numberOf(hash);
				// Most often: letters only, nothing before them in the run, and a space or the like behind.
				if ((every ^ class_ ^ joints) === (LETTER ^ PARTS)) {
					words[count++] = number;
					break;
				}
				if (every !== 0) {
					if (class_ === BRACKET_PARTS && (number === WORD_AS || number === WORD_S))
						this.#readBracketed(start, i, count);
					words[count++] = number;
				} else {
					if (class_ === COLON_PARTS) {
						const end = this.#readIpv6(start, count);
						if (end > 0) {
							i = end;
							joints = 0;
							break;
						}
					}
					if (any >= LETTER) {
						if (first === A || first === S || first === P) this.#readCode(start, i, count);
						// 30s
						else if (joints < DOTTED && endOfDigits(bytes, start) === i - 1) this.numbers.add(start, i - 1, count);
					} else if (i - start === 4 && start === runStart && isTime(bytes, start)) {
						i = endOfTime(bytes, start);
						joints = 0;
						break;
					} else if (i - start === 3) {
						const before = count > 0 ? (words[count - 1] ?? 0) : 0;
						this.takeDigits(start, i, bytes[i] ?? 0, number === 0 ? count : count + 1, before);
					} else if (class_ !== DOT_JOINS && joints < DOTTED)
						this.numbers.add(start, i, number === 0 ? count : count + 1);
					if (number !== 0 || any >= LETTER) words[count++] = number;
				}
				const next = classes[bytes[i + 1] ?? 0] ?? PARTS;
				if (class_ < JOINS || class_ > AT_JOINS || next >= PARTS) break;
				joints |= class_ === DOT_JOINS ? DOTTED : class_ === AT_JOINS ? ADDRESS : JOINED;
				class_ = next;
				i++;
			}
			if (joints >= ADDRESS) {
				count = runWords;
				this.addAddress(runStart, i, count);
			} else if (joints >= DOTTED) count = this.#finishDotted(runStart, i, runWords, count);
		}
	}

	/** A run of letters, digits, dots and dashes: a status, an IP, a host or words with a dot between. Gives the new count. */
	#finishDotted(runStart: number, runEnd: number, runWords: number, count: number): number {
		const {bytes} = this;
		// "example.com's DMARC policy"
		const end = bytes[runEnd - 2] === APOSTROPHE ? runEnd - 2 : runEnd;
		let start = runStart;
		if (this.endsReply(start + 3)) start += 4;
		const dotted = readDotted(bytes, start, end);
		if (dotted >= 0) {
			this.takeStatus(dotted, start);
			return runWords;
		}
		if (dotted === IP) {
			this.addIp(start, end, runWords);
			return runWords;
		}
		if (dotted === NUMBER) return runWords;
		if (dotted === HOST) this.hosts.add(start, end, runWords);
		// Of a host's labels only those that rows know stay words: "zen.spamhaus.org", "STOREDRV.Deliver".
		const words = this.words;
		let kept = runWords;
		for (let from = runWords; from < count; from++) {
			const word = words[from] ?? 0;
			if (word !== 0) words[kept++] = word;
		}
		return kept;
	}

	#readIpv6(start: number, count: number): number {
		const end = endOfIpv6(this.bytes, start);
		if (end > 0) this.addIp(start, end, count);
		return end;
	}

	/** Letters and then digits only: a code of Microsoft's, if the letters are. */
	#readCode(start: number, end: number, count: number): void {
		if (end - start <= 12) this.codes.add(start, end, count);
	}

	/** AS(1430), S(2017052602) */
	#readBracketed(start: number, wordEnd: number, count: number): void {
		let end = wordEnd + 1;
		while (end - wordEnd < 12 && isDigit(this.bytes[end] ?? 0)) end++;
		if (end > wordEnd + 1 && this.bytes[end] === 41) this.codes.add(start, end + 1, count);
	}
}
