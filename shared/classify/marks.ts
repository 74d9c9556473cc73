import type {Category, Permanence} from '#shared/model/category.ts';
import type {Matcher} from './matcher.ts';
import type {Row} from './row.ts';
import {MARKS} from './rules/index.ts';
import {NAMES_LIST, TELLS_PERMANENCE} from './signs.ts';

/**
 * The block list that a verdict names: the row's own, else that of the text just matched where the verdict is about a list,
 * and where a provider's own ban sends to a commercial list's owner. Spamhaus is recommended by many that never looked there.
 */
export function listToken(matcher: Matcher, {category, list: own}: Row): string | undefined {
	if (own !== undefined) return own;
	if (category === 'ip-blocklisted' || category === 'domain-blocklisted') return listNamed(matcher, category);
	const list = category === 'ip-banned' ? listNamed(matcher, category) : undefined;
	return list === 'spamhaus' ? undefined : list;
}

/** The block list that the text just matched names; of several the one that lists what the category says. */
function listNamed(matcher: Matcher, category: Category): string | undefined {
	if ((matcher.signs & NAMES_LIST) === 0) return undefined;
	const wanted = category === 'domain-blocklisted' ? 'domain' : 'ip';
	let list: string | undefined;
	for (let index = 0; index < matcher.metCount; index++) {
		const mark = MARKS[matcher.met[index] ?? 0];
		if (mark?.lists === wanted) return mark.list;
		list ??= mark?.list;
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
