import type {Alert, Permanence, Suppression} from '#shared/model/category.ts';
import type {Classification} from '#shared/model/classification.ts';
import {listToken, permanenceTold} from './marks.ts';
import type {Matcher} from './matcher.ts';
import {NO_RULE, type Row} from './row.ts';
import type {Scan} from './scan.ts';
import {sourceOf} from './source.ts';
import type {TokensInMaking} from './tokens.ts';

/**
 * The verdict of the row that decided. What follows from it comes from the category's row of the taxonomy alone.
 * `reply` is the reply code, or the status' class times 100; 0 where there is neither.
 */
export function conclude(
	matcher: Matcher,
	row: Row,
	reply: number,
	scan: Scan,
	tokens: TokensInMaking,
): Classification {
	const {id, basis, category, follows, scope} = row;
	const token = listToken(matcher, row);
	if (token !== undefined) tokens.blocklist = token;
	const permanence = follows.permanence === 'as-replied' ? asReplied(matcher, row, reply) : follows.permanence;
	return {
		source: sourceOf(matcher, row, reply, scan, tokens),
		category,
		permanence,
		scope,
		suppression: follows.suppression === 'as-replied' ? ofUnknown(row, permanence) : follows.suppression,
		alert: alertOf(follows.alert, token),
		tokens,
		rule: id,
		basis,
	};
}

/** 4xx is transient, 5xx permanent (RFC 5321, 4.2.1); without a code, what the words say; then what the row says. */
function asReplied(matcher: Matcher, row: Row, reply: number): Permanence {
	if (reply >= 500) return 'permanent';
	if (reply >= 200) return 'transient';
	if (row.suppression !== undefined) return row.suppression === 'count' ? 'permanent' : 'transient';
	return row.permanence ?? permanenceTold(matcher) ?? (row === NO_RULE ? 'transient' : 'permanent');
}

function ofUnknown(row: Row, permanence: Permanence): Suppression {
	if (row.suppression === 'always-keep') return 'keep';
	return permanence === 'permanent' ? 'count' : 'keep';
}

function alertOf(alert: 'ip-ban' | 'where-spamhaus' | null, list: string | undefined): Alert | null {
	if (alert !== 'where-spamhaus') return alert;
	return list === 'spamhaus' ? 'spamhaus-listing' : null;
}
