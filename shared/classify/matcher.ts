import {Automaton, type Slot} from './automaton.ts';
import {type Layer, type Mark, parseWording, type Rule, type Wording} from './rule.ts';
import type {Scan} from './scan.ts';
import {inRanges, parseReplyRanges, parseStatusRanges, type Range} from './status.ts';
import {intern, wordsOf} from './vocabulary.ts';

/** More than any rank: no row fits. */
export const NO_ROW = 1_000_000;

/** A place in the lists of parts: `wording * PARTS + part`. */
const PARTS = 8;

interface Conditions {
	readonly status: readonly Range[] | undefined;
	readonly reply: readonly Range[] | undefined;
}

/**
 * The rows made ready: all phrases in one automaton, statuses and reply codes in maps. A row's rank is its place in the
 * layers, the smallest rank wins. One object serves all texts, one after the other.
 */
export class Matcher {
	readonly rules: readonly Rule[];
	readonly bases: readonly Layer['basis'][];
	private readonly reasons: readonly boolean[];
	/** The marks met by the last `match`, by their place in the list of marks. */
	readonly met: Int32Array;
	metCount = 0;
	/** Every row whose words the last `match` met, conditions or not, in the order of the text. */
	readonly candidates: number[] = [];
	/** Phrases met by the last `match`: the measure of its work beside the words. */
	work = 0;
	private readonly automaton = new Automaton();
	private readonly conditions: (Conditions | undefined)[] = [];
	/** Rows of statuses and of reply codes alone, in order; what was asked once is remembered. */
	private readonly statusRows: number[] = [];
	private readonly replyRows: number[] = [];
	private readonly byStatus = new Map<number, readonly number[]>();
	private readonly byOpinion = new Map<string, number>();
	/** For each wording: whose it is (rank, or NO_ROW + mark), how many parts, whether ordered, how far the text has come. */
	private readonly owner: number[] = [];
	private readonly partsOf: number[] = [];
	private readonly ordered: boolean[] = [];
	private progress = new Int32Array(0);
	private stamps = new Int32Array(0);
	private stamp = 0;
	private markStamps = new Int32Array(0);
	/** Each part, by its words, and where it belongs: `wording * PARTS + part`. */
	private readonly reports = new Map<string, number>();
	private readonly values: number[][] = [];

	constructor(layers: readonly Layer[], marks: readonly Mark[]) {
		this.rules = layers.flatMap(({rules}) => rules);
		this.bases = layers.flatMap(({rules, basis}) => rules.map(() => basis));
		this.reasons = layers.flatMap(({rules, namesReason}) => rules.map(() => namesReason === true));
		const lists = {
			'{ip list}': marks.filter(({lists}) => lists === 'ip').flatMap(({words}) => words),
			'{domain list}': marks.filter(({lists}) => lists === 'domain').flatMap(({words}) => words),
		};
		for (const [rank, rule] of this.rules.entries()) this.addRule(rank, rule, new Map(Object.entries(lists)));
		for (const [place, mark] of marks.entries()) this.addWords(NO_ROW + place, mark.words, new Map());
		this.progress = new Int32Array(this.owner.length);
		this.stamps = new Int32Array(this.owner.length);
		this.markStamps = new Int32Array(marks.length);
		this.met = new Int32Array(marks.length);
	}

	private addRule(rank: number, rule: Rule, lists: ReadonlyMap<string, readonly string[]>): void {
		const status = rule.status === undefined ? undefined : parseStatusRanges(rule.status);
		const reply = rule.reply === undefined ? undefined : parseReplyRanges(rule.reply);
		this.conditions.push(status === undefined && reply === undefined ? undefined : {status, reply});
		if (rule.opinion !== undefined) this.byOpinion.set(rule.opinion, rank);
		if (rule.words !== undefined) this.addWords(rank, rule.words, lists);
		else if (status !== undefined) this.statusRows.push(rank);
		else if (reply !== undefined) this.replyRows.push(rank);
	}

	private addWords(owner: number, notations: readonly string[], lists: ReadonlyMap<string, readonly string[]>): void {
		for (const {parts, ordered} of notations.map(parseWording)) {
			const wording = this.owner.length;
			if (parts.length > PARTS) throw new Error(`more than ${PARTS} parts in a wording of ${this.rules[owner]?.id}`);
			this.owner.push(owner);
			this.partsOf.push(parts.length);
			this.ordered.push(ordered);
			for (const [part, slots] of parts.entries()) {
				this.addPart(slots, lists, wording * PARTS + part);
			}
		}
	}

