import type {Classification, Classify, Opinion, Response} from '#shared/model/classification.ts';
import {conclude} from './conclude.ts';
import {LONGEST_TEXT} from './findings.ts';
import {Matcher, NO_ROW} from './matcher.ts';
import {hashOf, LONGEST_KEPT, recall, remember} from './memory.ts';
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
	const text = response.text ?? '';
	if (text.length > LONGEST_KEPT) return classifyAnew(response);
	SCAN.load(text);
	const hash = hashOf(SCAN.quads, text.length);
	const kept = recall(hash, response);
	if (kept !== undefined) return kept;
	const verdict = classifyLoaded(response);
	remember(hash, response, verdict);
	return verdict;
};

/** The same without a look at earlier verdicts: leaves the way to this one in SCAN and matcher(). */
export const classifyAnew: Classify = (response) => {
	const full = response.text ?? '';
	if (full.length <= LONGEST_TEXT) {
		SCAN.load(full);
		return classifyLoaded(response);
	}
	SCAN.load(full.slice(0, LONGEST_TEXT));
	return {...classifyLoaded(response), truncated: true};
};

/** Classifies a response whose text, cut where it is too long, lies in SCAN. */
function classifyLoaded(response: Response): Classification {
	const rows = matcher(); // before the scan: it knows the words that the rows name
	SCAN.readLoaded();
	const field = response.status == null ? {} : parseStatusField(response.status);
	const fromField = SCAN.status === 0 && field.status !== undefined;
	if (fromField) SCAN.status = field.status;
	if (SCAN.reply === 0 && SCAN.status === 0 && field.reply !== undefined) SCAN.reply = field.reply;
	const reply = SCAN.reply !== 0 ? SCAN.reply : classOf(SCAN.status);
	const rank = decide(rows, reply, fromField, response.opinion ?? undefined);
	return conclude(rows, rows.row(rank), reply, SCAN, readTokens(SCAN));
}

/** The rank of the row that decides: text, status, reply code, opinion; NO_ROW where none does. */
function decide(rows: Matcher, reply: number, fromField: boolean, opinion: Opinion | undefined): number {
	const {status, quotedStatus, quotedReply} = SCAN;
	const text = rows.match(SCAN, status, reply);
	const quoted = rows.ofStatus(quotedStatus, quotedReply !== 0 ? quotedReply : classOf(quotedStatus));
	// A queue that gave up quotes the last response: its status counts where it names a reason by itself, and another one
	// than that nobody answered.
	const hasReason = rows.namesReason(quoted) && rows.row(quoted).scope !== 'network';
	if (hasReason && rows.row(text).category === 'expired') return quoted;
	if (rows.beforeStatuses(text)) return text;
	const own = rows.ofStatus(status, reply);
	// The ESP's field is its reading of the response: it suppresses nobody whom the words, however weak, speak free.
	const suppresses = rows.row(own).follows.suppression === 'suppress';
	if (fromField && suppresses && rows.row(text).follows.suppression === 'keep') return text;
	const best = Math.min(text, own === NO_ROW ? quoted : own);
	if (best !== NO_ROW) return best;
	const bare = rows.ofReply(reply);
	if (rows.row(bare).category !== 'unknown') return bare;
	// No status at all is a blank one as well.
	if (opinion === undefined || !isBlankStatus(status)) return bare;
	const opined = rows.ofOpinion(opinion.esp, opinion.words.toLowerCase());
	const {category, suppression} = rows.row(opined);
	return bare === NO_ROW || category !== 'unknown' || suppression === 'always-keep' ? opined : bare;
}

/** 5.7.1 is of the class 500. */
function classOf(status: number): number {
	return Math.floor(status / 1_000_000) * 100;
}
