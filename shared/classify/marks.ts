import type {Category, Permanence} from '#shared/model/category.ts';
import type {Matcher} from './matcher.ts';
import type {Row} from './row.ts';
import {MARKS} from './rules/index.ts';
import {NAMES_LIST, TELLS_PERMANENCE} from './signs.ts';

/**
 * Whether the block list named is a token of the verdict: where that is about a list, and where a provider's own ban sends
 * to a commercial list's owner. Spamhaus is recommended by many that never looked there.
 */
export function tellsList({category, list: named}: Row, list: string): boolean {
	if (category === 'ip-blocklisted' || category === 'domain-blocklisted' || named !== undefined) return true;
	return category === 'ip-banned' && list !== 'spamhaus';
}

/** The block list that the text just matched names; of several the one that lists what the category says. */
export function listToken(matcher: Matcher, category: Category): string | undefined {
	if ((matcher.signs & NAMES_LIST) === 0) return undefined;
	const wanted = category === 'domain-blocklisted' ? 'domain' : 'ip';
	let list: string | undefined;
	for (let index = 0; index < matcher.metCount; index++) {
		const mark = MARKS[matcher.met[index] ?? 0];
		if (mark?.list === undefined) continue;
		if (mark.lists === wanted) return mark.list;
		list ??= mark.list;
	}
	return list;
}

/** What the text just matched says of a later try where it has no code; of several words the first. */
export function permanenceTold(matcher: Matcher): Permanence | undefined {
	if ((matcher.signs & TELLS_PERMANENCE) === 0) return undefined;
	for (let index = 0; index < matcher.metCount; index++) {
		const permanence = MARKS[matcher.met[index] ?? 0]?.permanence;
		if (permanence !== undefined) return permanence;
	}
	return undefined;
}