	/** A part that several wordings have is looked for once. */
	private addPart(slots: Wording['parts'][number], lists: ReadonlyMap<string, readonly string[]>, value: number): void {
		const name = JSON.stringify(slots);
		const known = this.reports.get(name);
		if (known !== undefined) {
			this.values[known]?.push(value);
			return;
		}
		this.reports.set(name, this.values.length);
		const listed = slots.map((choices) => lists.get(choices[0] ?? '') ?? choices);
		this.automaton.add(listed.map(slotOf), this.values.length);
		this.values.push([value]);
	}

	/** The rank of the best row whose words a scanned text has, NO_ROW where none has. Linear in the words. */
	match(scan: Scan, status: number, reply: number): number {
		const {automaton} = this;
		const {words, wordCount} = scan;
		this.stamp++;
		this.metCount = 0;
		this.candidates.length = 0;
		this.work = 0;
		let best = NO_ROW;
		let state = 0;
		for (let place = 0; place < wordCount; place++) {
			state = automaton.step(state, words[place] ?? 0);
			if (state === 0) continue;
			for (const report of automaton.reports(state)) {
				for (const value of this.values[report] ?? []) best = this.report(value, best, status, reply);
			}
		}
		return best;
	}

	/** Takes a part that was met into account; gives the best row so far. */
	private report(value: number, best: number, status: number, reply: number): number {
		this.work++;
		const owner = this.complete(value);
		if (owner < 0) return best;
		if (owner >= NO_ROW) {
			this.meet(owner - NO_ROW);
			return best;
		}
		this.candidates.push(owner);
		return owner < best && this.holds(owner, status, reply) ? owner : best;
	}

	/** Notes that a part was met; gives the owner of its wording where that was the last one missing, else -1. */
	private complete(value: number): number {
		const wording = Math.floor(value / PARTS);
		const owner = this.owner[wording] ?? 0;
		const parts = this.partsOf[wording] ?? 1;
		if (parts === 1) return owner;
		if (this.stamps[wording] !== this.stamp) {
			this.stamps[wording] = this.stamp;
			this.progress[wording] = 0;
		}
		const part = value % PARTS;
		const progress = this.progress[wording] ?? 0;
		if (this.ordered[wording]) {
			if (progress !== part) return -1;
			this.progress[wording] = part + 1;
			return part + 1 === parts ? owner : -1;
		}
		const now = progress | (1 << part);
		if (now === progress) return -1;
		this.progress[wording] = now;
		return now === (1 << parts) - 1 ? owner : -1;
	}

	private meet(mark: number): void {
		if (this.markStamps[mark] === this.stamp) return;
		this.markStamps[mark] = this.stamp;
		this.met[this.metCount++] = mark;
	}

	/** Whether a row's conditions on status and reply code hold. */
	holds(rank: number, status: number, reply: number): boolean {
		const conditions = this.conditions[rank];
		if (conditions === undefined) return true;
		if (conditions.status !== undefined && !inRanges(conditions.status, status)) return false;
		return conditions.reply === undefined || inRanges(conditions.reply, reply);
	}

	/** The rank of the row for an enhanced status alone, of which some hold with certain reply codes only. */
	ofStatus(status: number, reply: number): number {
		if (status === 0) return NO_ROW;
		let ranks = this.byStatus.get(status);
		if (ranks === undefined) {
			ranks = this.statusRows.filter((rank) => inRanges(this.conditions[rank]?.status ?? [], status));
			this.byStatus.set(status, ranks);
		}
		for (const rank of ranks) if (this.holds(rank, status, reply)) return rank;
		return NO_ROW;
	}

	/** Whether a row is one of the statuses that name a reason by themselves. */
	namesReason(rank: number): boolean {
		return this.reasons[rank] === true;
	}

	/** The rank of the row for a reply code alone. */
	ofReply(reply: number): number {
		for (const rank of this.replyRows) if (this.holds(rank, 0, reply)) return rank;
		return NO_ROW;
	}

	/** The rank of the row for an opinion: of its very words, else of its type, else of the ESP. */
	ofOpinion(esp: string, words: string): number {
		const type = words.includes('/') ? `${words.slice(0, words.indexOf('/'))}/*` : '*';
		return (
			this.byOpinion.get(`${esp} ${words}`) ??
			this.byOpinion.get(`${esp} ${type}`) ??
			this.byOpinion.get(`${esp} *`) ??
			NO_ROW
		);
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
