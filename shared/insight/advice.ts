import type {Category} from '#shared/model/category.ts';
import type {Source, Tokens} from '#shared/model/classification.ts';
import {BLOCKLIST_LINKS} from './advice/blocklist-links.ts';
import {CATEGORY_ADVICE} from './advice/categories.ts';
import {fillLink, fillText, knownFrom} from './advice/fill.ts';
import {type Act, type AdviceRow, type Sign, WHO} from './advice/row.ts';
import {STORIES} from './advice/stories.ts';

export type {Act} from './advice/row.ts';

/** What advice is asked for: a verdict of the classifier is one, and so is an incident. */
export interface Situation {
	readonly category: Category;
	readonly source?: Source;
	readonly tokens?: Tokens;
	/** The response; some stories are known by their words only. */
	readonly text?: string | null;
}

/** What a bounce means and what to do about it, in words for people, filled with what the response named. */
export interface Advice {
	/** The row that it comes from. */
	readonly id: string;
	readonly meaning: string;
	readonly act: Act;
	/** `act` in words. */
	readonly who: string;
	readonly steps: readonly string[];
	/** Good to know: what keeps people from a wrong conclusion. */
	readonly notes: readonly string[];
	/** Web pages and `mailto:` addresses. */
	readonly links: readonly {readonly label: string; readonly url: string}[];
	readonly clearing: string;
	readonly escalate: string;
	readonly source: string;
}

/** Longest part of a response that is searched for words. */
const MAX_TEXT = 16_384;

function statusNumber(status: string): number {
	const [kind = 0, subject = 0, detail = 0] = status.split('.', 3).map(Number);
	return kind * 1_000_000 + subject * 1000 + detail;
}

function inRange(status: string, range: string): boolean {
	const [from = '', to = from] = range.split('-', 2);
	const value = statusNumber(status);
	return value >= statusNumber(from) && value <= statusNumber(to);
}

function hasCode(tokens: Tokens, wanted: string): boolean {
	const codes = [tokens.asCode, tokens.sCode, tokens.attr, tokens.prx];
	return wanted.endsWith('*')
		? codes.some((code) => code?.startsWith(wanted.slice(0, -1)) === true)
		: codes.includes(wanted);
}

function fits(sign: Sign, situation: Situation, text: string): boolean {
	const tokens = situation.tokens ?? {};
	const {enhancedStatus, blocklist} = tokens;
	return (
		(sign.status === undefined ||
			(enhancedStatus !== undefined && sign.status.some((range) => inRange(enhancedStatus, range)))) &&
		(sign.codes === undefined || sign.codes.some((code) => hasCode(tokens, code))) &&
		(sign.lists === undefined || (blocklist !== undefined && sign.lists.includes(blocklist))) &&
		(sign.words === undefined || sign.words.some((words) => text.includes(words))) &&
		(sign.source === undefined || (situation.source !== undefined && sign.source.includes(situation.source)))
	);
}

function rowFor(situation: Situation): AdviceRow {
	const text = (situation.text ?? '').slice(0, MAX_TEXT).toLowerCase();
	const story = STORIES.find(
		({category, when}) => category.includes(situation.category) && when.some((sign) => fits(sign, situation, text)),
	);
	return story ?? CATEGORY_ADVICE[situation.category];
}

/**
 * What to tell people about a bounce. Pure and total: every category has a row, a code with a story of its own another
 * one. Values from the response stand in texts as they are and in links escaped; what is not known is put into words.
 */
export function adviceFor(situation: Situation): Advice {
	return tell(rowFor(situation), situation.tokens ?? {});
}

/** A row, filled with what is known. Pure. */
export function tell(row: AdviceRow, tokens: Tokens): Advice {
	const known = knownFrom(tokens);
	const list =
		known.list === undefined || !Object.hasOwn(BLOCKLIST_LINKS, known.list) ? undefined : BLOCKLIST_LINKS[known.list];
	const links = row.links.length === 0 && list !== undefined ? [list] : row.links;
	return {
		id: row.id,
		meaning: fillText(row.meaning, known),
		act: row.act,
		who: WHO[row.act],
		steps: row.steps.map((step) => fillText(step, known)),
		notes: (row.notes ?? []).map((note) => fillText(note, known)),
		links: links.map((link) => fillLink(link, known)),
		clearing: fillText(row.clearing, known),
		escalate: fillText(row.escalate, known),
		source: row.source,
	};
}
