import {CATEGORIES, type Category} from '#shared/model/category.ts';
import type {Classify, Opinion} from '#shared/model/classification.ts';
import {conclude} from './conclude.ts';
import {withoutEntities} from './entities.ts';
import {LONGEST_TEXT} from './findings.ts';
import {Matcher, NO_ROW} from './matcher.ts';
import {recall, remember} from './memory.ts';
import {LAYERS, MARKS} from './rules/index.ts';
import {Scan} from './scan.ts';
import {isBlankStatus, parseStatusField} from './status.ts';
import {readTokens} from './tokens.ts';

let made: Matcher | undefined;

/** The rows made ready, with the first text: a function that never classifies starts without them. */
export function matcher(): Matcher {
	made ??= new Matcher(LAYERS, MARKS);
	return made;
}

/** The one scan that reads every text: for those that explain a verdict. */
export const SCAN = new Scan();

/**
 * Tells whose fault a response is. Pure: the same response always gets the same verdict; never throws; time and space are
 * linear in the length of the text, of which the first LONGEST_TEXT units are read.
 */
export const classify: Classify = (response) => {
	const kept = recall(response);
	if (kept !== undefined) return kept;
	const verdict = classifyAnew(response);
	remember(response, verdict);
	return verdict;
};

/** The same without a look at earlier verdicts: leaves the way to this one in SCAN and matcher(). */
export const classifyAnew: Classify = (response) => {
	const rows = matcher(); // before the scan: it knows the words that the rows name
	const full = response.text ?? '';
	const truncated = full.length > LONGEST_TEXT;
	SCAN.read(withoutEntities(truncated ? full.slice(0, LONGEST_TEXT) : full));
	const field = response.status == null ? {} : parseStatusField(response.status);
	const fromField = SCAN.status === 0 && field.status !== undefined;
	if (fromField) SCAN.status = field.status;
	if (SCAN.reply === 0 && SCAN.status === 0 && field.reply !== undefined) SCAN.reply = field.reply;
	const reply = SCAN.reply !== 0 ? SCAN.reply : classOf(SCAN.status);
	const rank = decide(rows, reply, fromField, response.opinion ?? undefined);
	const verdict = conclude(rows, rank, reply, SCAN.status, readTokens(SCAN));
	return truncated ? {...verdict, truncated} : verdict;
};

/** The rank of the row that decides: text, status, reply code, opinion; NO_ROW where none does. */
function decide(rows: Matcher, reply: number, fromField: boolean, opinion: Opinion | undefined): number {
	const {status, quotedStatus, quotedReply} = SCAN;
	const text = rows.match(SCAN, status, reply);
	const quoted =
		quotedStatus === 0 ? NO_ROW : rows.ofStatus(quotedStatus, quotedReply !== 0 ? quotedReply : classOf(quotedStatus));
	// A queue that gave up quotes the last response: its status counts where it names a reason by itself.
	if (quoted !== NO_ROW && rows.namesReason(quoted) && categoryOf(rows, text) === 'expired') return quoted;
	if (!fromField && rows.beforeStatuses(text)) return text;
	const own = rows.ofStatus(status, reply);
	// The ESP's field is its reading of the response: it suppresses nobody whom the words, however weak, speak free.
	if (fromField && suppressionOf(rows, own) === 'suppress' && suppressionOf(rows, text) === 'keep') return text;
	const best = Math.min(text, own === NO_ROW ? quoted : own);
	if (best !== NO_ROW) return best;
	const bare = rows.ofReply(reply);
	if (categoryOf(rows, bare) !== 'unknown') return bare;
	if (opinion === undefined || (status !== 0 && !isBlankStatus(status))) return bare;
	const opined = rows.ofOpinion(opinion.esp, opinion.words.toLowerCase());
	const alwaysKeeps = rows.rules[opined]?.suppression === 'always-keep';
	return bare === NO_ROW || categoryOf(rows, opined) !== 'unknown' || alwaysKeeps ? opined : bare;
}

/** 5.7.1 is of the class 500. */
function classOf(status: number): number {
	return Math.floor(status / 1_000_000) * 100;
}

function categoryOf(rows: Matcher, rank: number): Category {
	return rows.rules[rank]?.category ?? 'unknown';
}

function suppressionOf(rows: Matcher, rank: number): string | undefined {
	const rule = rows.rules[rank];
	return rule === undefined ? undefined : CATEGORIES[rule.category].suppression;
}
