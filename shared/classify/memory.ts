import type {Classification, Response} from '#shared/model/classification.ts';

/** Longest text whose verdict is kept. */
export const LONGEST_KEPT = 1_024;
/** At most twice so many verdicts are kept, with 8 MB of text. */
const PLACES = 2_048;
/** Twice so many texts that were met once are remembered, by their hash. */
const MET = 16_384;

interface Kept {
	readonly text: string;
	readonly status: string | null | undefined;
	readonly esp: string | undefined;
	readonly words: string | undefined;
	readonly verdict: Classification;
}

/** By the place that the text's hash says: the one met last, and the one before it. */
const first = new Array<Kept | undefined>(PLACES).fill(undefined);
const second = new Array<Kept | undefined>(PLACES).fill(undefined);
const met = new Int32Array(2 * MET);

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
	first[kept] = {text: text ?? '', status, esp: opinion?.esp, words: opinion?.words, verdict};
}
