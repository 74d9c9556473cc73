import type {Category, Permanence, Scope} from '#shared/model/category.ts';
import type {Basis, Source} from '#shared/model/classification.ts';

/**
 * One row of the rules: "a response that says this is of that category". Strings only; README.md of this folder tells
 * how to write one. What follows from a category (suppress or not, alert or not) stands in shared/model/category.ts.
 */
export interface Rule {
	/** Unique, a few words with dashes. Comes out with every verdict that rests on the row. */
	readonly id: string;
	/**
	 * Wordings, any of which will do. Case, punctuation, accents, line breaks, addresses, IPs and codes in between do not
	 * matter. `(a|b)` is one or the other, `(a|)` may be left out; ` … ` stands for any words between; ` & ` joins parts
	 * that may come in any order; `{ip list}` and `{domain list}` as a part of their own are any name of marks.ts.
	 */
	readonly words?: readonly string[];
	/** Enhanced statuses of which the response must have one: "5.7.606-5.7.649, x.2.2". */
	readonly status?: string;
	/** Reply codes of which the response must have one: "421, 5xx". Without a reply code the status' class counts. */
	readonly reply?: string;
	/** The ESP's opinion: "ses permanent/general"; "ses permanent/*" for every other sub-type. */
	readonly opinion?: string;
	/** The row is about the recipient: it does not hold where the response speaks of the sender, of a policy or of a list. */
	readonly ofRecipient?: true;
	readonly category: Category;
	/** Of an opinion that ends at `unknown`: what to do with the address where there is no code, or `always-keep`. */
	readonly suppression?: 'count' | 'keep' | 'always-keep';
	/** Where permanence follows the reply and there is no code at all. Without it: permanent. */
	readonly permanence?: Permanence;
	/** Where the taxonomy names another scope than the category's for just these words. */
	readonly scope?: Scope;
	/** Only these words are written by this system: tells the source where no host name does. */
	readonly by?: Source;
	/** Exchange of one kind or the other writes these words: tells the source only where nothing else does. */
	readonly anyExchange?: true;
	/** The block list that these words mean although they do not name it. */
	readonly list?: string;
	/** A response that this row decides, with documentation addresses. */
	readonly seen: string;
	/** Near misses that another row must take, or none. */
	readonly not?: readonly string[];
	/** Where it is documented or was seen: an address or the name of a document. */
	readonly source: string;
}

/** One file of rows: rows of the first layer that has a fitting row win, within a layer the first row. */
export interface Layer {
	readonly name: string;
	readonly basis: Exclude<Basis, 'none'>;
	readonly rules: readonly Rule[];
	/** A status of this layer that a queue quotes is the reason why it gave up. */
	readonly namesReason?: boolean;
}

/** Words that decide no category but tell something else: the system that writes so, a block list, a later try. */
export interface Mark {
	readonly words: readonly string[];
	readonly system?: Source;
	/** Exchange of one kind or the other: tells the system only where nothing else does. */
	readonly anyExchange?: true;
	/** The token that names the list, and what the list lists. */
	readonly list?: string;
	readonly lists?: 'ip' | 'domain';
	readonly permanence?: Permanence;
	/** The response speaks of the sender, of a policy or of a list: no recipient is at fault for that. */
	readonly freesRecipient?: true;
	/** What stands before is a library's own reading of the reply code: it does not count. */
	readonly startsAnew?: true;
}

/** One wording: parts in this order, or in any. A part is a row of slots, a slot its choices, '' where it may be left out. */
export interface Wording {
	readonly parts: readonly (readonly (readonly string[])[])[];
	readonly ordered: boolean;
}

/** Reads the notation of a row's words. Throws where brackets do not pair or nothing is left to look for. */
export function parseWording(notation: string): Wording {
	const ordered = notation.includes('…');
	const parts = notation.split(ordered ? '…' : '&').map(parsePart);
	return {parts, ordered};
}

function parsePart(text: string): readonly (readonly string[])[] {
	const slots: (readonly string[])[] = [];
	const addPlain = (words: string) => {
		if (words.trim() !== '') slots.push([words.trim()]);
	};
	let at = 0;
	for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', at)) {
		addPlain(text.slice(at, open));
		const close = closing(text, open);
		slots.push(choicesOf(text.slice(open + 1, close)));
		at = close + 1;
	}
	addPlain(text.slice(at));
	if (slots.every((choices) => choices.includes(''))) throw new Error(`no words in "${text}"`);
	return slots;
}

/** Where the bracket closes that opens at `open`. */
function closing(text: string, open: number): number {
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		if (text[at] === '(') depth++;
		else if (text[at] === ')' && --depth === 0) return at;
	}
	throw new Error(`a bracket is not closed in "${text}"`);
}

/** "a|b (c|d)" is a, b c, b d. */
function choicesOf(text: string): readonly string[] {
	const inner = text.lastIndexOf('(');
	if (inner < 0) return text.split('|').map((choice) => choice.trim());
	const close = closing(text, inner);
	const from = text.lastIndexOf('|', inner) + 1;
	const to = `${text}|`.indexOf('|', close);
	const spread = text
		.slice(inner + 1, close)
		.split('|')
		.map((choice) => text.slice(from, inner) + choice + text.slice(close + 1, to));
	return choicesOf(text.slice(0, from) + spread.join('|') + text.slice(to));
}
