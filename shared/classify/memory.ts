import type {Classification, Response} from '#shared/model/classification.ts';

/** Longest text whose verdict is kept. */
const LONGEST = 1_024;
/** Two generations of so many texts: at most 4,096 verdicts and 8 MB of text are kept. */
const GENERATION = 2_048;

interface Kept {
	readonly status: string | null | undefined;
	readonly esp: string | undefined;
	readonly words: string | undefined;
	readonly verdict: Classification;
}

let young = new Map<string, Kept>();
let old = new Map<string, Kept>();

/** The verdict given to this very response before, if it is still kept. Campaigns meet the same words again and again. */
export function recall(response: Response): Classification | undefined {
	const text = response.text ?? '';
	if (text.length > LONGEST) return undefined;
	let kept = young.get(text);
	if (kept === undefined) {
		kept = old.get(text);
		if (kept === undefined) return undefined;
		keep(text, kept);
	}
	const {status, esp, words} = kept;
	const isSame = status === response.status && esp === response.opinion?.esp && words === response.opinion?.words;
	return isSame ? kept.verdict : undefined;
}

/** Keeps a verdict in the place of the one that the same text got with another status or opinion. */
export function remember(response: Response, verdict: Classification): void {
	const text = response.text ?? '';
	if (text.length > LONGEST) return;
	keep(text, {status: response.status, esp: response.opinion?.esp, words: response.opinion?.words, verdict});
}

function keep(text: string, kept: Kept): void {
	if (young.size >= GENERATION) {
		old = young;
		young = new Map();
	}
	young.set(text, kept);
}
