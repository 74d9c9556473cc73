import {type Conditions, conditionsOf, isWithin} from './conditions.ts';
import {NO_RULE, type Row, rowOf} from './row.ts';
import type {Layer, Mark, Rule} from './rule.ts';
import type {Scan} from './scan.ts';
import {FREES_RECIPIENT, STARTS_ANEW, signsOf} from './signs.ts';
import {type Lists, Wordings} from './wordings.ts';

/** More than any rank: no row fits. */
export const NO_ROW = 1_000_000;

/** Of the rows that a text meets so many are kept; a text that meets more repeats itself. */
const MOST_CANDIDATES = 1_024;

/** Statuses whose rows are remembered: texts may name any. */
const MOST_STATUSES = 2_000;

/**
 * The rows made ready: all phrases in one automaton, statuses and reply codes in maps. A row's rank is its place in the
 * layers, the smallest rank wins. One object serves all texts, one after the other.
 */
export class Matcher {
	readonly rules: readonly Rule[];
	readonly #rows: readonly Row[];
	readonly #reasons: readonly boolean[];
	readonly #ofRecipient: readonly boolean[];
	readonly #signsOf: readonly number[];
	/** What the marks met by the last `match` tell, in the bits of signs.ts. */
	signs = 0;
	/** These marks by their place in the list of marks. */
	readonly met: Int32Array;
	metCount = 0;
	readonly #isMet: Uint8Array;
	readonly #candidates = new Int32Array(MOST_CANDIDATES);
	#candidateCount = 0;
	/** Phrases met by the last `match`: the measure of its work beside the words. */
	work = 0;
	readonly #wordings = new Wordings();
	readonly #conditions: (Conditions | undefined)[] = [];
	/** Rows of statuses and of reply codes alone, in order; what was asked once is remembered. */
	readonly #statusRows: number[] = [];
	readonly #replyRows: number[] = [];
	readonly #byStatus = new Map<number, readonly number[]>();
	readonly #byOpinion = new Map<string, number>();

	constructor(layers: readonly Layer[], marks: readonly Mark[]) {
		this.rules = layers.flatMap(({rules}) => rules);
		this.#rows = layers.flatMap(({rules, basis}) => rules.map((rule) => rowOf(rule, basis)));
		this.#reasons = layers.flatMap(({rules, namesReason}) => rules.map(() => namesReason === true));
		this.#ofRecipient = this.rules.map((rule) => rule.ofRecipient === true);
		this.#signsOf = marks.map(signsOf);
		const lists = {
			'{ip list}': marks.filter(({lists}) => lists === 'ip').flatMap(({words}) => words),
			'{domain list}': marks.filter(({lists}) => lists === 'domain').flatMap(({words}) => words),
		};
		for (const [rank, rule] of this.rules.entries()) this.#addRule(rank, rule, new Map(Object.entries(lists)));
		for (const [place, mark] of marks.entries()) this.#wordings.add(NO_ROW + place, mark.words, new Map());
		this.met = new Int32Array(marks.length);
		this.#isMet = new Uint8Array(marks.length);
	}

