import type {Classification, Response} from '#shared/model/classification.ts';

/** Longest text whose verdict is kept. */
export const LONGEST_KEPT = 1_024;
/** At most twice so many verdicts are kept, with 8 MB of text. */
const PLACES = 2_048;
/** Twice so many texts that were met once are remembered, by their hash. */
const MET = 16_384;

interface Kept {
	readonly text: string | null;
	readonly status: string | null | undefined;
	readonly esp: string | undefined;
	readonly words: string | undefined;
	readonly verdict: Classification;
}

/** By the place that the text's hash says: the one met last, and the one before it. */
const first = new Array<Kept | undefined>(PLACES).fill(undefined);
const second = new Array<Kept | undefined>(PLACES).fill(undefined);
const met = new Int32Array(2 * MET);

/** Odd, its bits well mixed. */
const FACTOR = 0x9e3779b1;

/** A number of 32 bits that differs for different texts, as good as always; of the bytes of a text, four at a time. */
export function hashOf(quads: Int32Array, length: number): number {
	const end = length >> 2;
	let even = FACTOR | 0;
	let odd = FACTOR | 0;
	// Two at a time, for neither has to wait for the other. Beyond the text there are zeros.
	for (let at = 0; at <= end; at += 2) {
		even = Math.imul(((even << 5) | (even >>> 27)) ^ (quads[at] ?? 0), FACTOR);
		odd = Math.imul(((odd << 5) | (odd >>> 27)) ^ (quads[at + 1] ?? 0), FACTOR);
	}
	const mixed = Math.imul(even ^ (odd << 7) ^ (odd >>> 25), FACTOR);
	return mixed ^ (mixed >>> 15);
}

/** The verdict given to this very response before, if it is still kept. Campaigns meet the same words again and again. */
export function recall(hash: number, response: Response): Classification | undefined {
	const place = hash & (PLACES - 1);
	return verdictOf(first[place], response) ?? verdictOf(second[place], response);
}

function verdictOf(kept: Kept | undefined, {text, status, opinion}: Response): Classification | undefined {
	if (kept === undefined || kept.text !== text || kept.status !== status) return undefined;
	return kept.esp === opinion?.esp && kept.words === opinion?.words ? kept.verdict : undefined;
}

/** Keeps a verdict if its text was met before: most texts come once, and keeping those would cost more than it saves. */
export function remember(hash: number, response: Response, verdict: Classification): void {
	const place = (hash >>> 18) << 1;
	if (met[place] !== hash && met[place + 1] !== hash) {
		met[place + 1] = met[place] ?? 0;
		met[place] = hash;
		return;
	}
	const {text, status, opinion} = response;
	const kept = hash & (PLACES - 1);
	second[kept] = first[kept];
	first[kept] = {text, status, esp: opinion?.esp, words: opinion?.words, verdict};
}
