import {Automaton, type Slot} from './automaton.ts';
import {parseWording} from './rule.ts';
import {intern, wordsOf} from './vocabulary.ts';

/** The words that a name such as `{ip list}` stands for. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** Parts that one wording has at most: a place in the lists of parts is `wording * PARTS + part`. */
const PARTS = 8;
/** At most so many wordings of several parts. */
const MOST_WORDINGS = 4_096;

/**
 * All wordings of all owners, to be looked for at once. A wording of one part reports its owner, as `-1 - owner`; one of
 * several parts reports the place of each part, and remembers how far a text has come in it until the next `begin`.
 */
export class Wordings {
	/** Reports what a text has just met. */
	readonly automaton = new Automaton();
	/** Of each wording of several parts: whose it is, how many parts it has, whether in order. */
	readonly #owners: number[] = [];
	readonly #partsOf: number[] = [];
	readonly #ordered: boolean[] = [];
	/** For each how far the text has come, and those that it has begun. */
	readonly #progress = new Uint8Array(MOST_WORDINGS);
	readonly #begun = new Int32Array(MOST_WORDINGS);
	#begunCount = 0;

	/** Takes wordings in the notation of rule.ts. */
	add(owner: number, notations: readonly string[], lists: Lists): void {
		for (const notation of notations) {
			const {parts, ordered} = parseWording(notation);
			if (parts.length > PARTS) throw new Error(`more than ${PARTS} parts: ${notation}`);
			const place = parts.length === 1 ? -1 - owner : this.#place(owner, parts.length, ordered);
			for (const [part, slots] of parts.entries()) {
				const listed = slots.map((choices) => lists.get(choices[0] ?? '') ?? choices);
				this.automaton.add(listed.map(slotOf), place + part);
			}
		}
	}

	/** Where the parts of a wording of several parts are reported from. */
	#place(owner: number, parts: number, ordered: boolean): number {
		const wording = this.#owners.push(owner) - 1;
		if (wording === MOST_WORDINGS) throw new Error('too many wordings');
		this.#partsOf.push(parts);
		this.#ordered.push(ordered);
		return wording * PARTS;
	}

	/** Starts a new text: forgets how far the last one came. */
	begin(): void {
		for (let index = 0; index < this.#begunCount; index++) this.#progress[this.#begun[index] ?? 0] = 0;
		this.#begunCount = 0;
	}

	/** Notes that a part was met; gives the owner of its wording where that was the last one missing, else -1. */
	meet(place: number): number {
		const wording = place >> 3;
		const part = place & (PARTS - 1);
		const parts = this.#partsOf[wording] ?? 1;
		const progress = this.#progress[wording] ?? 0;
		if (this.#ordered[wording] === true && part > 0 && (progress & (1 << (part - 1))) === 0) return -1;
		const now = progress | (1 << part);
		if (now === progress) return -1;
		if (progress === 0) this.#begun[this.#begunCount++] = wording;
		this.#progress[wording] = now;
		return now === (1 << parts) - 1 ? (this.#owners[wording] ?? 0) : -1;
	}
}

const numbered = new Map<string, readonly number[]>();

function slotOf(choices: readonly string[]): Slot {
	return choices.map((choice) => {
		const known = numbered.get(choice);
		if (known !== undefined) return known;
		const numbers = wordsOf(choice).map(intern);
		numbered.set(choice, numbers);
		return numbers;
	});
}