	#addRule(rank: number, rule: Rule, lists: Lists): void {
		this.#conditions.push(conditionsOf(rule));
		if (rule.opinion !== undefined) this.#byOpinion.set(rule.opinion, rank);
		if (rule.words !== undefined) this.#wordings.add(rank, rule.words, lists);
		else if (rule.status !== undefined) this.#statusRows.push(rank);
		else if (rule.reply !== undefined) this.#replyRows.push(rank);
	}

	/** The rank of the best row whose words a scanned text has, NO_ROW where none has. Linear in the words. */
	match(scan: Scan, status: number, reply: number): number {
		const wordings = this.#wordings;
		const candidates = this.#candidates;
		const {automaton} = wordings;
		const {reports, reportsFrom} = automaton;
		const {words, wordCount} = scan;
		this.#begin();
		let best = NO_ROW;
		let ofRecipient = NO_ROW;
		let count = 0;
		let work = 0;
		let state = 0;
		for (let place = 0; place < wordCount; place++) {
			state = automaton.step(state, words[place] ?? 0);
			const end = reportsFrom[state + 1] ?? 0;
			for (let at = reportsFrom[state] ?? 0; at < end; at++) {
				work++;
				const report = reports[at] ?? 0;
				const owner = report < 0 ? -1 - report : wordings.meet(report);
				if (owner < 0) continue;
				if (owner >= NO_ROW) {
					this.#meet(owner - NO_ROW);
					if ((this.signs & STARTS_ANEW) === 0) continue;
					this.#begin();
					best = NO_ROW;
					ofRecipient = NO_ROW;
					count = 0;
					continue;
				}
				if (count < MOST_CANDIDATES) candidates[count++] = owner;
				if (owner >= best || (this.#ofRecipient[owner] === true && owner >= ofRecipient)) continue;
				if (!this.#meetsCodes(owner, status, reply)) continue;
				if (this.#ofRecipient[owner] === true) ofRecipient = owner;
				else best = owner;
			}
		}
		this.#candidateCount = count;
		this.work = work;
		if (ofRecipient >= best) return best;
		return this.#freesRecipient() && !this.#confirmed(status, reply) ? best : ofRecipient;
	}

	#begin(): void {
		this.#wordings.begin();
		for (let index = 0; index < this.metCount; index++) this.#isMet[this.met[index] ?? 0] = 0;
		this.metCount = 0;
		this.signs = 0;
	}

	#meet(mark: number): void {
		if (this.#isMet[mark] === 1) return;
		this.#isMet[mark] = 1;
		this.met[this.metCount++] = mark;
		this.signs |= this.#signsOf[mark] ?? 0;
	}

	/** The rows whose words the last `match` met, whether their conditions hold or not, in the order of the text. */
	found(): Int32Array {
		return this.#candidates.subarray(0, this.#candidateCount);
	}

	#freesRecipient(): boolean {
		return (this.signs & FREES_RECIPIENT) !== 0;
	}

	/** Whether a status and words of the last text both say the same of the recipient: that outweighs the mark. */
	#confirmed(status: number, reply: number): boolean {
		const rank = this.#rowsOf(status).find((rank) => this.#meetsCodes(rank, status, reply)) ?? NO_ROW;
		if (this.#ofRecipient[rank] !== true) return false;
		const {category} = this.row(rank);
		return this.found().some((one) => this.#ofRecipient[one] === true && this.row(one).category === category);
	}

	/** Whether a row's conditions hold for the text last matched, its status and reply code. */
	holds(rank: number, status: number, reply: number): boolean {
		if (this.#freesRecipient() && this.#ofRecipient[rank] === true && !this.#confirmed(status, reply)) return false;
		return this.#meetsCodes(rank, status, reply);
	}

	#meetsCodes(rank: number, status: number, reply: number): boolean {
		const conditions = this.#conditions[rank];
		if (conditions === undefined) return true;
		return isWithin(conditions.status, status) && isWithin(conditions.reply, reply);
	}

	/** The rank of the row for an enhanced status alone, of which some hold with certain reply codes only. */
	ofStatus(status: number, reply: number): number {
		if (status === 0) return NO_ROW;
		for (const rank of this.#rowsOf(status)) if (this.holds(rank, status, reply)) return rank;
		return NO_ROW;
	}

	#rowsOf(status: number): readonly number[] {
		const known = this.#byStatus.get(status);
		if (known !== undefined) return known;
		const ranks = this.#statusRows.filter((rank) => isWithin(this.#conditions[rank]?.status, status));
		if (this.#byStatus.size < MOST_STATUSES) this.#byStatus.set(status, ranks);
		return ranks;
	}

	/** The row of a rank; of NO_ROW one that says so. */
	row(rank: number): Row {
		return this.#rows[rank] ?? NO_RULE;
	}

	/** Whether a row comes before every row of a status. */
	beforeStatuses(rank: number): boolean {
		return rank < (this.#statusRows[0] ?? NO_ROW);
	}

	/** Whether a row is one of the statuses that name a reason by themselves. */
	namesReason(rank: number): boolean {
		return this.#reasons[rank] === true;
	}

	/** The rank of the row for a reply code alone. */
	ofReply(reply: number): number {
		for (const rank of this.#replyRows) if (this.holds(rank, 0, reply)) return rank;
		return NO_ROW;
	}

	/** The rank of the row for an opinion: of its very words, else of its type, else of the ESP. */
	ofOpinion(esp: string, words: string): number {
		const type = words.slice(0, words.indexOf('/') + 1);
		return (
			this.#byOpinion.get(`${esp} ${words}`) ??
			this.#byOpinion.get(`${esp} ${type}*`) ??
			this.#byOpinion.get(`${esp} *`) ??
			NO_ROW
		);
	}
}
