import type {Layer, Mark, Rule} from './rule.ts';
import type {Scan} from './scan.ts';
import {inRanges, parseReplyRanges, parseStatusRanges, type Range} from './status.ts';
import {type Lists, Wordings} from './wordings.ts';

/** More than any rank: no row fits. */
export const NO_ROW = 1_000_000;

/** Of the rows that a text meets so many are kept; a text that meets more repeats itself. */
const MOST_CANDIDATES = 1_024;

/** Statuses whose rows are remembered: texts may name any. */
const MOST_STATUSES = 2_000;

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
	private readonly ofRecipient: readonly boolean[];
	private readonly frees: readonly boolean[];
	/** Whether the last `match` met a mark that frees the recipient. */
	private recipientFreed = false;
	/** The marks met by the last `match`, by their place in the list of marks. */
	readonly met: Int32Array;
	metCount = 0;
	private readonly candidates = new Int32Array(MOST_CANDIDATES);
	private candidateCount = 0;
	/** Phrases met by the last `match`: the measure of its work beside the words. */
	work = 0;
	private readonly wordings = new Wordings();
	private readonly conditions: (Conditions | undefined)[] = [];
	/** Rows of statuses and of reply codes alone, in order; what was asked once is remembered. */
	private readonly statusRows: number[] = [];
	private readonly replyRows: number[] = [];
	private readonly byStatus = new Map<number, readonly number[]>();
	private readonly byOpinion = new Map<string, number>();
	private readonly markStamps: Int32Array;
	private stamp = 0;

	constructor(layers: readonly Layer[], marks: readonly Mark[]) {
		this.rules = layers.flatMap(({rules}) => rules);
		this.bases = layers.flatMap(({rules, basis}) => rules.map(() => basis));
		this.reasons = layers.flatMap(({rules, namesReason}) => rules.map(() => namesReason === true));
		this.ofRecipient = this.rules.map((rule) => rule.ofRecipient === true);
		this.frees = marks.map((mark) => mark.freesRecipient === true);
		const lists = {
			'{ip list}': marks.filter(({lists}) => lists === 'ip').flatMap(({words}) => words),
			'{domain list}': marks.filter(({lists}) => lists === 'domain').flatMap(({words}) => words),
		};
		for (const [rank, rule] of this.rules.entries()) this.addRule(rank, rule, new Map(Object.entries(lists)));
		for (const [place, mark] of marks.entries()) this.wordings.add(NO_ROW + place, mark.words, new Map());
		this.markStamps = new Int32Array(marks.length);
		this.met = new Int32Array(marks.length);
	}

	private addRule(rank: number, rule: Rule, lists: Lists): void {
		const status = rule.status === undefined ? undefined : parseStatusRanges(rule.status);
		const reply = rule.reply === undefined ? undefined : parseReplyRanges(rule.reply);
		this.conditions.push(status === undefined && reply === undefined ? undefined : {status, reply});
		if (rule.opinion !== undefined) this.byOpinion.set(rule.opinion, rank);
		if (rule.words !== undefined) this.wordings.add(rank, rule.words, lists);
		else if (status !== undefined) this.statusRows.push(rank);
		else if (reply !== undefined) this.replyRows.push(rank);
	}

	/** The rank of the best row whose words a scanned text has, NO_ROW where none has. Linear in the words. */
	match(scan: Scan, status: number, reply: number): number {
		const {wordings} = this;
		const {automaton} = wordings;
		wordings.begin();
		const {words, wordCount} = scan;
		this.stamp++;
		this.metCount = 0;
		this.candidateCount = 0;
		this.work = 0;
		this.recipientFreed = false;
		let best = NO_ROW;
		let state = 0;
		for (let place = 0; place < wordCount; place++) {
			state = automaton.step(state, words[place] ?? 0);
			if (state === 0) continue;
			const places = automaton.reports(state);
			for (let index = 0; index < places.length; index++) best = this.report(places[index] ?? 0, best, status, reply);
		}
		return this.recipientFreed && this.ofRecipient[best] === true ? this.bestOfFreed(status, reply) : best;
	}

	/** The best row of the last text once it is known that it frees the recipient. */
	private bestOfFreed(status: number, reply: number): number {
		let best = NO_ROW;
		for (const rank of this.found()) if (rank < best && this.holds(rank, status, reply)) best = rank;
		return best;
	}

	/** Takes a part that was met into account; gives the best row so far. */
	private report(place: number, best: number, status: number, reply: number): number {
		this.work++;
		const owner = this.wordings.meet(place);
		if (owner < 0) return best;
		if (owner >= NO_ROW) {
			this.meet(owner - NO_ROW);
			return best;
		}
		if (this.candidateCount < MOST_CANDIDATES) this.candidates[this.candidateCount++] = owner;
		return owner < best && this.holds(owner, status, reply) ? owner : best;
	}

	private meet(mark: number): void {
		if (this.markStamps[mark] === this.stamp) return;
		this.markStamps[mark] = this.stamp;
		this.met[this.metCount++] = mark;
		if (this.frees[mark] === true) this.recipientFreed = true;
	}

	/** The rows whose words the last `match` met, whether their conditions hold or not, in the order of the text. */
	found(): Int32Array {
		return this.candidates.subarray(0, this.candidateCount);
	}

	/** Whether a status and words of the last text both say the same of the recipient: that outweighs the mark. */
	private confirmed(status: number, reply: number): boolean {
		const rank = this.rowsOf(status).find((rank) => this.meetsCodes(rank, status, reply)) ?? NO_ROW;
		if (this.ofRecipient[rank] !== true) return false;
		const {category} = this.rules[rank] ?? {};
		return this.found().some((one) => this.ofRecipient[one] === true && this.rules[one]?.category === category);
	}

	/** Whether a row's conditions hold for the text last matched, its status and reply code. */
	holds(rank: number, status: number, reply: number): boolean {
		if (this.recipientFreed && this.ofRecipient[rank] === true && !this.confirmed(status, reply)) return false;
		return this.meetsCodes(rank, status, reply);
	}

	private meetsCodes(rank: number, status: number, reply: number): boolean {
		const conditions = this.conditions[rank];
		if (conditions === undefined) return true;
		if (conditions.status !== undefined && !inRanges(conditions.status, status)) return false;
		return conditions.reply === undefined || inRanges(conditions.reply, reply);
	}

	/** The rank of the row for an enhanced status alone, of which some hold with certain reply codes only. */
	ofStatus(status: number, reply: number): number {
		if (status === 0) return NO_ROW;
		for (const rank of this.rowsOf(status)) if (this.holds(rank, status, reply)) return rank;
		return NO_ROW;
	}

	private rowsOf(status: number): readonly number[] {
		const known = this.byStatus.get(status);
		if (known !== undefined) return known;
		const ranks = this.statusRows.filter((rank) => inRanges(this.conditions[rank]?.status ?? [], status));
		if (this.byStatus.size < MOST_STATUSES) this.byStatus.set(status, ranks);
		return ranks;
	}

	/** Whether a row comes before every row of a status. */
	beforeStatuses(rank: number): boolean {
		return rank < (this.statusRows[0] ?? NO_ROW);
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
