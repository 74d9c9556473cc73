import {Automaton, type Slot} from './automaton.ts';
import {parseWording, type Wording} from './rule.ts';
import {intern, wordsOf} from './vocabulary.ts';

/** The words that a name such as `{ip list}` stands for. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** Parts that one wording has at most: a place in the lists of parts is `wording * PARTS + part`. */
const PARTS = 8;

/**
 * All wordings of all owners, to be looked for at once. A wording of several parts remembers how far a text has come in it;
 * `begin` starts a new text without touching what is remembered.
 */
export class Wordings {
	/** Reports the places of the parts that a text has just met: `wording * PARTS + part`. */
	readonly automaton = new Automaton((part) => this.places[part] ?? []);
	/** For each wording: whose it is, how many parts it has, whether in order. */
	private readonly owners: number[] = [];
	private readonly partsOf: number[] = [];
	private readonly ordered: boolean[] = [];
	/** For each wording of several parts how far the text numbered in `stamps` has come. */
	private readonly progress: number[] = [];
	private readonly stamps: number[] = [];
	private stamp = 0;
	/** Each different part by its words, and the places where it belongs. */
	private readonly numbers = new Map<string, number>();
	private readonly places: number[][] = [];

	/** Takes wordings in the notation of rule.ts. */
	add(owner: number, notations: readonly string[], lists: Lists): void {
		for (const notation of notations) {
			const {parts, ordered} = parseWording(notation);
			if (parts.length > PARTS) throw new Error(`more than ${PARTS} parts: ${notation}`);
			const wording = this.owners.length;
			this.owners.push(owner);
			this.partsOf.push(parts.length);
			this.ordered.push(ordered);
			this.progress.push(0);
			this.stamps.push(0);
			for (const [part, slots] of parts.entries()) this.addPart(slots, lists, wording * PARTS + part);
		}
	}

	/** A part that several wordings have is looked for once. */
	private addPart(slots: Wording['parts'][number], lists: Lists, place: number): void {
		const name = JSON.stringify(slots);
		const known = this.numbers.get(name);
		if (known !== undefined) {
			this.places[known]?.push(place);
			return;
		}
		this.numbers.set(name, this.places.length);
		const listed = slots.map((choices) => lists.get(choices[0] ?? '') ?? choices);
		this.automaton.add(listed.map(slotOf), this.places.length);
		this.places.push([place]);
	}

	begin(): void {
		this.stamp++;
	}

	/** Notes that a part was met; gives the owner of its wording where that was the last one missing, else -1. */
	meet(place: number): number {
		const wording = Math.floor(place / PARTS);
		const owner = this.owners[wording] ?? 0;
		const parts = this.partsOf[wording] ?? 1;
		if (parts === 1) return owner;
		if (this.stamps[wording] !== this.stamp) {
			this.stamps[wording] = this.stamp;
			this.progress[wording] = 0;
		}
		const part = place % PARTS;
		const progress = this.progress[wording] ?? 0;
		if (this.ordered[wording] === true) {
			if (progress !== part) return -1;
			this.progress[wording] = part + 1;
			return part + 1 === parts ? owner : -1;
		}
		const now = progress | (1 << part);
		if (now === progress) return -1;
		this.progress[wording] = now;
		return now === (1 << parts) - 1 ? owner : -1;
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
