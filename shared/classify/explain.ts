import type {Response} from '#shared/model/classification.ts';
import {classifyAnew, MATCHER} from './classify.ts';

/** The way to a verdict in lines for people: what was read, which rows fit, which one won and why. */
export function explain(response: Response): string {
	const verdict = classifyAnew(response);
	const candidates = [...new Set(MATCHER.candidates)].sort((one, other) => one - other);
	const tokens = Object.entries(verdict.tokens).map(([name, value]) => `${name} ${value}`);
	return [
		`text: ${JSON.stringify(response.text ?? '')}`,
		`tokens: ${tokens.join(', ') || 'none'}`,
		`rows whose words it has: ${candidates.map((rank) => named(rank)).join(', ') || 'none'}`,
		`decided by ${verdict.rule} (${verdict.basis}): ${verdict.category} of ${verdict.source}`,
		`${verdict.permanence}, scope ${verdict.scope}, address: ${verdict.suppression}, alert: ${verdict.alert ?? 'none'}`,
		'',
	].join('\n');
}

function named(rank: number): string {
	const rule = MATCHER.rules[rank];
	return rule === undefined ? '' : `${rule.id} (${rule.category})`;
}
