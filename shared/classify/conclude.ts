import {type Alert, CATEGORIES, type Permanence, type Suppression} from '#shared/model/category.ts';
import type {Classification} from '#shared/model/classification.ts';
import {listToken, permanenceTold, tellsList} from './marks.ts';
import type {Matcher} from './matcher.ts';
import type {Rule} from './rule.ts';
import {sourceOf} from './source.ts';
import type {TokensInMaking} from './tokens.ts';

/**
 * The verdict of the row that decided. What follows from it comes from the category's row of the taxonomy alone.
 * `reply` is the reply code, or the status' class times 100; 0 where there is neither.
 */
export function conclude(
	matcher: Matcher,
	rank: number,
	reply: number,
	status: number,
	tokens: TokensInMaking,
): Classification {
	const rule = matcher.rules[rank];
	const category = rule?.category ?? 'unknown';
	const row = CATEGORIES[category];
	const list = rule?.list ?? listToken(matcher, category);
	if (list !== undefined && tellsList(category, rule, list)) tokens.blocklist = list;
	const permanence = row.permanence === 'as-replied' ? asReplied(matcher, rule, reply) : row.permanence;
	return {
		source: sourceOf(matcher, rule, status, reply, tokens),
		category,
		permanence,
		scope: rule?.scope ?? row.scope,
		suppression: row.suppression === 'as-replied' ? ofUnknown(rule, permanence) : row.suppression,
		alert: alertOf(row.alert, tokens.blocklist),
		tokens,
		rule: rule?.id ?? 'none',
		basis: matcher.bases[rank] ?? 'none',
	};
}

/** 4xx is transient, 5xx permanent (RFC 5321, 4.2.1); without a code, what the words say; then what the row says. */
function asReplied(matcher: Matcher, rule: Rule | undefined, reply: number): Permanence {
	if (reply >= 500) return 'permanent';
	if (reply >= 200) return 'transient';
	if (rule?.suppression !== undefined) return rule.suppression === 'count' ? 'permanent' : 'transient';
	return rule?.permanence ?? permanenceTold(matcher) ?? (rule === undefined ? 'transient' : 'permanent');
}

function ofUnknown(rule: Rule | undefined, permanence: Permanence): Suppression {
	if (rule?.suppression === 'always-keep') return 'keep';
	return permanence === 'permanent' ? 'count' : 'keep';
}

function alertOf(alert: 'ip-ban' | 'where-spamhaus' | null, list: string | undefined): Alert | null {
	if (alert !== 'where-spamhaus') return alert;
	return list === 'spamhaus' ? 'spamhaus-listing' : null;
}
